"""What an import did, said honestly."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from clinic.groups.feeds.noted import Issue
from clinic.groups.models import Severity


@dataclass
class Report:
    """The counts of one import and everything that was not taken as it stood.

    ``read`` counts rows of the file; ``new``, ``changed``, ``same``, ``missing`` and ``returned``
    count meetings; ``repaired`` and ``skipped`` count rows.
    """

    source: str
    read: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    missing: int = 0
    returned: int = 0
    groups: int = 0
    missing_unknown: bool = False
    issues: list[Issue] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """Every count by name."""
        names = ("read", "new", "changed", "same", "missing", "returned", "groups")
        rows = {
            severity: len({issue.row for issue in self.issues if issue.severity is severity})
            for severity in Severity
        }
        return {
            **{name: getattr(self, name) for name in names},
            "repaired": rows[Severity.REPAIRED],
            "skipped": rows[Severity.SKIPPED],
            "review": rows[Severity.REVIEW],
        }

    def as_dict(self) -> dict[str, Any]:
        """Return the report as one object for other programs."""
        return {
            "status": "applied",
            "reason": "",
            "source": self.source,
            **self.counts,
            "issues": [asdict(issue) for issue in self.issues],
        }

    def reasons(self) -> list[tuple[tuple[Severity, str, str], int]]:
        """Return how often each thing was noted, by severity, field and reason."""
        noted = Counter((issue.severity, issue.field, issue.reason) for issue in self.issues)
        return noted.most_common()
