"""Our own table for lists that are kept by hand, and the empty form of it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from clinic.core.words import gettext as _
from clinic.groups.feeds.batch import Batch
from clinic.groups.feeds.columns import folded
from clinic.groups.feeds.documents import Document, Shape
from clinic.groups.feeds.gathering import gather
from clinic.groups.feeds.meeting_lists import single_table
from clinic.groups.feeds.meetings import Reader
from clinic.groups.feeds.noted import Notes
from clinic.groups.feeds.rows import Slot
from clinic.groups.feeds.tables import BEYOND
from clinic.groups.models import GroupKind, Joining, Leader
from clinic.groups.policy.labels import TRAITS

NAME = "clinic_csv"
#: Each column, the field of a meeting it fills, and what the example row says.
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("ID", "slug", ""),
    ("Group", "group", "Lamplight"),
    ("Kind of group", "kind", "Mutual support"),
    ("Fellowship", "fellowship", "LifeRing"),
    ("Led by", "leader", "Peer support specialist"),
    ("Leader's name", "leader_name", ""),
    ("How to join", "joining", "Contact first"),
    ("Day", "day", "Tuesday"),
    ("Start", "time", "7:00 PM"),
    ("End", "end_time", "8:00 PM"),
    ("Weeks of the month", "weeks", "1st and 3rd"),
    ("Time zone", "timezone", "America/Los_Angeles"),
    ("How people take part", "attendance_option", "In person"),
    ("Place", "location", "Riverside Library"),
    ("Street", "address", "12 Elm Street"),
    ("Room", "room", "Room 4"),
    ("City", "city", "Portland"),
    ("State", "state", "OR"),
    ("ZIP", "postal_code", "97205"),
    ("Country", "country", ""),
    ("Directions", "location_notes", "Side door"),
    ("Wheelchair access", "wheelchair", "Yes"),
    ("Link", "conference_url", ""),
    ("How to get in online", "conference_url_notes", ""),
    ("Number to dial", "conference_phone", ""),
    ("Languages", "language", "English, Spanish"),
    ("Who it is for", "traits", "Newcomers welcome; Secular"),
    ("Open or closed", "openness", "Open"),
    ("Phone", "phone", "503 555 0100"),
    ("Email", "email", "lamplight@example.org"),
    ("Website", "website", ""),
    ("What to expect", "expect", "A circle of ten people. Nobody has to speak."),
    ("Ask for", "ask_for", ""),
    ("Notes", "notes", ""),
)
_FIELDS = {folded(name): field for name, field, _example in COLUMNS}
#: By these columns the form is told from other tables.
_MARKS = frozenset(
    folded(name) for name in ("Kind of group", "How to join", "Led by", "What to expect")
)
_KINDS: Mapping[str, str] = {
    "twelve_step": GroupKind.TWELVE_STEP,
    "12_step": GroupKind.TWELVE_STEP,
    "step": GroupKind.TWELVE_STEP,
    "clinical": GroupKind.CLINICAL,
    "clinical_support": GroupKind.CLINICAL,
    "mutual": GroupKind.MUTUAL,
    "mutual_support": GroupKind.MUTUAL,
    "online": GroupKind.ONLINE,
}
_LEADERS: Mapping[str, str] = {
    **{folded(leader.value): leader for leader in Leader},
    "members_of_the_group": Leader.PEERS,
    "members": Leader.PEERS,
    "peer_support_specialist": Leader.PEER_SPECIALIST,
}
_JOINING: Mapping[str, str] = {
    **{folded(joining.value): joining for joining in Joining},
    "open_to_all": Joining.OPEN,
    "referral_needed": Joining.REFERRAL,
}
_CHOICES = {"kind": _KINDS, "leader": _LEADERS, "joining": _JOINING}
_TEXTS = ("leader_name", "expect", "ask_for")
_LONGEST = 2_000


def recognises(document: Document) -> bool:
    """Say whether this is our own form, as a table or saved as a spreadsheet."""
    if document.shape is not Shape.TABLE:
        return False
    names = {folded(name) for name in document.tables[""][0]}
    return "group" in names and len(names & _MARKS) >= 2


def read(document: Document, *, fellowship: str, timezone: str) -> Batch:
    """Return the meetings of the form, with what it says of their groups."""
    reader = Reader(fellowship=fellowship, timezone=timezone)
    return gather(NAME, single_table(document), partial(_slots, reader))


def template() -> str:
    """Return the form as CSV: its columns and one example row."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(name for name, _field, _example in COLUMNS)
    writer.writerow(example for _name, _field, example in COLUMNS)
    return written.getvalue()


def _slots(reader: Reader, given: dict[str, str], notes: Notes) -> list[Slot]:
    row = {_FIELDS.get(folded(name), name): value for name, value in given.items()}
    row[BEYOND] = given.get(BEYOND, "")
    row["name"] = row.get("meeting_name") or row.get("group", "")
    traits, others = _traits(row.pop("traits", ""))
    row["types"] = ",".join(others)
    weeks = _weeks(row.pop("weeks", ""), notes)
    facts = _group_facts(row, notes)
    found = reader.slots(row, notes)
    for slot in found:
        slot.traits = sorted({*slot.traits, *traits})
        slot.weeks = list(weeks) or slot.weeks
        slot.group_facts = facts
    return found


def _traits(value: str) -> tuple[list[str], list[str]]:
    """Return the traits that words stand for, and the words that are none of ours."""
    known = {str(words).casefold(): key for key, words in TRAITS.items()} | {
        key: key for key in TRAITS
    }
    words = [word.strip() for word in re.split(r"[;,\n]", value) if word.strip()]
    traits = [known[word.casefold()] for word in words if word.casefold() in known]
    return traits, [word for word in words if word.casefold() not in known]


def _weeks(value: str, notes: Notes) -> tuple[int, ...]:
    """Return the weeks that "1st and 3rd", "2, 4" or "last" stand for."""
    found = {int(number) for number in re.findall(r"(?<![0-9])[1-5](?![0-9])", value)}
    if "last" in value.casefold():
        found.add(-1)
    if value.strip() and not found and value.strip().casefold() not in ("every week", "weekly"):
        notes.repaired("weeks", _("Left out: these are not weeks of a month."), value)
    return tuple(sorted(found))


def _group_facts(row: dict[str, Any], notes: Notes) -> tuple[tuple[str, str], ...]:
    """Return what the row says of its group, by column of the directory."""
    found = []
    for name, words in _CHOICES.items():
        value = row.pop(name, "")
        if value.strip() and folded(value) not in words:
            notes.repaired(name, _("Left out: not one of the words we know."), value)
        elif value.strip():
            found.append((name, words[folded(value)]))
    for name in _TEXTS:
        if value := " ".join(row.pop(name, "").split())[:_LONGEST]:
            found.append((name, value))
    return tuple(found)
