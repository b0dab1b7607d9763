"""Everything that changes a plan."""

from clinic.plans.actions.batches import (
    discard_batch,
    keep_piece,
    make_batch,
    note_failure,
    note_fetched,
    purge_batches,
    refuse_too_many,
    take_pieces,
    try_again,
)
from clinic.plans.actions.carrying import begin
from clinic.plans.actions.clinic import decide, keep_template, retire_template
from clinic.plans.actions.copies import note_copy
from clinic.plans.actions.drafts import start
from clinic.plans.actions.goals import start_goal, write_goals
from clinic.plans.actions.joining import attach_when_made, refuse_unsigned, start_with_episode
from clinic.plans.actions.rows import add_supporter, keep_row, move_row, remove_row
from clinic.plans.actions.sheets import write_grid, write_sheet
from clinic.plans.actions.signing import accept, finalize, look_again, prepare, revise
from clinic.plans.actions.standing import keep_standing
from clinic.plans.actions.supports import attach, detach, move
from clinic.plans.actions.tellings import take_back, tell

__all__ = [
    "accept",
    "add_supporter",
    "attach",
    "attach_when_made",
    "begin",
    "decide",
    "detach",
    "discard_batch",
    "finalize",
    "keep_piece",
    "keep_row",
    "keep_standing",
    "keep_template",
    "look_again",
    "make_batch",
    "move",
    "move_row",
    "note_copy",
    "note_failure",
    "note_fetched",
    "prepare",
    "purge_batches",
    "refuse_too_many",
    "refuse_unsigned",
    "remove_row",
    "retire_template",
    "revise",
    "start",
    "start_goal",
    "start_with_episode",
    "take_back",
    "take_pieces",
    "tell",
    "try_again",
    "write_goals",
    "write_grid",
    "write_sheet",
]
