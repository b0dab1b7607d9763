"""The form every form grows from, and what it does with its answers."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import HiddenField
from wtforms.widgets import HiddenInput

from clinic.core.errors import RuleBroken, Stale
from clinic.core.words import gettext


class BaseForm(FlaskForm):  # type: ignore[misc]
    """A form whose field names are the argument names of the action it feeds."""

    def submitted(self) -> bool:
        """Say whether this is a POST with good answers."""
        return bool(self.validate_on_submit())

    def hidden_tag(self, *fields: Any) -> Markup:
        """Write the hidden fields without an ``id``, so that a page may hold several forms."""
        hidden = [field for field in self if isinstance(field.widget, HiddenInput)]
        return Markup("\n").join(field(id=False) for field in fields or hidden)

    def answers(self) -> dict[str, Any]:
        """Return the answers by field name; an action takes them as keyword arguments."""
        own = {"csrf_token", "revision"}
        return {name: value for name, value in self.data.items() if name not in own}

    def refuse(self, refusal: RuleBroken) -> None:
        """Show a broken rule beside the field it names, or above the form."""
        field = self._fields.get(refusal.field or "")
        errors = field.errors if field else self.form_errors
        if not isinstance(errors, list):
            errors = field.errors = list(errors)
        errors.append(str(refusal))


class RevisedForm(BaseForm):
    """A form that remembers which revision of the record it was filled from."""

    revision = HiddenField()

    def check_unchanged(self, record: Any) -> None:
        """Raise :class:`Stale` when the record was changed after this form was opened."""
        if request.method == "POST" and self.revision.data != str(record.revision):
            raise Stale(gettext("Somebody changed this while you were writing."))
