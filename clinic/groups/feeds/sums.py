"""One sum over what a slot says, so that the same facts in another spelling are no change."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from operator import attrgetter

from clinic.groups.feeds.places import Place
from clinic.groups.feeds.rows import Slot

#: Where a row stood, what it is called, and how the feed is cut up are no facts of a meeting.
_BESIDES = ("row", "uid", "listed_at", "partition", "group_key", "types", "place")
_facts = attrgetter(*(field.name for field in fields(Slot) if field.name not in _BESIDES))
_place = attrgetter(*(field.name for field in fields(Place)))


def content_sum(slot: Slot) -> str:
    """Return a sum over the facts of a slot. ``ONL`` is a sign feeds add by themselves."""
    types = sorted(code for code in slot.types if code.upper() != "ONL")
    where = _place(slot.place) if slot.place else None
    written = repr((_facts(slot), types, where))
    return hashlib.sha256(written.encode("utf-8", "backslashreplace")).hexdigest()
