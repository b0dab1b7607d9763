"""Changing the directory by hand."""

from clinic.groups.actions.groups import add, correct, mark_checked, pause, restore, retire
from clinic.groups.actions.meetings import add_meeting, correct_meeting, end_meeting
from clinic.groups.actions.sources import add_source, change_source

__all__ = [
    "add",
    "add_meeting",
    "add_source",
    "change_source",
    "correct",
    "correct_meeting",
    "end_meeting",
    "mark_checked",
    "pause",
    "restore",
    "retire",
]
