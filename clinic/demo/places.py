"""Where the invented groups meet."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """Where a group meets: name, street, room, how to get there, ZIP code, degrees."""

    name: str
    street: str
    room: str = ""
    directions: str = ""
    postcode: str = ""
    at: tuple[float, float] = (0.0, 0.0)


HALL = Place(
    "St. Mark's Hall",
    "210 Alder Street",
    "lower level",
    "Bus 14 to Alder and 2nd.",
    postcode="97201",
    at=(45.508, -122.69),
)
LIBRARY = Place(
    "Harbor Library",
    "5 Pier Road",
    "Room B",
    "Bus 9 to Harbor. Step-free.",
    postcode="97209",
    at=(45.531, -122.684),
)
CENTER = Place(
    "Cedar Street Center",
    "88 Cedar Street",
    "Room 4",
    "Ask at the front desk.",
    postcode="97214",
    at=(45.514, -122.643),
)
CHURCH = Place(
    "Grace Chapel",
    "1402 Linden Avenue",
    "side door",
    "Free parking behind the chapel.",
    postcode="97202",
    at=(45.483, -122.644),
)
UNION = Place(
    "Union House",
    "37 Mill Lane",
    "first floor",
    "Two minutes from Mill Lane station.",
    postcode="97217",
    at=(45.602, -122.7),
)
SCHOOL = Place(
    "Birch School",
    "900 Birch Road",
    "cafeteria",
    "Enter by the playground gate.",
    postcode="97206",
    at=(45.483, -122.597),
)
RIVER = Place(
    "River Park",
    "North gate, River Road",
    "",
    "Meet at the bench by the gate.",
    postcode="97201",
    at=(45.499, -122.671),
)
CLUB = Place(
    "The Lantern",
    "16 Quay Street",
    "",
    "Above the bakery. Stairs only.",
    postcode="97204",
    at=(45.518, -122.674),
)
