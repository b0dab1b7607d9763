"""One reading of a source: the file, what it changes, and why it may have to wait."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clinic.core.words import gettext as _
from clinic.groups.feeds import grouping, holding, parsing
from clinic.groups.feeds.batch import Batch
from clinic.groups.feeds.changeset import ChangeSet, LeftOut
from clinic.groups.feeds.known import load
from clinic.groups.feeds.limits import NoMeetings, Refused
from clinic.groups.feeds.matching import Match
from clinic.groups.feeds.noted import SHOWN, Issue
from clinic.groups.feeds.pace import unhurried
from clinic.groups.feeds.report import noted
from clinic.groups.feeds.working import NOBODY_DECIDED, work_out
from clinic.groups.models import DirectorySource, Severity
from clinic.groups.queries.use import use_of


@dataclass(frozen=True)
class Reading:
    """What a file says and does. ``reasons`` say why a person should look first."""

    batch: Batch
    changes: ChangeSet
    issues: list[Issue]
    reasons: list[str]

    @property
    def counts(self) -> dict[str, int]:
        """Every count by name, as :class:`~clinic.groups.feeds.report.Report` explains them."""
        return {**self.changes.counts, **noted(self.issues)}


@unhurried()
def parsed(content: bytes, *, source: DirectorySource, format: str = "") -> Batch:
    """Return what a file lists, each slot with an id of its own and a group.

    A file without any meeting is refused where there were none before; where there were, it says
    that they are all gone, and a person decides.
    """
    asked = {"format": format or source.format, "fellowship": source.fellowship}
    try:
        batch = parsing.parse(content, **asked, timezone=source.timezone)
    except NoMeetings:
        if not source.baseline:
            raise
        return Batch(asked["format"], 0, [], frozenset(), [], 0)
    slots, doubles = grouping.distinct(batch.slots)
    slots = grouping.grouped(slots)
    return replace(batch, slots=slots, issues=[*batch.issues, *doubles])


@unhurried()
def read(batch: Batch, *, source: DirectorySource, left_out: LeftOut = NOBODY_DECIDED) -> Reading:
    """Compare a file with the directory as it is now; write nothing.

    Raises :class:`Refused` when nothing in it can be read.
    """
    if not batch.slots and (batch.read or not source.baseline):
        raise Refused(_("Not one of the rows can be read as a meeting."))
    changes = work_out(batch, load(source.id, source.fellowship), left_out)
    concerned = {group for group, _name in holding.reachable(changes).values() if group}
    use = use_of(concerned)
    reasons = holding.hold(changes, batch, source.baseline or {}, use)
    doubts = [_doubt(match) for match in changes.matching.matches if match.doubt]
    return Reading(batch, changes, [*batch.issues, *doubts], reasons)


def _doubt(match: Match) -> Issue:
    slot = match.slot
    before = match.stored.name if match.stored else ""
    shown = slot.uid[:SHOWN], "id", Severity.REVIEW, match.doubt
    return Issue(slot.row, *shown, before[:SHOWN], slot.name[:SHOWN])
