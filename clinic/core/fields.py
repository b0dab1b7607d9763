"""Fields that most forms need, with the house's limits."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from typing import Any

from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, StopValidation

from clinic.core.words import lazy_gettext as _

LINE, PARAGRAPH, PHONE = 200, 2_000, 40
#: Ten digits of North America, with or without its code; and what no plain number holds.
_NUMBER = re.compile(r"1?([2-9]\d\d)([2-9]\d\d)(\d{4})", re.ASCII)
_AS_TYPED = re.compile(r"[^0-9 ().+/-]")


def tidy(text: str | None) -> str:
    """Return text without space around it; nothing at all is empty."""
    return (text or "").strip()


def dialed(text: str) -> str:
    """Return a US number the way this product writes all of them; any other stays as typed."""
    if _AS_TYPED.search(text) or ("+" in text and "+1" not in text):
        return text
    digits = "".join(filter(str.isdigit, text))
    found = _NUMBER.fullmatch(digits)
    return "({}) {}-{}".format(*found.groups()) if found else text


def phone_number(label: Any, **more: Any) -> StringField:
    """Return a field for a phone number."""
    return StringField(label, _checks("", PHONE), filters=[tidy, dialed], **more)


def line(label: Any, *, required: Any = "", longest: int = LINE) -> StringField:
    """Return a field for one line. ``required`` is what to say when it is left empty."""
    return StringField(label, _checks(required, longest), filters=[tidy])


def paragraph(label: Any, *, required: Any = "", longest: int = PARAGRAPH) -> TextAreaField:
    """Return a field for some sentences."""
    checks = _checks(required, longest)
    return TextAreaField(label, checks, filters=[tidy], render_kw={"rows": 3})


def _checks(required: Any, longest: int) -> list[Any]:
    short = Length(max=longest, message=_("Write at most %(n)s characters.", n=longest))
    return [InputRequired(required), short] if required else [short]


def options(words: Mapping[Any, Any]) -> list[SelectChoice]:
    """Return the choices of a field, from what is sent to what is read."""
    return [SelectChoice(value=value, label=called) for value, called in words.items()]


class OneField(RadioField):
    """One answer of several; an answer left out is said once, in the question's own words."""

    def __init__(self, label: Any, required: Any = "", **more: Any) -> None:
        super().__init__(label, **more)
        self.required = required

    def pre_validate(self, form: Any) -> None:
        """Ask for the answer before anything else looks at it."""
        if not self.data and not self.process_errors:
            raise StopValidation(self.required or _("Choose one of these."))
        super().pre_validate(form)


def one_of(label: Any, words: Mapping[Any, Any], *, required: Any = "", **more: Any) -> RadioField:
    """Return a choice of one member of an enum. ``required`` is what to say without an answer."""
    choices = options({member.value: called for member, called in words.items()})
    kind = type(next(iter(words)))
    more |= {"choices": choices, "coerce": lambda value: _member(kind, value)}
    return OneField(label, required=required, **more)


def _member(kind: type[enum.StrEnum], value: object) -> enum.StrEnum | None:
    return kind(str(value)) if value else None


def some_of(label: Any, words: Mapping[Any, Any]) -> SelectMultipleField:
    """Return a choice of any members of an enum, kept as text."""
    choices = options({member.value: called for member, called in words.items()})
    return SelectMultipleField(label, choices=choices, coerce=str)


class LinesField(TextAreaField):
    """Several short answers, one on each line."""

    def __init__(self, label: Any, most: int = 20, **more: Any) -> None:
        super().__init__(label, render_kw={"rows": 3}, **more)
        self.most = most

    def _value(self) -> str:
        return "\n".join(self.data or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read one answer from each line that says something."""
        lines = (each.strip() for text in valuelist for each in str(text).split("\n"))
        found = [each for each in dict.fromkeys(lines) if each]
        self.data = found  # type: ignore[assignment]

    def pre_validate(self, form: Any) -> None:
        """Refuse more or longer lines than a record has room for."""
        if len(self.data or ()) > self.most or any(len(each) > LINE for each in self.data or ()):
            raise ValidationError(
                _("Write at most %(most)s lines of %(n)s characters.", most=self.most, n=LINE)
            )
