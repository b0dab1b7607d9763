"""Acts on an episode of care.

Rooms above join two of them, in the same transaction, through signals: ``opened`` is sent when an
episode has begun, ``leaving`` before one ends. Whoever listens may refuse with RuleBroken.
"""

from clinic.episodes.actions.admitting import Care, admit, begin, opened
from clinic.episodes.actions.changing import correct_dates, transfer, write_clinical
from clinic.episodes.actions.leaving import leave, leaving, reopen

__all__ = [
    "Care",
    "admit",
    "begin",
    "correct_dates",
    "leave",
    "leaving",
    "opened",
    "reopen",
    "transfer",
    "write_clinical",
]
