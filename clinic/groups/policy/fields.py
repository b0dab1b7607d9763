"""Which facts are of the group, of a meeting, of its place."""

from __future__ import annotations

from clinic.accounts.models import Role

#: Who may add and correct groups, and who may take them off the list.
EDITORS = (Role.INTAKE, Role.COUNSELOR, Role.SUPERVISOR, Role.ADMIN)
RETIRERS = (Role.SUPERVISOR, Role.ADMIN)
#: Who may read where the directory comes from; those who may retire groups may change it.
READERS = (*RETIRERS, Role.AUDITOR)

GROUP_FIELDS = (
    "fellowship",
    "leader",
    "leader_name",
    "joining",
    "expect",
    "ask_for",
    "phone",
    "email",
    "website",
)
#: What the clinic itself knows, kept apart from what a feed may change.
OWN_FIELDS = ("staff_contact", "staff_notes")
#: A place's facts as a form names them, and as :class:`Venue` does.
PLACE_FIELDS = {
    "place": "name",
    "street": "street",
    "room": "room",
    "city": "city",
    "region": "region",
    "postcode": "postcode",
    "directions": "directions",
    "wheelchair": "wheelchair",
}
