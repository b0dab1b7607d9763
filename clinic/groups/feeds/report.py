"""What an import did, said honestly."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from clinic.groups.feeds.noted import Issue
from clinic.groups.models import Severity

#: What is counted of meetings, besides the rows that were read.
COUNTED = ("read", "new", "changed", "same", "rematched", "ambiguous", "missing", "returned")


@dataclass
class Report:
    """The counts of one import and everything that was not taken as it stood.

    ``read`` counts rows of the file. Each weekly slot that these stand for is ``new``, ``changed``,
    ``same``, ``rematched`` (known by what it says, not by its id) or ``ambiguous`` (several would
    fit: nothing was done); together they are all slots, but for doubles, which are skipped.
    ``missing`` and ``returned`` count meetings of the directory, ``groups`` new groups;
    ``repaired``, ``skipped`` and ``review`` count rows. ``status`` is applied or held, ``reason``
    says why it is held.
    """

    source: str
    status: str = "applied"
    reason: str = ""
    read: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    rematched: int = 0
    ambiguous: int = 0
    missing: int = 0
    returned: int = 0
    groups: int = 0
    missing_unknown: bool = False
    issues: list[Issue] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """Every count by name."""
        return {
            **{name: getattr(self, name) for name in (*COUNTED, "groups")},
            **noted(self.issues),
        }

    def as_dict(self) -> dict[str, Any]:
        """Return the report as one object for other programs."""
        return {
            "status": self.status,
            "reason": self.reason,
            "source": self.source,
            **self.counts,
            "issues": [asdict(issue) for issue in self.issues],
        }

    def reasons(self) -> list[tuple[tuple[Severity, str, str], int]]:
        """Return how often each thing was noted, by severity, field and reason."""
        noted = Counter((issue.severity, issue.field, issue.reason) for issue in self.issues)
        return noted.most_common()


def noted(issues: list[Issue]) -> dict[str, int]:
    """Count the rows about which something was noted, by severity."""
    rows = {
        severity: {issue.row for issue in issues if issue.severity is severity}
        for severity in (Severity.REPAIRED, Severity.SKIPPED, Severity.REVIEW)
    }
    return {severity.value: len(some) for severity, some in rows.items()}
