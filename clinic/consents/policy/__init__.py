"""What a consent must say, where it stands, and what it lets out."""

from clinic.consents.policy.gate import NotCovered, Recipient, Release, Stop, Wish, gate, matches
from clinic.consents.policy.standing import (
    STANDINGS,
    TONES,
    Standing,
    ends_at,
    has_ended,
    standing,
)
from clinic.consents.policy.validating import (
    Element,
    Gap,
    Incomplete,
    missing,
    refuse_incomplete,
)
from clinic.consents.policy.wording import Wording, wording

__all__ = [
    "STANDINGS",
    "TONES",
    "Element",
    "Gap",
    "Incomplete",
    "NotCovered",
    "Recipient",
    "Release",
    "Standing",
    "Stop",
    "Wish",
    "Wording",
    "ends_at",
    "gate",
    "has_ended",
    "matches",
    "missing",
    "refuse_incomplete",
    "standing",
    "wording",
]
