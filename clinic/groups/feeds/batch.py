"""A file of meetings, read."""

from __future__ import annotations

from dataclasses import dataclass

from clinic.groups.feeds.noted import Issue
from clinic.groups.feeds.rows import Slot


@dataclass(frozen=True)
class Batch:
    """What a file says, in our words, whatever its format.

    ``read`` counts its rows and ``unreadable`` those that could not be taken; ``present`` holds
    the folded ids of the latter, for what they stand for is not missing. An empty id among them
    means that nothing can be called missing this time.
    """

    format: str
    read: int
    slots: list[Slot]
    present: frozenset[str]
    issues: list[Issue]
    unreadable: int
