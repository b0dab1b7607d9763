"""Questions one can ask of groups and meetings."""

from clinic.groups.policy.asking import PER_PAGE, TAKING_PART, FinderAsk, PartOfDay, Wish
from clinic.groups.policy.dates import (
    Occurrence,
    hours,
    meets_line,
    next_dates,
    occurrences,
    upcoming,
)
from clinic.groups.policy.fields import EDITORS, PLACE_FIELDS, READERS, RETIRERS
from clinic.groups.policy.history import FIELDS, KINDS
from clinic.groups.policy.labels import (
    ATTENDANCE,
    JOINING,
    LANGUAGES,
    LEADERS,
    OPENNESS,
    STATUSES,
    TRAITS,
    action_words,
    checked_words,
    is_offered,
    is_stale,
    leader_line,
)
from clinic.groups.policy.sources import FORMATS, is_at_work, is_due
from clinic.groups.policy.wishes import WISHES, Answer, answers

__all__ = [
    "ATTENDANCE",
    "EDITORS",
    "FIELDS",
    "FORMATS",
    "JOINING",
    "KINDS",
    "LANGUAGES",
    "LEADERS",
    "OPENNESS",
    "PER_PAGE",
    "PLACE_FIELDS",
    "READERS",
    "RETIRERS",
    "STATUSES",
    "TAKING_PART",
    "TRAITS",
    "WISHES",
    "Answer",
    "FinderAsk",
    "Occurrence",
    "PartOfDay",
    "Wish",
    "action_words",
    "answers",
    "checked_words",
    "hours",
    "is_at_work",
    "is_due",
    "is_offered",
    "is_stale",
    "leader_line",
    "meets_line",
    "next_dates",
    "occurrences",
    "upcoming",
]
