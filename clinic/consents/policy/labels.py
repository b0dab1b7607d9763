"""What the answers of this room are called, on screen and on paper."""

from __future__ import annotations

from clinic.consents.models import (
    ConsentType,
    Ending,
    HowRevoked,
    Item,
    Purpose,
    RecipientKind,
    Signer,
    Signing,
)
from clinic.core.words import lazy_gettext as _

TYPES = {
    ConsentType.NAMED: _("To one person, group or place"),
    ConsentType.TPO: _("To all who treat the client or pay for it"),
    ConsentType.COUNSELING_NOTES: _("Counseling notes only"),
    ConsentType.PROCEEDINGS: _("For a court case or other proceedings"),
    ConsentType.CRIMINAL_JUSTICE: _("To a court or officer who sent the client here"),
    ConsentType.GENERAL: _("General release (kept on file, opens nothing)"),
}
ITEMS = {
    Item.NAME: _("Name"),
    Item.TREATMENT: _("That I am or was in treatment here"),
    Item.CONTACT: _("How to reach me"),
    Item.GOALS: _("My goals and what helps me"),
    Item.GROUPS: _("Groups I plan to go to"),
    Item.ATTENDANCE: _("Whether I came to groups"),
    Item.APPOINTMENTS: _("Appointments and calls"),
    Item.MEDICINES: _("Medicines"),
    Item.SAFETY: _("Overdose safety and naloxone"),
    Item.HARD_TIMES: _("What I do when things get hard"),
    Item.PEOPLE: _("People I can call"),
    Item.LIFE_AREAS: _("Housing, work, money and other needs"),
    Item.LEVEL_OF_CARE: _("My care now and next"),
    Item.COUNSELING_NOTES: _("Counseling notes"),
}
RECIPIENTS = {
    RecipientKind.GROUP: _("A peer-support group"),
    RecipientKind.PERSON: _("Family member, friend or sponsor"),
    RecipientKind.PROVIDER: _("Doctor, clinic or other treatment"),
    RecipientKind.PAYER: _("Health plan or other payer"),
    RecipientKind.EMPLOYER: _("Employer or school"),
    RecipientKind.COURT: _("Court, probation or lawyer"),
    RecipientKind.OTHER: _("Somebody else"),
}
PURPOSES = {
    Purpose.PEER_SUPPORT: _("Referral to peer support"),
    Purpose.CARE: _("Treatment and care together"),
    Purpose.FAMILY: _("So that they can support me"),
    Purpose.PAYMENT: _("Payment"),
    Purpose.OPERATIONS: _("Running the health service"),
    Purpose.WORK: _("Work or school"),
    Purpose.PROCEEDINGS: _("A court case or other proceedings"),
    Purpose.CRIMINAL_JUSTICE: _("To report to who sent me to treatment"),
    Purpose.AT_REQUEST: _("Because I asked for it"),
}
ENDINGS = {
    Ending.DAY: _("On a day"),
    Ending.END_OF_TREATMENT: _("When treatment here ends"),
    Ending.NONE: _("Never, until taken back"),
}
SIGNINGS = {
    Signing.ELECTRONIC: _("Name typed here"),
    Signing.PAPER: _("Signed on paper"),
}
SIGNERS = {
    Signer.CLIENT: _("The client"),
    Signer.REPRESENTATIVE: _("Somebody who may sign for the client"),
}
HOW_REVOKED = {
    HowRevoked.IN_WRITING: _("In writing"),
    HowRevoked.IN_PERSON: _("Told us in person"),
    HowRevoked.BY_PHONE: _("Told us by phone"),
}
