"""Points on the map that stand for a whole town or server, not for an address."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from clinic.core.words import gettext as _
from clinic.groups.feeds.noted import Issue
from clinic.groups.feeds.places import Place
from clinic.groups.feeds.rows import Slot, street_key
from clinic.groups.models import Severity

#: So many different houses on one point are not all there.
MOST_HOUSES = 5
_HOUSE = re.compile(r"\d+")


def without_centers(slots: list[Slot]) -> list[Issue]:
    """Take away the coordinates that many different addresses share, and say so."""
    shared = _shared(slots)
    if not shared:
        return []
    issues, known = [], dict[int, Place]()
    reason = _("Left out: many addresses share this point.")
    for slot in slots:
        place = slot.place
        if place is not None and (place.latitude, place.longitude) in shared:
            if id(place) not in known:
                known[id(place)] = replace(place, latitude=None, longitude=None)
            slot.place = known[id(place)]
            point = f"{place.latitude}, {place.longitude}"
            issues.append(Issue(slot.row, slot.uid, "latitude", Severity.REPAIRED, reason, point))
    return issues


def _shared(slots: list[Slot]) -> set[tuple[float | None, float | None]]:
    houses = defaultdict[tuple[float | None, float | None], set[str]](set)
    for place in {id(slot.listed_at): slot.listed_at for slot in slots}.values():
        if place is not None and place.street and place.latitude is not None:
            found = _HOUSE.search(place.street)
            houses[place.latitude, place.longitude].add(found[0] if found else street_key(place))
    return {point for point, several in houses.items() if len(several) >= MOST_HOUSES}
