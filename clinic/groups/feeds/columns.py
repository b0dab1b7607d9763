"""The many names of a field, folded to the one that Meeting Guide has for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

#: By the name we read a field under: the others it goes by, in the order in which they count.
ALIASES: dict[str, str] = {
    "slug": "post_name uid guid uuid meeting_id meetingid wso_id object_id key_id",
    "id": "_id record_id",
    "name": "title meeting meeting_name meeting_title group_title",
    "day": "days weekday day_of_week dayofweek meeting_day week_day",
    "time": "start_time starttime start starts start_at begins begin_time meeting_time times",
    "end_time": "endtime end ends finish finish_time end_at",
    "duration": "length meeting_length duration_minutes minutes duration_min",
    "timezone": "time_zone tz iana_timezone",
    "notes": "description comments comment additional_information additional_info info details "
    "meeting_notes meeting_details",
    "location": "location_name venue venue_name place building site",
    "location_notes": "location_details directions venue_notes location_info access",
    "formatted_address": "full_address address_full",
    "address": "street street_address address1 address_1 address_line_1 addr",
    "room": "room_number unit",
    "city": "town municipality locality suburb",
    "state": "province state_province county state_abbr",
    "postal_code": "zip zipcode zip_code postcode post_code postalcode",
    "country": "nation country_code",
    "region": "area",
    "sub_region": "subregion",
    "latitude": "lat",
    "longitude": "lng lon long",
    "coordinates": "lat_lng latlng lat_long",
    "conference_url": "zoom zoom_url zoom_link online_url online_link online_meeting_link "
    "meeting_link join_url virtual_meeting_link virtual_url video_url",
    "conference_url_notes": "zoom_notes online_notes virtual_meeting_notes conference_notes",
    "conference_phone": "dial_in dial_in_number phone_meeting_number conference_call",
    "types": "type meeting_types meeting_type formats format codes type_codes",
    "group": "group_name",
    "group_id": "groupid",
    "website": "web_site homepage group_url group_website",
    "phone": "group_phone telephone",
    "email": "group_email",
    "attendance_option": "attendance attendance_type",
    "fellowship": "program programme organisation organization",
    "wheelchair": "wheelchair_access wheelchair_accessible accessible disabled_access "
    "accessibility",
    "language": "languages spoken_language",
    "entity": "entity_name",
}
_CANONICAL = {
    alias: (name, place)
    for name, aliases in ALIASES.items()
    for place, alias in enumerate((name, *aliases.split()))
}
Plan = list[tuple[str, list[str]]]


def folded(name: str) -> str:
    """Return a column's name in small letters, with one underscore between its words."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.strip()[:200])
    return re.sub(r"[^a-z0-9]+", "_", apart.lower()).strip("_") or name


class Columns:
    """Gives rows the field names we read, remembering how for each set of names it has met."""

    def __init__(self) -> None:
        self._plans: dict[tuple[str, ...], Plan | None] = {}

    def renamed(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a row by our field names; as it stands where it has them already.

        Of several columns for one field the first that holds something counts.
        """
        names = tuple(row)
        plan = self._plans.get(names, [])
        if plan == []:
            plan = self._plans[names] = _plan(names)
        if plan is None:
            return row
        return {name: _first(row, given) for name, given in plan}


def _first(row: Mapping[str, Any], names: list[str]) -> Any:
    for name in names:
        value = row[name]
        if value is not None and value != "":
            return value
    return row[names[0]]


def _plan(names: tuple[str, ...]) -> Plan | None:
    found: dict[str, list[tuple[int, str]]] = {}
    for given in names:
        known, place = _CANONICAL.get(folded(given), (folded(given), 0))
        found.setdefault(known, []).append((place, given))
    plan = [
        (known, [given for _place, given in sorted(several)]) for known, several in found.items()
    ]
    same = all(given == [known] for known, given in plan)
    return None if same else plan


def has_meetings(rows: list[dict[str, str]]) -> bool:
    """Say whether a table has a column for a name, and one for a day, a time or an id."""
    if not rows:
        return False
    known = {_CANONICAL.get(folded(name), (folded(name), 0))[0] for name in rows[0]}
    return bool(known & {"name", "group"}) and bool(known & {"day", "time", "slug", "types"})
