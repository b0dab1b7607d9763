"""What a file says, whatever its format."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from clinic.core.words import gettext as _
from clinic.groups.feeds import (
    bmlt_json,
    clinic_csv,
    google_sheet,
    hsds_csv,
    hsds_json,
    meeting_guide_csv,
    meeting_guide_json,
    meeting_guide_xlsx,
    naws_csv,
    reading,
    zones,
)
from clinic.groups.feeds.batch import Batch
from clinic.groups.feeds.documents import Document, Shape
from clinic.groups.feeds.limits import Refused


class Format(Protocol):
    """A module that reads one format."""

    NAME: str

    def recognises(self, document: Document) -> bool:
        """Say whether a document is of this format."""
        ...

    def read(self, document: Document, *, fellowship: str, timezone: str) -> Batch:
        """Return what a document of this format says, or raise :class:`Refused`."""
        ...


#: Every format, in the order in which a file is tried: those with marks of their own come first,
#: the general ones last.
FORMATS: tuple[Format, ...] = (
    bmlt_json,
    naws_csv,
    hsds_json,
    hsds_csv,
    clinic_csv,
    google_sheet,
    meeting_guide_csv,
    meeting_guide_xlsx,
    meeting_guide_json,
)


def parse(content: bytes, *, format: str = "", fellowship: str = "", timezone: str = "") -> Batch:
    """Return what a file says, its format told by its content unless one is named.

    ``fellowship`` says whose codes and meetings these are, ``timezone`` the zone of those that
    name none; both may be empty. Raises :class:`Refused` when the file as a whole cannot be taken.
    """
    zone = zones.zone_named(timezone) if timezone else ""
    if zone is None:
        raise Refused(_("There is no time zone %(zone)s.", zone=timezone))
    document = reading.document(content)
    chosen = _named(format, document) if format else _recognised(document)
    batch = chosen.read(document, fellowship=fellowship.strip(), timezone=zone)
    return replace(batch, issues=document.issues + batch.issues)


def _recognised(document: Document) -> Format:
    for known in FORMATS:
        if known.recognises(document):
            return known
    raise Refused(_("The file is a table, but none of its columns name a meeting and its day."))


def _named(name: str, document: Document) -> Format:
    """Return the format of this name, unless the file is built in another way."""
    for known in FORMATS:
        if name == known.NAME:
            is_json = name.endswith("_json") or name == google_sheet.NAME
            if is_json is not (document.shape is Shape.JSON):
                raise Refused(
                    _("The file is %(kind)s, not %(name)s.", kind=document.kind, name=name)
                )
            return known
    raise Refused(_("There is no format %(name)s.", name=name))
