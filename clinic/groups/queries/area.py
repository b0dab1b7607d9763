"""Where an area is: the middle of the meetings that the directory knows there."""

from __future__ import annotations

from statistics import median

import sqlalchemy as sa
import zipcodes

from clinic.core.db import db
from clinic.groups.models import Venue
from clinic.groups.policy import Point

#: So many places tell where the middle is as well as all of them.
ENOUGH = 500


def center_of(postcode: str) -> Point | None:
    """Return the middle of a US ZIP code's area, or nothing where nobody knows it.

    The directory itself says: the median of the coordinates of its places with that code. Where
    it has none, the middle comes from a package that carries them all (coordinates of GeoNames,
    CC BY 4.0). Nothing is asked of another server.
    """
    if len(postcode) != 5 or not (postcode.isascii() and postcode.isdecimal()):
        return None
    asked = sa.select(Venue.latitude, Venue.longitude).where(
        Venue.postcode == postcode,
        Venue.latitude.is_not(None),
        Venue.longitude.is_not(None),
        Venue.approximate.is_(False),
    )
    found = db.session.execute(asked.order_by(Venue.id).limit(ENOUGH)).all()
    if found:
        return Point(median(row.latitude for row in found), median(row.longitude for row in found))
    known = next(iter(zipcodes.matching(postcode)), None)  # type: ignore[no-untyped-call]
    return Point(float(known["lat"]), float(known["long"])) if known else None
