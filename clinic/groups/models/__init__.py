"""Groups, their meetings and venues, and the sources they came from."""

from clinic.groups.models.changes import GroupChange
from clinic.groups.models.directory import (
    Attendance,
    GroupKind,
    GroupMeeting,
    GroupStatus,
    Joining,
    Leader,
    Openness,
    PeerGroup,
    Stated,
    Venue,
)
from clinic.groups.models.keys import fold, place_words, week_minute
from clinic.groups.models.sources import DirectorySource, ImportIssue, ImportRun, Severity

__all__ = [
    "Attendance",
    "DirectorySource",
    "GroupChange",
    "GroupKind",
    "GroupMeeting",
    "GroupStatus",
    "ImportIssue",
    "ImportRun",
    "Joining",
    "Leader",
    "Openness",
    "PeerGroup",
    "Severity",
    "Stated",
    "Venue",
    "fold",
    "place_words",
    "week_minute",
]
