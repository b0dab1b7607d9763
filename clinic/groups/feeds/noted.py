"""What was noticed about the rows of a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from clinic.groups.models import Severity

#: Values in a report are cut to this length.
SHOWN = 200


@dataclass(frozen=True)
class Issue:
    """One value of one row that was repaired, skipped, or should be looked at."""

    row: int
    uid: str
    field: str
    severity: Severity
    reason: str
    before: str = ""
    after: str = ""


class Unreadable(Exception):
    """A row that cannot be taken, because of one of its fields."""

    def __init__(self, name: str, reason: str, value: Any = "") -> None:
        super().__init__(reason)
        self.name, self.reason, self.value = name, reason, value


@dataclass(slots=True)
class Notes:
    """The issues of one row, while it is read."""

    row: int
    uid: str = ""
    issues: list[Issue] = field(default_factory=list)

    def repaired(self, name: str, reason: str, before: Any, after: Any = "") -> None:
        """Note a value that was taken in another form, or left out."""
        self._add(name, Severity.REPAIRED, reason, before, after)

    def review(self, name: str, reason: str, value: Any) -> None:
        """Note a value taken as it stands that a person should look at."""
        self._add(name, Severity.REVIEW, reason, value, "")

    def skipped(self, name: str, reason: str, value: Any) -> None:
        """Note the field for which the whole row was left out."""
        self._add(name, Severity.SKIPPED, reason, value, "")

    def again(self, issues: Iterable[Issue]) -> None:
        """Note for this row what was noted of the same value in another."""
        uid = self.uid[:SHOWN]
        self.issues += [
            Issue(self.row, uid, one.field, one.severity, one.reason, one.before, one.after)
            for one in issues
        ]

    def _add(self, name: str, severity: Severity, reason: str, before: Any, after: Any) -> None:
        shown = [_shown(before), _shown(after)]
        self.issues.append(Issue(self.row, self.uid[:SHOWN], name, severity, reason, *shown))


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value[:SHOWN]
    try:
        return str(value)[:SHOWN]
    except (RecursionError, ValueError):
        return type(value).__name__
