"""Words for the history of a group."""

from __future__ import annotations

from clinic.core.words import LazyString
from clinic.core.words import lazy_gettext as _
from clinic.groups.models import GroupKind

KINDS: dict[GroupKind, LazyString] = {
    GroupKind.TWELVE_STEP: _("12-step"),
    GroupKind.CLINICAL: _("Clinical support"),
    GroupKind.MUTUAL: _("Mutual support"),
    GroupKind.ONLINE: _("Online"),
}
#: What the fields of a change are called on screen.
FIELDS: dict[str, LazyString] = {
    "added": _("Added"),
    "ended": _("Meeting ended"),
    "missing": _("No longer listed"),
    "returned": _("Listed again"),
    "checked": _("Checked"),
    "merged": _("Merged into"),
    "merged_in": _("Took in"),
    "unmerged": _("Merge undone"),
    "follows": _("Read from the list again"),
    "do_not_refer": _("Do not refer"),
    "name": _("Name"),
    "kind": _("Kind"),
    "fellowship": _("Fellowship"),
    "leader": _("Who leads"),
    "leader_name": _("Leader's name"),
    "joining": _("How to join"),
    "status": _("State"),
    "status_reason": _("Reason"),
    "paused_until": _("Paused until"),
    "expect": _("What to expect"),
    "ask_for": _("Ask for"),
    "phone": _("Phone"),
    "email": _("Email"),
    "website": _("Website"),
    "staff_contact": _("Contact for staff"),
    "staff_notes": _("Notes for staff"),
    "weekday": _("Day"),
    "starts_at": _("Start"),
    "minutes": _("Minutes"),
    "timezone": _("Time zone"),
    "weeks": _("Weeks of the month"),
    "recurrence_note": _("Note on the weeks"),
    "attendance": _("Attendance"),
    "conference_url": _("Link to join"),
    "conference_note": _("Notes for joining"),
    "conference_phone": _("Number to call in"),
    "openness": _("Who may come"),
    "languages": _("Languages"),
    "traits": _("What it offers"),
    "notes": _("Notes"),
    "venue": _("Place"),
    "street": _("Street"),
    "room": _("Room"),
    "city": _("City"),
    "region": _("State or region"),
    "postcode": _("ZIP code"),
    "directions": _("Directions"),
    "wheelchair": _("Step-free"),
}
