"""What people fill in to write and sign a plan."""

from clinic.plans.forms.batches import BatchForm
from clinic.plans.forms.clinic import RulesForm, TemplateForm
from clinic.plans.forms.copies import CopyForm, SendCopyForm
from clinic.plans.forms.early import PAPERS, EarlyForm
from clinic.plans.forms.fields import CardForm
from clinic.plans.forms.goals import GoalsForm, ReviseForm
from clinic.plans.forms.rows import ROW_FORMS, PlaceForm
from clinic.plans.forms.sheets import GRID_FORMS, SHEET_FORMS, PrintForm
from clinic.plans.forms.signing import (
    CosignForm,
    LeaveOutForm,
    ReviewForm,
    ReviewsForm,
    SignOffForm,
)
from clinic.plans.forms.tellings import TellForm

__all__ = [
    "GRID_FORMS",
    "PAPERS",
    "ROW_FORMS",
    "SHEET_FORMS",
    "BatchForm",
    "CardForm",
    "CopyForm",
    "CosignForm",
    "EarlyForm",
    "GoalsForm",
    "LeaveOutForm",
    "PlaceForm",
    "PrintForm",
    "ReviewForm",
    "ReviewsForm",
    "ReviseForm",
    "RulesForm",
    "SendCopyForm",
    "SignOffForm",
    "TellForm",
    "TemplateForm",
]
