"""HSDS 3 as JSON: services, organizations, services at locations, or tables."""

from __future__ import annotations

from typing import Any

from clinic.groups.feeds.batch import Batch
from clinic.groups.feeds.documents import Document, Shape
from clinic.groups.feeds.gathering import gather
from clinic.groups.feeds.hsds import nesting
from clinic.groups.feeds.hsds.meetings import Reader

NAME = "hsds_json"
_SAMPLE = 20
#: What only services and organizations of HSDS have.
_MARKS = {
    "service_at_locations",
    "services_at_location",
    "schedules",
    "regular_schedules",
    "organization",
    "organization_id",
    "eligibility_description",
    "application_process",
    "services",
    "service",
}
_TABLES = {"schedule", "service_at_location", "location", "organization"}


def recognises(document: Document) -> bool:
    """Say whether the file holds services as HSDS describes them."""
    if document.shape is not Shape.JSON:
        return False
    value = document.value
    if isinstance(value, dict) and "service" in (tables := nesting.tables_of(value)):
        return bool(_TABLES & set(tables)) or any(map(_is_service, tables["service"][:_SAMPLE]))
    if isinstance(value, dict):
        value = next(
            (value[name] for name in ("contents", "organizations") if name in value), [value]
        )
    return isinstance(value, list) and any(map(_is_service, value[:_SAMPLE]))


def _is_service(row: Any) -> bool:
    return (
        isinstance(row, dict)
        and "id" in row
        and bool(_MARKS & set(row))
        and not {"slug", "day", "weekday_tinyint"} & set(row)
    )


def read(document: Document, *, fellowship: str, timezone: str) -> Batch:
    """Read every service at each of its places by each of its schedules: each counts as a row."""
    reader = Reader(fellowship=fellowship, timezone=timezone)
    return gather(NAME, nesting.units(nesting.services(document.value)), reader.slots)
