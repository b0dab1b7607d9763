"""Acts on a client's record."""

from clinic.clients.actions.care_team import (
    assign,
    cover,
    end_care_team,
    hand_over,
    move,
    release,
)
from clinic.clients.actions.records import Facts, correct, register
from clinic.clients.actions.supporters import (
    add_supporter,
    correct_supporter,
    remove_supporter,
)

__all__ = [
    "Facts",
    "add_supporter",
    "assign",
    "correct",
    "correct_supporter",
    "cover",
    "end_care_team",
    "hand_over",
    "move",
    "register",
    "release",
    "remove_supporter",
]
