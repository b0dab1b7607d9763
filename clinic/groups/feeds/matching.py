"""Which row of a file is which meeting of the directory. No database is asked here."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from clinic.core.words import gettext as _
from clinic.groups.feeds.known import Known, Stored
from clinic.groups.feeds.ladder import TELLING, climb, keyed, same
from clinic.groups.feeds.likeness import Content, alike, content, drift, row_of
from clinic.groups.feeds.rows import Slot
from clinic.groups.feeds.swaps import untangled

#: A meeting under its old id of which so many of name, day, start and house are new.
FAR = 3


class How(enum.Enum):
    """By what a row was known."""

    ID = enum.auto()
    CONTENT = enum.auto()
    NEW = enum.auto()
    AMBIGUOUS = enum.auto()


@dataclass(frozen=True)
class Match:
    """One slot of the file and the meeting it is.

    An ambiguous slot may be several meetings, or one of several slots may be the meeting: it is
    named, and nothing is done. ``doubt`` says why a person should look at what was decided.
    """

    slot: Slot
    stored: Stored | None
    how: How
    doubt: str = ""


@dataclass(frozen=True)
class Matching:
    """All slots of a file, and the meetings that stood in the last one and not in this one.

    ``standing`` are meetings whose rows are there but cannot be read; of the ``unseen`` nobody can
    tell whether they are missing. ``unknown`` counts ids of the file that nobody knew, ``lost``
    ids of the last file that are not in this one.
    """

    matches: list[Match]
    missing: list[Stored]
    standing: list[Stored]
    unseen: list[Stored]
    unknown: int
    lost: int


def match(slots: list[Slot], known: Known, present: frozenset[str]) -> Matching:
    """Find out which meeting each slot is.

    ``present`` holds the ids of rows that are in the file but cannot be read: what they stand for
    is not missing, and with an empty id among them nothing is.
    """
    return _Matcher(slots, known, present).run()


class _Matcher:
    """One file on its way to the meetings it lists; rows and meetings are counted from 0."""

    def __init__(self, slots: list[Slot], known: Known, present: frozenset[str]) -> None:
        self.slots, self.known, self.present = slots, known, present
        self.pairs: dict[int, int] = {}
        self.by_content: set[int] = set()
        self.doubts: dict[int, str] = {}
        self.ambiguous: set[int] = set()
        self.open: set[int] = set()
        self._rows: dict[int, Content] = {}
        self._meetings: dict[int, Content] = {}

    def row(self, row: int) -> Content:
        """Return what a row is compared by."""
        if row not in self._rows:
            slot = self.slots[row]
            place = slot.listed_at or slot.place
            self._rows[row] = content(
                fellowship=slot.fellowship or self.known.fellowship,
                name=slot.name,
                weekday=slot.weekday,
                starts_at=slot.starts_at,
                street=place.street if place and not place.approximate else "",
                city=place.city if place else "",
                postcode=place.postcode if place else "",
                url=slot.conference_url,
            )
        return self._rows[row]

    def meeting(self, meeting: int) -> Content:
        """Return what a meeting is compared by."""
        if meeting not in self._meetings:
            self._meetings[meeting] = self.known.content(self.known.meetings[meeting])
        return self._meetings[meeting]

    def drift(self, row: int) -> int:
        """Return how far a row is from the meeting it is paired with."""
        return drift(self.row(row), self.meeting(self.pairs[row]))

    @cached_property
    def index(self) -> dict[str, int]:
        """Where a meeting stands, by its present id."""
        return {
            stored.uid_key: at
            for at, stored in enumerate(self.known.meetings)
            if stored.uid_key is not None
        }

    @cached_property
    def place(self) -> dict[UUID, int]:
        """Where a meeting stands, by its key."""
        return {stored.id: at for at, stored in enumerate(self.known.meetings)}

    def run(self) -> Matching:
        """Pair what belongs together, and say what is left."""
        aliased = self._by_id()
        loose = [row for row in self.pairs if self._differs(row) and self.drift(row)]
        self._untangle(loose)
        far = self._loosen(loose, aliased)
        by_id = self.pairs | far
        self._find()
        self._put_back(far)
        self._find()
        self._mark_ambiguous()
        self._doubt(loose)
        return self._result(by_id)

    def _by_id(self) -> set[int]:
        """Pair by id, present ids before earlier ones; return the rows known by the latter."""
        for row, slot in enumerate(self.slots):
            if (at := self.index.get(slot.uid_key)) is not None:
                self.pairs[row] = at
        taken, aliased = set(self.pairs.values()), set()
        for row, slot in enumerate(self.slots):
            stored = self.known.by_alias.get(slot.uid_key) if row not in self.pairs else None
            at = self.place[stored.id] if stored else None
            if at is not None and at not in taken:
                self.pairs[row] = at
                taken.add(at)
                aliased.add(row)
        self.by_content |= aliased
        return aliased

    def _differs(self, row: int) -> bool:
        return self.slots[row].content_hash != self.known.meetings[self.pairs[row]].content_hash

    def _untangle(self, loose: list[int]) -> None:
        """Give rows whose ids changed hands the meetings they fit."""
        crossed = untangled({row: self.pairs[row] for row in loose}, self.row, self.meeting)
        self.pairs |= crossed
        self.by_content |= set(crossed)
        for row in crossed:
            self.doubts[row] = _("The feed gave this meeting the id of another one.")

    def _loosen(self, loose: list[int], aliased: set[int]) -> dict[int, int]:
        """Take apart what only an id holds together; return what may go back together."""
        far = {row: self.pairs[row] for row in loose if self.drift(row) >= FAR}
        for row in far:
            del self.pairs[row]
            self.by_content.discard(row)
        return {row: at for row, at in far.items() if row not in aliased}

    def _free(self) -> tuple[dict[int, Content], dict[int, Content], dict[int, Content]]:
        """Return the rows without a meeting, the live meetings without a row, and the others."""
        live, gone = dict[int, Content](), dict[int, Content]()
        taken = set(self.pairs.values())
        if len(self.pairs) == len(self.slots) or len(taken) == len(self.known.meetings):
            return {}, live, gone
        rows = {row: self.row(row) for row in range(len(self.slots)) if row not in self.pairs}
        for at, stored in enumerate(self.known.meetings):
            if at not in taken and stored.uid_key not in self.present:
                (live if stored.live else gone)[at] = self.meeting(at)
        return rows, live, gone

    def _find(self) -> None:
        """Find meetings by what their rows say."""
        rows, live, gone = self._free()
        found: dict[int, int] = {}
        for pairs in (self._equal, self._kin):
            for pool in (live, gone):
                some = pairs(rows, pool)
                for row, at in some.items():
                    del rows[row], pool[at]
                found |= some
        found |= climb(rows, (live, gone))
        self.pairs |= found
        self.by_content |= set(found)

    def _equal(self, rows: Iterable[int], pool: Iterable[int]) -> dict[int, int]:
        """Pair rows and meetings that say the very same in every field."""
        ours = {at: self.known.meetings[at].content_hash for at in pool}
        return _only({row: self.slots[row].content_hash for row in rows}, ours)

    def _kin(self, rows: Iterable[int], pool: Iterable[int]) -> dict[int, int]:
        """Pair by the row's id and the day: a meeting that went from one day to two."""
        ours = {at: (row_of(self._uid(at)), self.meeting(at).weekday) for at in pool}
        theirs = {row: (row_of(self.slots[row].uid_key), self.slots[row].weekday) for row in rows}
        found = _only(theirs, ours)
        return {
            row: at for row, at in found.items() if drift(self.row(row), self.meeting(at)) < FAR - 1
        }

    def _uid(self, at: int) -> str:
        return self.known.meetings[at].uid_key or ""

    def _put_back(self, far: dict[int, int]) -> None:
        """Keep the id's word where neither row nor meeting fits anything better."""
        taken = set(self.pairs.values())
        for row, at in far.items():
            if row not in self.pairs and at not in taken:
                self.pairs[row] = at
                self.doubts[row] = _(
                    "Under the same id the feed now lists what may be another meeting."
                )

    def _mark_ambiguous(self) -> None:
        """Name the rows that may be one of several meetings, or one of which is a meeting.

        They change nothing, this time or the next, and the meetings are not called missing. Which
        is which a person settles: a meeting that is ended by hand is no choice any more.
        """
        rows, live, _gone = self._free()
        for key in TELLING:
            ours, theirs = keyed(live, key), keyed(rows, key)
            for value in theirs.keys() & ours.keys():
                some = [
                    r for r in theirs[value] if any(_may_be(rows[r], live[m]) for m in ours[value])
                ]
                here = [m for m in ours[value] if any(_may_be(rows[r], live[m]) for r in some)]
                self.ambiguous.update(some)
                self.open.update(here)
            rows = {row: said for row, said in rows.items() if row not in self.ambiguous}
            live = {at: said for at, said in live.items() if at not in self.open}

    def _doubt(self, loose: list[int]) -> None:
        """Note what was decided on thin grounds."""
        for row in self.by_content & self.pairs.keys() - self.doubts.keys():
            if not alike(self.row(row).name, self.meeting(self.pairs[row]).name):
                self.doubts[row] = _("Known by day, time and place only: its name is another.")
        kept = [r for r in loose if r in self.pairs.keys() - self.doubts.keys() and self.drift(r)]
        if not kept:
            return
        taken = set(self.pairs.values()) - {self.pairs[row] for row in kept}
        left = (at for at in range(len(self.known.meetings)) if at not in taken)
        said = keyed({at: self.meeting(at) for at in left}, same)
        settled_rows = self.pairs.keys() - set(loose)
        open_rows = (row for row in range(len(self.slots)) if row not in settled_rows)
        says = keyed({row: self.row(row) for row in open_rows}, same)
        for row in kept:
            mine = self.pairs[row]
            if set(said.get(same(self.row(row)), ())) - {mine}:
                self.doubts[row] = _("This row now says what another meeting said before.")
            elif set(says.get(same(self.meeting(mine)), ())) - {row}:
                self.doubts[row] = _("Another row now says what this meeting said before.")

    def _result(self, by_id: dict[int, int]) -> Matching:
        matches = [self._match(row) for row in range(len(self.slots))]
        taken, found = set(self.pairs.values()), set(by_id.values())
        result = Matching(matches, [], [], [], len(self.slots) - len(by_id), 0)
        lost = 0
        for at, stored in enumerate(self.known.meetings):
            standing = (
                stored.live and at not in found and stands(stored.uid_key or "", self.present)
            )
            lost += stored.live and at not in found and not standing
            if at in taken or not stored.live:
                continue
            if standing:
                result.standing.append(stored)
            elif at in self.open or "" in self.present:
                result.unseen.append(stored)
            else:
                result.missing.append(stored)
        return replace(result, lost=lost)

    def _match(self, row: int) -> Match:
        at = self.pairs.get(row)
        if at is None:
            how = How.AMBIGUOUS if row in self.ambiguous else How.NEW
        else:
            how = How.CONTENT if row in self.by_content else How.ID
        doubt = self.doubts.get(row, "")
        if how is How.AMBIGUOUS:
            doubt = _("This may be one of several meetings: nothing was changed.")
        stored = self.known.meetings[at] if at is not None else None
        return Match(self.slots[row], stored, how, doubt)


def _only(rows: Mapping[int, Hashable], meetings: Mapping[int, Hashable]) -> dict[int, int]:
    """Pair rows and meetings that alone have some key."""
    ours, theirs = _turned(meetings), _turned(rows)
    return {
        some[0]: ours[key][0]
        for key, some in theirs.items()
        if len(some) == 1 and len(ours.get(key, ())) == 1
    }


def _turned(some: Mapping[int, Hashable]) -> dict[Hashable, list[int]]:
    found = defaultdict[Hashable, list[int]](list)
    for one, key in some.items():
        found[key].append(one)
    return found


def _may_be(row: Content, meeting: Content) -> bool:
    return not (row.street and meeting.street and row.street != meeting.street)


def stands(key: str, present: frozenset[str]) -> bool:
    """Say whether a meeting belongs to a row that is there but cannot be read."""
    if key in present:
        return True
    spaces = (at for at, letter in enumerate(key) if letter == " ")
    return bool(present) and any(key[:at] in present for at in spaces)
