"""The form every form grows from, and what it does with its answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import HiddenField
from wtforms.widgets import HiddenInput

from clinic.core.db import db
from clinic.core.errors import RuleBroken, Stale
from clinic.core.words import gettext
from clinic.core.words import lazy_gettext as _

#: What WTForms says by itself, in the words of this house: what to do, and nobody to blame.
OWN_WORDS = {
    "Not a valid choice.": _("Choose one of these."),
    "Invalid Choice: could not coerce.": _("Choose one of these."),
    "Not a valid date value.": _("Choose a day in the calendar."),
    "Not a valid time value.": _("Write a time, as in 7:00 pm."),
    "Not a valid integer value.": _("Write a whole number."),
    "This field is required.": _("Write an answer."),
}


class OwnWords:
    """Speaks for WTForms where a field has no words of its own."""

    def gettext(self, text: str) -> str:
        """Return our words for theirs."""
        return str(OWN_WORDS.get(text, text))

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Return our words for theirs, by number."""
        return self.gettext(one if count == 1 else many)


class BaseForm(FlaskForm):  # type: ignore[misc]
    """A form whose field names are the argument names of the action it feeds.

    ``status`` is the HTTP status of the page that shows the form: 409 after a :class:`Stale`.
    """

    status = 200

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """What all forms of the house have in common."""

        def get_translations(self, form: Any) -> OwnWords:
            """Let no field speak in words that are not ours."""
            return OwnWords()

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

    def done(self, act: Callable[[], object], record: Any = None) -> bool:
        """Do the act if the answers are good; if it is refused, say so in the form.

        A form filled from ``record`` is refused when the record has changed since. The caller
        commits; what a refused act had begun is taken back.
        """
        if not self.submitted():
            return False
        try:
            if record is not None:
                self.check_unchanged(record)
            act()
        except RuleBroken as refusal:
            db.session.rollback()
            self.status = 409 if isinstance(refusal, Stale) else 200
            self.refuse(refusal)
            return False
        return True

    def check_unchanged(self, record: Any) -> None:
        """Let every record pass: this form does not remember what it was filled from."""


class RevisedForm(BaseForm):
    """A form that remembers which revision of the record it was filled from."""

    revision = HiddenField()

    def check_unchanged(self, record: Any) -> None:
        """Raise :class:`Stale` when the record was changed after this form was opened."""
        if request.method == "POST" and self.revision.data != str(record.revision):
            self.revision.data = str(record.revision)  # saved once more, these words win
            raise Stale(gettext("Somebody changed this while you were writing."))
