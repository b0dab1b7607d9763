"""What one reading of a file remembers, so that each distinct value is made sense of once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from clinic.groups.feeds.noted import Issue, Notes

Found = TypeVar("Found")


class Memory(Generic[Found]):
    """Remembers by a key what a function made of a value, and notes again what it noted then.

    The function gets the value and notes of its own. What it raises is not remembered.
    """

    def __init__(self, read: Callable[[Any, Notes], Found]) -> None:
        self._read = read
        self._found: dict[Hashable, tuple[Found, list[Issue]]] = {}

    def __call__(self, key: Hashable, value: Any, notes: Notes) -> Found:
        """Return what the function makes of a value, or made of the one before with this key."""
        known = self._found.get(key)
        if known is None:
            apart = Notes(notes.row, notes.uid)
            known = self._found[key] = self._read(value, apart), apart.issues
        if known[1]:
            notes.again(known[1])
        return known[0]
