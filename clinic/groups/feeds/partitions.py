"""The part of a feed that a row belongs to, which comes and goes together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LONGEST = 100


def partition(row: Mapping[str, Any]) -> str:
    """Return the entity of a row, else its region, else its fellowship and country, or nothing."""
    entity = _words(row.get("entity"))
    if entity:
        return entity
    regions = row.get("regions")
    region = regions[0] if isinstance(regions, list) and regions else regions
    for given in (region, row.get("region"), row.get("sub_region")):
        if words := _words(given).split(">")[0].strip():
            return words
    return " ".join(filter(None, (_words(row.get("fellowship")), _words(row.get("country")))))


def _words(value: Any) -> str:
    return value[:LONGEST].strip() if isinstance(value, str) else ""
