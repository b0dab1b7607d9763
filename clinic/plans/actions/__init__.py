"""Everything that changes a plan."""

from clinic.plans.actions.approval import ask_approval, cosign, decide_approval
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
from clinic.plans.actions.copies import copy_wish, note_copy, permit_copy, send_copy
from clinic.plans.actions.drafts import start
from clinic.plans.actions.goals import start_goal, write_goals
from clinic.plans.actions.joining import attach_when_made, refuse_unsigned, start_with_episode
from clinic.plans.actions.rows import add_supporter, keep_row, move_row, place_row, remove_row
from clinic.plans.actions.sheets import write_grid, write_sheet
from clinic.plans.actions.signing import accept, finalize, look_again, prepare, revise
from clinic.plans.actions.standing import keep_standing
from clinic.plans.actions.supports import attach, detach, move, place, show_place
from clinic.plans.actions.teach import hear, leave_out
from clinic.plans.actions.tellings import take_back, tell

__all__ = [
    "accept",
    "add_supporter",
    "ask_approval",
    "attach",
    "attach_when_made",
    "begin",
    "copy_wish",
    "cosign",
    "decide",
    "decide_approval",
    "detach",
    "discard_batch",
    "finalize",
    "hear",
    "keep_piece",
    "keep_row",
    "keep_standing",
    "keep_template",
    "leave_out",
    "look_again",
    "make_batch",
    "move",
    "move_row",
    "note_copy",
    "note_failure",
    "note_fetched",
    "permit_copy",
    "place",
    "place_row",
    "prepare",
    "purge_batches",
    "refuse_too_many",
    "refuse_unsigned",
    "remove_row",
    "retire_template",
    "revise",
    "send_copy",
    "show_place",
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
