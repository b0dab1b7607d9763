"""The forms for one row of a list."""

from __future__ import annotations

from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from clinic.core.errors import RuleBroken
from clinic.core.fields import phone_number
from clinic.core.formats import weekday_name
from clinic.core.forms import BaseForm
from clinic.core.words import gettext
from clinic.core.words import lazy_gettext as _
from clinic.plans.forms.fields import CardForm, choice, day, line, number, text, time_of_day
from clinic.plans.policy.kinds import CONTACT_WORDS, KIND_WORDS, PACE_WORDS, WEEK_WORDS

#: As a week is read on paper.
MONDAY_FIRST = (1, 2, 3, 4, 5, 6, 0)


class WeekForm(CardForm):
    """Something in a usual week."""

    card = "week"
    kind = choice(_("What it is"), WEEK_WORDS)
    weekday = SelectField(_("On"), coerce=int)
    starts_at = time_of_day(_("From"))
    minutes = number(_("Minutes"), 5, 960)
    words = line(_("In words"), _("Say what it is."))

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        days = [SelectChoice(str(each), weekday_name(each)) for each in MONDAY_FIRST]
        self.weekday.choices = days


class AppointmentForm(CardForm):
    """One appointment or call after leaving."""

    card = "appointments"
    kind = choice(_("What for"), KIND_WORDS)
    what = line(_("What"), _("Say what it is."))
    on = day(_("Day"), _("Choose a day"))
    starts_at = time_of_day(_("Time"))
    who = line(_("With whom"))
    place = line(_("Where"))
    phone = phone_number(_("Phone"))


class ContactForm(CardForm):
    """How the clinic keeps in touch."""

    card = "contacts"
    kind = choice(_("How"), CONTACT_WORDS)
    who = line(_("Who does it"), _("Say who is responsible."))
    first_on = day(_("First on"), _("Choose a day"))
    pace = choice(_("How often"), PACE_WORDS)
    times = number(_("How many times in all"), 1, 60, _("Say how many times."))
    until = day(_("Until"))


class MedicineForm(CardForm):
    """One medicine."""

    card = "medicines"
    name = line(_("Name"), _("Say which medicine."))
    strength = line(_("Strength"), most=60)
    what_for = line(_("What it is for"))
    morning = line(_("Morning"), most=20)
    noon = line(_("Noon"), most=20)
    evening = line(_("Evening"), most=20)
    bedtime = line(_("Bedtime"), most=20)
    as_needed = line(_("Only if needed"))
    refill_on = day(_("Refill by"))
    refill_at = line(_("Refill where"))
    prescriber = line(_("Prescriber"))
    phone = phone_number(_("Phone of the prescriber"))
    stopped = BooleanField(_("Stopped: not to be taken any more"))
    note = text(_("Note for staff"), 2)


class DoseForm(CardForm):
    """Medication for opioid or alcohol use."""

    card = "doses"
    name = line(_("Medication"), _("Say which medication."))
    last_on = day(_("Last dose here"))
    bridge_days = number(_("Days of supply after it"), 0, 90)
    next_on = day(_("Next dose"))
    next_at = time_of_day(_("Time"))
    place = line(_("Where"))
    phone = phone_number(_("Phone"))


class PairForm(CardForm):
    """A trigger, and what the client will do."""

    card = "pairs"
    trigger = line(_("When this happens"), _("Say what happens."))
    response = line(_("I do this"), _("Say what to do."))


class PersonForm(CardForm):
    """Somebody the client can call."""

    card = "people"
    name = line(_("Name"), _("Say who it is."))
    relation = line(_("Who they are"))
    phone = phone_number(_("Phone"))
    good_for = line(_("Good for"))


class PlaceForm(BaseForm):
    """Where a row was dragged to, counted from 1."""

    position = number(_("Place"), 1, 99, _("Write an answer."))

    def place(self) -> int:
        """Return the place; raises :class:`RuleBroken` when none was sent."""
        if not self.submitted():
            raise RuleBroken(gettext("Choose a place in the list."))
        return int(self.position.data or 1)


ROW_FORMS: dict[str, type[CardForm]] = {
    form.card: form
    for form in (
        WeekForm,
        AppointmentForm,
        ContactForm,
        MedicineForm,
        DoseForm,
        PairForm,
        PersonForm,
    )
}
