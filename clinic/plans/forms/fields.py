"""What the forms of a plan are built from."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField, TimeField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from clinic.core.fields import LinesField
from clinic.core.forms import RevisedForm
from clinic.core.words import lazy_gettext as _

LINE, PARAGRAPH = 200, 2_000


class CardForm(RevisedForm):
    """A form that stands on a page with many others: its fields carry the card in their ids."""

    card = ""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self:
            if not isinstance(field.widget, HiddenInput) and not hasattr(field, "form"):
                field.id = field.label.field_id = f"{self.card}-{field.short_name}"


def tidy(text: str | None) -> str:
    """Return a text as it is kept: one kind of line end, nothing loose at its ends."""
    return (text or "").replace("\r\n", "\n").strip()


def line(label: Any, required: Any = "", *, most: int = LINE) -> StringField:
    """Return a field for one line. ``required`` is what to say when it is left empty."""
    return StringField(label, _checks(required, most), [tidy])


def text(label: Any, rows: int, required: Any = "", *, most: int = PARAGRAPH) -> TextAreaField:
    """Return a field for some lines of text."""
    look = {"rows": rows, "maxlength": most}
    return TextAreaField(label, _checks(required, most), [tidy], render_kw=look)


def _checks(required: Any, most: int) -> list[Any]:
    short = Length(max=most, message=too_long(most))
    return [InputRequired(required), short] if required else [short]


def lines(label: Any, most: int = 12) -> LinesField:
    """Return a field for short lines, one thing a line."""
    return LinesField(label, most=most)


def too_long(most: int) -> Any:
    """Say that a text is too long."""
    return _("This is too long. The limit is %(most)s letters.", most=most)


def day(label: Any, required: Any = "") -> DateField:
    """Return a field for a day."""
    return DateField(label, [InputRequired(required) if required else Optional()])


def time_of_day(label: Any) -> TimeField:
    """Return a field for a time that may be left open."""
    return TimeField(label, [Optional()])


def number(label: Any, least: int, most: int, required: Any = "") -> IntegerField:
    """Return a field for a whole number in a range."""
    span = _("Write a number from %(least)s to %(most)s.", least=least, most=most)
    asked = InputRequired(required) if required else Optional()
    return IntegerField(label, [asked, NumberRange(least, most, span)])


def choice(label: Any, words: Mapping[Any, Any], *, none: Any = "") -> SelectField:
    """Return a choice of one member of an enum; ``none`` are the words for no answer yet."""
    kind: type[enum.StrEnum] = type(next(iter(words)))
    options = [SelectChoice(member.value, called) for member, called in words.items()]
    if none:
        options.insert(0, SelectChoice("", none))
    return SelectField(label, choices=options, coerce=lambda v: kind(v) if v else None)
