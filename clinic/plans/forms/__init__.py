"""What people fill in to write and sign a plan."""

from clinic.plans.forms.batches import BatchForm
from clinic.plans.forms.clinic import RulesForm, TemplateForm
from clinic.plans.forms.fields import CardForm
from clinic.plans.forms.goals import CopyForm, GoalsForm, ReviseForm, SignOffForm
from clinic.plans.forms.rows import ROW_FORMS
from clinic.plans.forms.sheets import GRID_FORMS, SHEET_FORMS
from clinic.plans.forms.tellings import TellForm

__all__ = [
    "GRID_FORMS",
    "ROW_FORMS",
    "SHEET_FORMS",
    "BatchForm",
    "CardForm",
    "CopyForm",
    "GoalsForm",
    "ReviseForm",
    "RulesForm",
    "SignOffForm",
    "TellForm",
    "TemplateForm",
]
