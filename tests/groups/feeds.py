"""What the tests of feeds share: invented rows, and files made of them."""

import csv
import io
import json
import os
from pathlib import Path

import openpyxl

from clinic.groups.feeds import parsing

SHARED = Path(__file__).parents[3] / "shared"
FEEDS = Path(os.environ.get("CLINIC_TEST_FEEDS", SHARED / "feeds"))
ATTACKS = Path(os.environ.get("CLINIC_TEST_ATTACKS", SHARED / "attacks"))
HALL = "12 Elm Street, Portland, OR 97205, USA"
LAMP = {"slug": "lamp", "name": "Lamp", "day": 2, "time": "19:00", "formatted_address": HALL}


def parse(value, **facts):
    """Parse rows, or bytes, as a feed of AA in Portland unless told otherwise."""
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    given = {"fellowship": "AA", "timezone": "America/Los_Angeles", **facts}
    return parsing.parse(content, **given)


def one(**facts):
    """Parse one row with these facts; return its only slot."""
    source = {name: facts.pop(name) for name in ("fellowship_of", "zone") if name in facts}
    told = {"fellowship": source.get("fellowship_of", "AA")}
    told["timezone"] = source.get("zone", "America/Los_Angeles")
    (slot,) = parse([{**LAMP, **facts}], **told).slots
    return slot


def noted(batch):
    """Return the fields of a batch that something was noted of, each once, by severity."""
    return {(issue.severity.value, issue.field) for issue in batch.issues}


def skipped(batch):
    """Return row and field of each row that was not read."""
    return [(one.row, one.field) for one in batch.issues if one.severity.value == "skipped"]


def sheet(rows):
    """Return an XLSX file of these rows."""
    book, written = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(written)
    return written.getvalue()


def table(rows, **facts):
    """Return a CSV of these rows, as text."""
    written = io.StringIO()
    csv.writer(written, **facts).writerows(rows)
    return written.getvalue()
