"""Changing the directory by hand."""

from clinic.groups.actions.feed_values import fact_words, facts_of, follow_feed_in_meeting
from clinic.groups.actions.groups import (
    add,
    clear_warning,
    correct,
    follow_feed,
    mark_checked,
    pause,
    restore,
    retire,
    warn_off,
)
from clinic.groups.actions.history import shown
from clinic.groups.actions.meetings import add_meeting, correct_meeting, end_meeting
from clinic.groups.actions.merging import UNDO_WITHIN, merge, unmerge
from clinic.groups.actions.sources import add_source, change_source

__all__ = [
    "UNDO_WITHIN",
    "add",
    "add_meeting",
    "add_source",
    "change_source",
    "clear_warning",
    "correct",
    "correct_meeting",
    "end_meeting",
    "fact_words",
    "facts_of",
    "follow_feed",
    "follow_feed_in_meeting",
    "mark_checked",
    "merge",
    "pause",
    "restore",
    "retire",
    "shown",
    "unmerge",
    "warn_off",
]
