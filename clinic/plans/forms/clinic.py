"""What the clinic fills in about all plans: its rules, and goals to start from."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from clinic.core.fields import LinesField
from clinic.core.forms import BaseForm, RevisedForm
from clinic.core.words import lazy_gettext as _
from clinic.plans.forms.fields import LINE, day, line, number, text
from clinic.plans.policy import keys
from clinic.plans.policy.kinds import TOPIC_WORDS
from clinic.plans.policy.sections import TITLES


class RulesForm(BaseForm):
    """The rules for plans."""

    required = SelectMultipleField(
        _("Sections without which no plan is signed off"),
        choices=[SelectChoice(key, TITLES[key]) for key in keys.ALL],
    )
    teach_required = SelectMultipleField(
        _("What the client tells back before signing"),
        choices=[SelectChoice(topic.value, words) for topic, words in TOPIC_WORDS.items()],
    )
    approval = BooleanField(_("A supervisor approves each plan before it is signed"))
    cosign = BooleanField(_("A supervisor signs each plan too, afterwards"))
    first_contact_days = number(_("First planned contact within"), 0, 60, _("Write a number."))
    first_appt_days = number(_("First visit or call within"), 1, 90, _("Write a number."))
    second_appt_days = number(_("Second limit for a visit or call"), 1, 365, _("Write a number."))
    triggers_min = number(_("Triggers with what to do, at least"), 0, 20, _("Write a number."))
    naloxone_doses_min = number(_("Doses of naloxone, at least"), 0, 10, _("Write a number."))
    reading_grade_max = number(_("School grade a text may need"), 1, 16, _("Write a number."))
    plan_copy_due_days = number(_("Copy to the client within"), 0, 60, _("Write a number."))
    countersign_days = number(_("Second signature within"), 0, 90, _("Write a number."))
    summary_due_days = number(_("Summary after leaving within"), 0, 365, _("Write a number."))
    record_retention_years = number(_("Records kept, in years"), 1, 99, _("Write a number."))
    holidays = line(_("Public holidays of"), most=10)
    closed_days = LinesField(_("Days the clinic is closed"), most=60)
    safety_lines = LinesField(_("Sentences about overdose, in English"), most=10)
    safety_lines_es = LinesField(_("Sentences about overdose, in Spanish"), most=10)
    safety_reviewed_on = day(_("A clinician approved these sentences on"))


class TemplateForm(RevisedForm):
    """A goal to start from."""

    goal = text(_("Goal"), 2, _("Write a goal."), most=LINE)
    first_step = text(_("First step"), 2, most=LINE)
    program = SelectField(_("For"))

    def __init__(self, *args: Any, offers: list[tuple[str, Any]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.program.choices = [SelectChoice(*offer) for offer in offers]
