"""Facts of ours that HSDS has no field for, written and read as attributes."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

#: The name of our taxonomy: one term for each kind of fact.
TAXONOMY = "handrail-meeting-facts"
#: Each kind of fact, with what it says.
TERMS = {
    "name": "What the meeting is called, where that is not the name of its group",
    "timezone": "IANA time zone by whose wall clock the meeting starts",
    "minutes": "How many minutes the meeting lasts",
    "attendance": "How people take part: in_person, online, hybrid, phone, suspended, not_stated",
    "openness": "Who is welcome: open or closed",
    "recurrence_note": "Which weeks the meeting is held in, in words",
    "conference_url": "Address to open to take part online",
    "conference_phone": "Number to call to take part",
    "conference_note": "What else is needed to take part online or by phone",
    "language": "Language of the meeting, by its ISO 639 code",
    "trait": "What sort of meeting it is, or whom it is for",
    "type": "Type code in the language of the list the meeting comes from",
    "approximate": "The address is near the place, not the place itself",
    "directions": "How to find the place",
    "fellowship": "The fellowship the meeting belongs to",
    "partition": "The part of its list that the meeting stands in",
    "uid": "The id of the meeting in the list it comes from",
    "group_key": "The id of the group in the list it comes from",
}


#: What a value of a kind of which there may be several looks like.
_SHAPES = {
    "language": re.compile(r"[a-z]{2,3}"),
    "trait": re.compile(r"[a-z_]{1,40}"),
    "type": re.compile(r"[^\x00-\x1f]{1,60}"),
}
LONGEST = 10_000
#: More facts than this, no meeting of ours has.
_MOST = 300


def facts(holder: dict[str, Any]) -> dict[str, list[str]]:
    """Return our own facts among the attributes of a service at a location, by kind."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind, value in attributes(holder):
        shape = _SHAPES.get(kind)
        if kind in TERMS and (shape is None or shape.fullmatch(value)):
            found[kind].append(value[:LONGEST])
    return found


def attributes(holder: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the attributes of ours that something has, each with its kind."""
    given = holder.get("attributes")
    found = []
    for one in given[:_MOST] if isinstance(given, list) else ():
        term = one.get("taxonomy_term") if isinstance(one, dict) else None
        if isinstance(term, dict) and term.get("taxonomy") == TAXONOMY:
            found.append((str(term.get("code")), str(one.get("value"))))
    return found
