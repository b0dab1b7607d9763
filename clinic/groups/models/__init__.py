"""Groups, their meetings and venues, and the sources they came from."""

from clinic.groups.models.changes import GroupChange, GroupMerge
from clinic.groups.models.directory import (
    Attendance,
    GroupKind,
    GroupMeeting,
    GroupNotes,
    GroupStatus,
    Joining,
    Leader,
    Openness,
    PeerGroup,
    Stated,
    Venue,
)
from clinic.groups.models.keys import fold, place_words, week_minute
from clinic.groups.models.sources import (
    ChangeKind,
    DirectorySource,
    ImportChange,
    ImportFile,
    ImportIssue,
    ImportRun,
    RunStatus,
    Severity,
)

__all__ = [
    "Attendance",
    "ChangeKind",
    "DirectorySource",
    "GroupChange",
    "GroupKind",
    "GroupMeeting",
    "GroupMerge",
    "GroupNotes",
    "GroupStatus",
    "ImportChange",
    "ImportFile",
    "ImportIssue",
    "ImportRun",
    "Joining",
    "Leader",
    "Openness",
    "PeerGroup",
    "RunStatus",
    "Severity",
    "Stated",
    "Venue",
    "fold",
    "place_words",
    "week_minute",
]
