"""A file taken apart: what it holds before anybody says what that means."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import Any

from clinic.groups.feeds.noted import Issue


class Shape(enum.StrEnum):
    """How a file is built: JSON, one table, or a package of several tables."""

    JSON = "json"
    TABLE = "table"
    PACKAGE = "package"


@dataclass(frozen=True)
class Document:
    """What a file holds.

    ``value`` is the parsed JSON, where it is JSON. ``tables`` holds rows by the name of their
    table, one name ("") for a single table, file names without ending for a package; each row
    maps column names as written to text; a row with more cells than the header has them under "".
    ``kind`` is the ending a file of this sort has: json, csv, xlsx or zip. ``issues`` are those of
    the file as a whole, of row 0.
    """

    shape: Shape
    kind: str
    value: Any = None
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
