"""What people fill in to write and sign a plan."""

from clinic.plans.forms.clinic import RulesForm, TemplateForm
from clinic.plans.forms.early import PAPERS, EarlyForm
from clinic.plans.forms.fields import CardForm
from clinic.plans.forms.goals import CopyForm, GoalsForm, ReviseForm, SignOffForm
from clinic.plans.forms.rows import ROW_FORMS
from clinic.plans.forms.sheets import GRID_FORMS, SHEET_FORMS
from clinic.plans.forms.tellings import TellForm

__all__ = [
    "GRID_FORMS",
    "PAPERS",
    "ROW_FORMS",
    "SHEET_FORMS",
    "CardForm",
    "CopyForm",
    "EarlyForm",
    "GoalsForm",
    "ReviseForm",
    "RulesForm",
    "SignOffForm",
    "TellForm",
    "TemplateForm",
]
