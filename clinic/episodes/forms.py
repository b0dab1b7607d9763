"""What staff write about a course of treatment."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from wtforms import DateField, Form, HiddenField, SelectField, TimeField, ValidationError
from wtforms.validators import InputRequired, Optional

from clinic.accounts.models import Program, User
from clinic.clients.forms import ClientFacts
from clinic.core.fields import LinesField, line, one_of, options, paragraph
from clinic.core.forms import BaseForm, RevisedForm
from clinic.core.words import gettext
from clinic.core.words import lazy_gettext as _
from clinic.episodes.policy import DISPOSITIONS, EDITIONS, REASONS, SETTINGS

#: Dates outside these years are slips of the keyboard.
YEARS = range(1950, 2100)
NO_SETTING = _("Choose outpatient or residential.")


class Day(DateField):
    """A date of this or the last century."""

    def pre_validate(self, form: Any) -> None:
        """Refuse a year that must be a slip."""
        if self.data and self.data.year not in YEARS:
            raise ValidationError(gettext("Check the year."))


class LevelFields(Form):
    """The level of care, as it was given: never worked out, never interpreted."""

    level = line(_("Level of care (ASAM)"), longest=20)
    edition = SelectField(_("Edition of the ASAM criteria"), choices=options(EDITIONS))


class DatesFields(Form):
    """When care began and when it is expected to end."""

    admitted_on = Day(_("Started on"), [InputRequired(_("Choose the day care began."))])
    leaves_on = Day(_("Expected to leave on"), [Optional()])


class CareFields(DatesFields, LevelFields):
    """Where treatment happens, since when, until when."""

    setting = one_of(_("Setting"), SETTINGS, required=NO_SETTING)

    def care(self) -> dict[str, Any]:
        """Return the answers as the arguments of ``admit``."""
        names = ("setting", "admitted_on", "leaves_on", "level", "edition")
        return {name: self.data[name] for name in names}


class ClinicalFields(Form):
    """What the client is treated for."""

    substances = LinesField(_("Substances"))
    conditions = LinesField(_("Other conditions treated at the same time"))


class NewClientForm(BaseForm, ClientFacts, CareFields):
    """Enough of a new client to start.

    ``seen`` holds the numbers of likely duplicates that were shown already.
    """

    program = SelectField(_("Program"))
    counselor = SelectField(_("Counselor"))
    seen = HiddenField()

    @classmethod
    def offering(
        cls, programs: Sequence[Program], staff: Collection[User], today: date
    ) -> NewClientForm:
        """Return the form with these programs and counselors; what leaves no choice is hidden."""
        form = cls(data={"admitted_on": today})
        form.programs = {str(each.id): each for each in programs}
        form.staff = {str(each.id): each for each in staff}
        form.program.choices = options({key: each.name for key, each in form.programs.items()})
        form.counselor.choices = options(
            {"": _("Nobody yet")} | {key: each.name for key, each in form.staff.items()}
        )
        if len(programs) == 1:
            del form.program
        if not staff:
            del form.counselor
        return form

    @property
    def chosen_program(self) -> Program:
        """The program chosen, or the only one."""
        key = self.program.data if "program" in self else next(iter(self.programs))
        chosen: Program = self.programs[key]
        return chosen

    @property
    def chosen_counselor(self) -> User | None:
        """The counselor chosen, if one was."""
        return self.staff.get(self.counselor.data) if "counselor" in self else None

    def has_seen(self, numbers: Collection[int]) -> bool:
        """Say whether the person saving has been shown these likely duplicates."""
        return {str(number) for number in numbers} <= set((self.seen.data or "").split())


class AdmitForm(BaseForm, CareFields, ClinicalFields):
    """A new episode for a client who has a record."""

    @classmethod
    def starting(cls, today: date, *, clinical: bool) -> AdmitForm:
        """Return the form, with what is clinical for those who may write it."""
        form = cls(data={"admitted_on": today})
        if not clinical:
            del form.substances, form.conditions
        return form


class TransferForm(RevisedForm, LevelFields):
    """Where the client is from now on, and why."""

    program = SelectField(_("Program"))
    setting = one_of(_("Setting"), SETTINGS, required=NO_SETTING)
    since = Day(_("From"), [InputRequired(_("Choose the day."))])
    reason = line(_("Reason"), required=_("Write why the client moves."))
    counselor = SelectField(_("New counselor"))

    def offer(self, programs: Sequence[Program], staff: Collection[User]) -> TransferForm:
        """Let these be chosen; what leaves no choice is hidden."""
        self.programs = {str(each.id): each for each in programs}
        self.staff = {str(each.id): each for each in staff}
        self.program.choices = options({key: each.name for key, each in self.programs.items()})
        self.counselor.choices = options(
            {"": _("Nobody yet")} | {key: each.name for key, each in self.staff.items()}
        )
        if len(programs) == 1:
            del self.program, self.counselor
        return self

    def answers(self) -> dict[str, Any]:
        """Return the answers with the program and the counselor themselves."""
        found = super().answers()
        key = found.get("program") or next(iter(self.programs))
        counselor = self.staff.get(found.get("counselor", ""))
        return {**found, "program": self.programs[key], "counselor": counselor}


class DatesForm(RevisedForm, DatesFields):
    """When care began and when it is expected to end, corrected."""

    leaves_at = TimeField(_("At"), [Optional()])


class ClinicalForm(RevisedForm, ClinicalFields):
    """What the client is treated for."""


class LeaveForm(RevisedForm):
    """That the client has left, why, and with what plan."""

    left_on = Day(_("Left on"), [InputRequired(_("Choose the day."))])
    left_reason = one_of(_("Why did care end?"), REASONS, required=_("Choose why care ended."))
    disposition = one_of(
        _("What became of the aftercare plan?"),
        DISPOSITIONS,
        required=_("Choose what became of the plan."),
    )
    disposition_why = line(_("Why did the client not want a plan?"))
    disposition_with = line(_("Who confirmed the admission?"))
    disposition_on = Day(_("On which day?"), [Optional()])
    left_note = paragraph(_("Note"))


class ReopenForm(RevisedForm):
    """Why "the client has left" is taken back."""

    reason = line(_("Reason"), required=_("Write why this is taken back."))
