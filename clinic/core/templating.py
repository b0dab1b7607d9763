"""What every template may use: filters for days and times, and a few questions to ask.

Globals, not context, so that macros imported without context have them too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from flask import Flask, before_render_template, current_app, has_request_context
from flask_login import current_user
from wtforms import Form, SelectMultipleField
from wtforms.fields.choices import SelectFieldBase

from clinic.core import formats
from clinic.core.access import may_open
from clinic.core.clock import local_date, now
from clinic.core.db import db


def holds(*roles: str) -> bool:
    """Say whether this person holds one of these roles somewhere."""
    return current_user.is_authenticated and bool(current_user.roles & set(roles))


def today() -> date:
    """Return the date on the clinic's wall."""
    return local_date(now(), current_app.config["TIMEZONE"])


def errors_of(form: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield (id of the field, its label, message) for each error of a form, parts included."""
    for message in getattr(form, "form_errors", ()):
        yield "", "", str(message)
    for field in form:
        if isinstance(getattr(field, "form", None), Form):
            yield from errors_of(field.form)
        elif hasattr(field, "entries"):
            yield from _errors_of_entries(field)
        else:
            label = "" if field.type in ("HiddenField", "CSRFTokenField") else field.label.text
            for message in field.errors:
                yield field.id, str(label), str(message)


def _errors_of_entries(field: Any) -> Iterator[tuple[str, str, str]]:
    for message in field.errors:
        if isinstance(message, str):
            yield field.id, str(field.label.text), message
    for entry in field.entries:
        if isinstance(getattr(entry, "form", None), Form):
            yield from errors_of(entry.form)
        else:
            for message in entry.errors:
                yield entry.id, str(entry.label.text), str(message)


def _moment(at: datetime) -> str:
    return formats.moment(at, current_app.config["TIMEZONE"])


def _local_day(at: datetime) -> date:
    return local_date(at, current_app.config["TIMEZONE"])


def _is_multiple(field: Any) -> bool:
    return isinstance(field, SelectMultipleField)


def _is_choice(field: Any) -> bool:
    return isinstance(field, SelectFieldBase)


def end_reading(_app: Flask, **_page: Any) -> None:
    """Let go of the database before a page is laid out, so that nobody waits for a template.

    What was loaded stays at hand. What was not committed is dropped: a view commits its own work
    before it shows a page. A command may print in the middle of its work.
    """
    if not has_request_context():
        return
    session = db.session()
    if session.new or session.dirty or session.deleted:
        session.rollback()
    elif transaction := session.get_transaction():
        transaction.close()


def init_app(app: Flask) -> None:
    """Hand the templates their filters, tests and globals."""
    before_render_template.connect(end_reading, app)
    for plain in (
        formats.short_day,
        formats.long_day,
        formats.full_day,
        formats.calendar_day,
        formats.month_day,
        formats.clock,
        formats.weekday_name,
        formats.unbroken,
    ):
        app.jinja_env.filters[plain.__name__] = plain
    app.jinja_env.filters.update(moment=_moment, local_day=_local_day)
    app.jinja_env.tests.update(multiple=_is_multiple, choice=_is_choice)
    app.jinja_env.globals.update(
        may_open=may_open,
        holds=holds,
        clinic_today=today,
        errors_of=errors_of,
        language_name=formats.language_name,
    )
