"""What people type about groups, and about the sources they come from."""

from clinic.groups.forms.groups import (
    GroupForm,
    MeetingForm,
    MergeForm,
    NewGroupForm,
    PauseForm,
    RetireForm,
    WarningForm,
)
from clinic.groups.forms.sources import AcceptForm, AgainForm, ImportForm, SourceForm

__all__ = [
    "AcceptForm",
    "AgainForm",
    "GroupForm",
    "ImportForm",
    "MeetingForm",
    "MergeForm",
    "NewGroupForm",
    "PauseForm",
    "RetireForm",
    "SourceForm",
    "WarningForm",
]
