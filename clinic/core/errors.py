"""What the clinic says when it cannot do as asked."""

from __future__ import annotations


class RuleBroken(Exception):
    """A rule of the clinic refused the act; the message is meant for the person acting.

    ``field`` names the form field the message belongs beside, when there is one.
    """

    def __init__(self, message: object, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class Stale(RuleBroken):
    """Somebody else changed the record after this person opened it."""
