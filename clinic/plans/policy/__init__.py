"""What a plan needs: which sections are ready, what must be fixed, what should be looked at."""

from clinic.plans.policy.checks import (
    Desk,
    Finding,
    check,
    open_findings,
    passed,
    to_fix,
    to_look_at,
)
from clinic.plans.policy.kinds import KIND_WORDS
from clinic.plans.policy.sections import (
    APPOINTMENTS,
    CRISIS,
    GOALS,
    GROUPS,
    LIVE,
    PEOPLE,
    REMEMBER,
    Section,
    live_supports,
    progress_words,
    ready_count,
    sections,
    title,
)
from clinic.plans.policy.tellings import (
    FOLLOW_UP_DAYS,
    HOW_TOLD,
    UNDO_WITHIN,
    can_take_back,
    must_be_told,
)
from clinic.plans.policy.told import is_as_told, place_of

__all__ = [
    "APPOINTMENTS",
    "CRISIS",
    "FOLLOW_UP_DAYS",
    "GOALS",
    "GROUPS",
    "HOW_TOLD",
    "KIND_WORDS",
    "LIVE",
    "PEOPLE",
    "REMEMBER",
    "UNDO_WITHIN",
    "Desk",
    "Finding",
    "Section",
    "can_take_back",
    "check",
    "is_as_told",
    "live_supports",
    "must_be_told",
    "open_findings",
    "passed",
    "place_of",
    "progress_words",
    "ready_count",
    "sections",
    "title",
    "to_fix",
    "to_look_at",
]
