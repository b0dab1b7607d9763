"""Goals, beginning the next version."""

from __future__ import annotations

from wtforms import FieldList, Form, FormField

from clinic.core.forms import BaseForm, RevisedForm
from clinic.core.words import lazy_gettext as _
from clinic.plans.forms.fields import LINE, line, text


class GoalRow(Form):
    """One goal and its first step."""

    goal = text(_("Goal"), 2, most=LINE)
    first_step = text(_("First step"), 2, most=LINE)


class GoalsForm(RevisedForm):
    """What the client wants to work toward."""

    goals = FieldList(FormField(GoalRow), label=_("Goals"), max_entries=12)


class ReviseForm(BaseForm):
    """Why a plan that was signed off changes."""

    reason = line(_("Why does the plan change?"), _("Say why the plan changes."))
