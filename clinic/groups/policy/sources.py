"""When a source is fetched, and in which formats it may come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from clinic.core.words import LazyString
from clinic.core.words import lazy_gettext as _
from clinic.groups.models import DirectorySource

#: Formats by their key; left empty, the format is told by the content.
FORMATS: Mapping[str, LazyString] = {
    "": _("Told by the content"),
    "meeting_guide_json": _("Meeting Guide, JSON"),
    "meeting_guide_csv": _("Meeting Guide, CSV"),
    "meeting_guide_xlsx": _("Meeting Guide, Excel"),
    "google_sheet": _("Google Sheet"),
    "bmlt_json": _("BMLT, JSON"),
    "naws_csv": _("NAWS export, CSV"),
    "hsds_json": _("HSDS 3, JSON"),
    "hsds_csv": _("HSDS, CSV package"),
    "clinic_csv": _("Our own list, CSV"),
}
LONGEST_REFRESH_HOURS = 24 * 31
#: So much early still counts as due: a daily timer must not find 23 h 59 min and wait a day.
EARLY = timedelta(minutes=10)
#: A refresh that has not ended after this long was killed on the way.
AT_WORK_LASTS = timedelta(minutes=15)


def is_due(source: DirectorySource, *, at: datetime) -> bool:
    """Say whether a source should be fetched by itself at a moment.

    The last try counts, not the last success: what failed waits for its next turn.
    """
    if not source.url or not source.refresh_hours:
        return False
    if source.tried_at is None:
        return True
    waited = at - source.tried_at
    set_back = waited < -AT_WORK_LASTS  # the clock was ahead when it was tried
    return set_back or waited >= timedelta(hours=source.refresh_hours) - EARLY


def is_at_work(source: DirectorySource, *, at: datetime) -> bool:
    """Say whether a refresh of a source has begun and neither ended nor been given up."""
    if source.tried_at is None or source.error:
        return False
    done = source.succeeded_at is not None and source.succeeded_at >= source.tried_at
    return not done and abs(at - source.tried_at) < AT_WORK_LASTS
