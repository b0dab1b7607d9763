"""Everything that changes a plan."""

from clinic.plans.actions.drafts import start
from clinic.plans.actions.joining import attach_when_made, refuse_unsigned, start_with_episode
from clinic.plans.actions.lists import (
    add_supporter,
    keep_appointment,
    keep_person,
    move_person,
    remove_appointment,
    remove_person,
)
from clinic.plans.actions.signing import accept, finalize, look_again, prepare, revise
from clinic.plans.actions.standing import keep_standing
from clinic.plans.actions.supports import attach, detach, move
from clinic.plans.actions.tellings import take_back, tell
from clinic.plans.actions.words import write_goals, write_words

__all__ = [
    "accept",
    "add_supporter",
    "attach",
    "attach_when_made",
    "detach",
    "finalize",
    "keep_appointment",
    "keep_person",
    "keep_standing",
    "look_again",
    "move",
    "move_person",
    "prepare",
    "refuse_unsigned",
    "remove_appointment",
    "remove_person",
    "revise",
    "start",
    "start_with_episode",
    "take_back",
    "tell",
    "write_goals",
    "write_words",
]
