"""Services with their places and schedules, out of nested JSON or out of tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from clinic.core.words import gettext as _
from clinic.groups.feeds.reading import Refused

Row = dict[str, Any]
Tables = dict[str, list[Row]]

#: What versions 1 and 2 call a table, or a list inside an object, by what version 3 calls it.
_ALIASES = {
    "regular_schedule": "schedule",
    "physical_address": "address",
    "accessibility_for_disability": "accessibility",
    "accessibility_for_disabilities": "accessibility",
    "services_at_location": "service_at_location",
    "service_attribute": "attribute",
}
_SINGULAR = {
    "services": "service",
    "organizations": "organization",
    "locations": "location",
    "schedules": "schedule",
    "regular_schedules": "schedule",
    "service_at_locations": "service_at_location",
    "services_at_locations": "service_at_location",
    "addresses": "address",
    "physical_addresses": "address",
    "phones": "phone",
    "languages": "language",
    "accessibilities": "accessibility",
    "attributes": "attribute",
    "service_attributes": "attribute",
    "taxonomy_terms": "taxonomy_term",
    "taxonomies": "taxonomy",
}
#: Where a table hangs, by what it is called inside an object, and the key it hangs by.
_HANGS = {"phone": "phones", "language": "languages", "accessibility": "accessibility"}
_ADDRESSES = "addresses"
#: How often, on average, a row may be looked up by others.
_LOOKS = 20
#: Small lists, such as those of phones, are read no further than this.
SOME = 20
_WRAPPERS = ("contents", "items", "results", "data")


@dataclass(frozen=True)
class Unit:
    """A service at one place by one schedule; each part may be empty.

    ``lost`` says that a schedule belongs to no service of the file.
    """

    service: Any
    organization: Row = field(default_factory=dict)
    at: Row = field(default_factory=dict)
    location: Row = field(default_factory=dict)
    schedule: Row = field(default_factory=dict)
    lost: bool = False


def listed(row: Any, *names: str) -> list[Any]:
    """Return the first list that an object has under one of the names."""
    for name in names:
        value = row.get(name) if isinstance(row, dict) else None
        if isinstance(value, list) and value:
            return value
    return []


def objects(row: Any, *names: str) -> list[Row]:
    """Return the objects in the first list under one of the names."""
    return [one for one in listed(row, *names) if isinstance(one, dict)]


def some(row: Any, *names: str) -> list[Row]:
    """Return the first few objects of a list that is short in every honest file."""
    return [one for one in listed(row, *names)[:SOME] if isinstance(one, dict)]


def _one(row: Any, name: str) -> Row:
    value = row.get(name) if isinstance(row, dict) else None
    return value if isinstance(value, dict) else {}


def services(value: Any) -> Iterator[Any]:
    """Yield the services of a JSON file, whatever they are wrapped in."""
    if isinstance(value, dict):
        tables = tables_of(value)
        wrapped = listed(value, *_WRAPPERS)
        if wrapped:
            value = wrapped
        elif "service" in tables and len(tables) > 1:
            yield from joined(tables)
            return
        else:
            value = listed(value, "services", "organizations", "service", "organization") or [value]
    for one in value if isinstance(value, list) else ():
        yield from _of(one)


def _of(one: Any) -> Iterator[Any]:
    """Yield what an organization, a service or a service at a location says of services."""
    if _one(one, "service"):
        at = {name: fact for name, fact in one.items() if name != "service"}
        yield {**one["service"], "service_at_locations": [at]}
    elif isinstance(one, dict) and isinstance(one.get("services"), list):
        organization = {name: fact for name, fact in one.items() if name != "services"}
        for service in one["services"]:
            yield (
                {"organization": organization, **service} if isinstance(service, dict) else service
            )
    else:
        yield one


def units(found: Iterator[Any]) -> Iterator[Unit]:
    """Yield each service at each of its places by each of its schedules, one by one.

    A place's own opening hours say nothing of the service. A service without place or schedule
    is a unit all the same.
    """
    for service in found:
        if isinstance(service, Unit) or not isinstance(service, dict):
            yield service if isinstance(service, Unit) else Unit(service)
            continue
        whole = Unit(service, _one(service, "organization"))
        places = objects(service, "service_at_locations", "services_at_location")
        places = places or [{"location": one} for one in objects(service, "locations")] or [{}]
        general = objects(service, "schedules", "regular_schedules")
        for at in places:
            here = objects(at, "schedules", "regular_schedules") or general or [{}]
            for schedule in here:
                yield Unit(service, whole.organization, at, _one(at, "location"), schedule)


def tables_of(value: dict[str, Any]) -> Tables:
    """Return the tables of a package, or of JSON built like one, by version 3's own name."""
    found: Tables = {}
    for name, rows in value.items():
        plain = str(name).strip().casefold().rsplit("/", 1)[-1]
        plain = _SINGULAR.get(plain, plain)
        plain = _ALIASES.get(plain, plain)
        if isinstance(rows, list) and plain in {*_SINGULAR.values()}:
            found.setdefault(plain, []).extend(row for row in rows if isinstance(row, dict))
    return found


class _Index:
    """The rows of a table by the value of one of its columns.

    Tables in which every row belongs to every other would keep us busy for hours: looking up many
    times as many rows as there are is refused. What is built for a key is built once.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._by: dict[tuple[str, str], dict[str, list[Row]]] = {}
        self._left = 1_000 + _LOOKS * sum(len(rows) for rows in tables.values())
        self._built: dict[tuple[str, str], Row] = {}

    def of(self, table: str, column: str, value: Any) -> list[Row]:
        """Return the rows whose column has a value; none for an empty one."""
        if not value:
            return []
        if (table, column) not in self._by:
            by: dict[str, list[Row]] = defaultdict(list)
            for row in self._tables.get(table, ()):
                if row.get(column):
                    by[str(row[column])].append(row)
            self._by[table, column] = by
        found = self._by[table, column].get(str(value), [])
        self._left -= len(found)
        if self._left < 0:
            raise Refused(_("The rows of these tables belong to far too many others."))
        return found

    def once(self, table: str, key: Any, build: Callable[[Row, Any, _Index], Row]) -> Row:
        """Return what is built of a table's row of this id."""
        known = (table, str(key))
        if known not in self._built:
            self._built[known] = build(self.one(table, key), key, self)
        return self._built[known]

    def one(self, table: str, value: Any) -> Row:
        """Return the row of this id, or an empty one."""
        return next(iter(self.of(table, "id", value)), {})


def joined(tables: Tables) -> Iterator[Any]:
    """Yield services with what belongs to them; then, as lost units, schedules of no service."""
    index = _Index(tables)
    used: set[int] = set()
    for service in tables.get("service", ()):
        places = [
            _at(row, index, used)
            for row in index.of("service_at_location", "service_id", service.get("id"))
        ]
        if not places and (
            location := index.once("location", service.get("location_id"), _location)
        ):
            places = [{"location": location}]
        own = _schedules(index.of("schedule", "service_id", service.get("id")), places, used)
        yield {
            **service,
            **_hanging(index, "service_id", service.get("id")),
            "organization": index.once(
                "organization", service.get("organization_id"), _organization
            ),
            "attributes": _attributes(service.get("id"), index),
            "service_at_locations": places,
            "schedules": own,
        }
    for schedule in tables.get("schedule", ()):
        if id(schedule) not in used and not _hours_of_a_place(schedule):
            yield Unit({}, schedule=schedule, lost=True)


def _hours_of_a_place(schedule: Row) -> bool:
    return bool(schedule.get("location_id")) and not (
        schedule.get("service_id") or schedule.get("service_at_location_id")
    )


def _schedules(rows: list[Row], places: list[Row], used: set[int]) -> list[Row]:
    """Return the schedules that hold wherever a service is; give a place those of its own."""
    own = []
    by_id = {str(at.get("id")): at for at in places if at.get("id")}
    by_location = {str(at["location"].get("id")): at for at in places if at.get("location")}
    for row in rows:
        used_before = id(row) in used
        used.add(id(row))
        at = by_id.get(str(row.get("service_at_location_id")))
        at = at or by_location.get(str(row.get("location_id")))
        if at is None:
            own.append(row)
        elif not used_before:
            at.setdefault("schedules", []).append(row)
    return own


def _at(row: Row, index: _Index, used: set[int]) -> Row:
    schedules = list(index.of("schedule", "service_at_location_id", row.get("id")))
    used |= {id(schedule) for schedule in schedules}
    return {
        **row,
        **_hanging(index, "service_at_location_id", row.get("id")),
        "attributes": _attributes(row.get("id"), index),
        "location": index.once("location", row.get("location_id"), _location),
        "schedules": schedules,
    }


def _location(found: Row, key: Any, index: _Index) -> Row:
    addresses = index.of("address", "location_id", key)
    if not (found or addresses):
        return {}
    hanging = _hanging(index, "location_id", key)
    return {**found, **hanging, **({_ADDRESSES: addresses} if addresses else {})}


def _organization(found: Row, key: Any, index: _Index) -> Row:
    return found and {**found, **_hanging(index, "organization_id", key)}


def _hanging(index: _Index, column: str, key: Any) -> Row:
    return {name: rows for table, name in _HANGS.items() if (rows := index.of(table, column, key))}


def _attributes(key: Any, index: _Index) -> list[Row]:
    found = []
    for column in ("link_id", "service_id"):
        for row in index.of("attribute", column, key):
            found.append(
                {**row, "taxonomy_term": index.one("taxonomy_term", row.get("taxonomy_term_id"))}
            )
    return found
