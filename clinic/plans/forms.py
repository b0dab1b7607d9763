"""What people fill in to write and sign a plan."""

from __future__ import annotations

from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    Form,
    FormField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Optional

from clinic.core.fields import phone_number
from clinic.core.forms import BaseForm, RevisedForm
from clinic.core.words import lazy_gettext as _
from clinic.plans.models import AppointmentKind, HowTold
from clinic.plans.policy import HOW_TOLD, KIND_WORDS

LINE, PARAGRAPH = 200, 2_000


def tidy(text: str | None) -> str:
    """Return a text as it is kept: one kind of line end, nothing loose at its ends."""
    return (text or "").replace("\r\n", "\n").strip()


def _line(label: Any, *checks: Any, most: int = LINE, **more: Any) -> StringField:
    return StringField(label, [*checks, Length(max=most, message=_long(most))], [tidy], **more)


def _lines(label: Any, rows: int, *, most: int = PARAGRAPH, **more: Any) -> TextAreaField:
    look = {"rows": rows, "maxlength": most}
    return TextAreaField(
        label, [Length(max=most, message=_long(most))], [tidy], render_kw=look, **more
    )


def _long(most: int) -> Any:
    return _("This is too long. The limit is %(most)s letters.", most=most)


class GoalRow(Form):
    """One goal and its first step."""

    goal = _lines(_("Goal"), 2, most=LINE)
    first_step = _lines(_("First step"), 2, most=LINE)


class GoalsForm(RevisedForm):
    """What the client wants to work toward."""

    goals = FieldList(FormField(GoalRow), label=_("Goals"), max_entries=12)


class WordsForm(RevisedForm):
    """What the client wants to hold on to, in their own words."""

    remember = _lines(_("The one thing to remember"), 2, most=LINE, id="words-remember")
    why = _lines(_("Why this matters"), 3)
    helps = _lines(_("What helps"), 3)


class AppointmentForm(RevisedForm):
    """One appointment or call after leaving."""

    kind = SelectField(
        _("What for"),
        choices=[SelectChoice(kind.value, KIND_WORDS[kind]) for kind in AppointmentKind],
        coerce=AppointmentKind,
    )
    what = _line(_("What"), InputRequired(_("Say what it is.")))
    on = DateField(_("Day"), [InputRequired(_("Choose a day"))])
    starts_at = TimeField(_("Time"), [Optional()])
    who = _line(_("With whom"))
    place = _line(_("Where"))
    phone = phone_number(_("Phone"))


class PersonForm(RevisedForm):
    """Somebody the client can call."""

    name = _line(_("Name"), InputRequired(_("Say who it is.")))
    relation = _line(_("Who they are"))
    phone = phone_number(_("Phone"), id="person-phone")
    good_for = _line(_("Good for"))


class SignOffForm(RevisedForm):
    """The last tick before a plan is frozen."""

    taught_back = BooleanField(_("Told back"))


class ReviseForm(BaseForm):
    """Why a plan that was signed off changes."""

    reason = _line(_("Why does the plan change?"), InputRequired(_("Say why the plan changes.")))


class TellForm(BaseForm):
    """How a client was told that a group has changed."""

    how = SelectField(
        _("How did you tell them?"),
        choices=[SelectChoice(each.value, words) for each, words in HOW_TOLD.items()],
        coerce=HowTold,
    )
