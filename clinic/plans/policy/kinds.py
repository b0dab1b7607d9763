"""What the parts of a plan are called."""

from __future__ import annotations

from clinic.clients.models import Asked
from clinic.core.words import lazy_gettext as _
from clinic.plans.models import (
    AppointmentKind,
    Area,
    AreaState,
    ContactKind,
    CopyWay,
    Naloxone,
    Pace,
    PrintSize,
    SignedHow,
    Told,
    Topic,
    WeekKind,
    WhyNot,
)

KIND_WORDS = {
    AppointmentKind.CLINIC_CALL: _("Call from the clinic"),
    AppointmentKind.COUNSELING: _("Counseling"),
    AppointmentKind.MEDICATION: _("Medicine"),
    AppointmentKind.MENTAL_HEALTH: _("Mental health"),
    AppointmentKind.PRIMARY_CARE: _("Doctor"),
    AppointmentKind.PEER_SPECIALIST: _("Peer support specialist"),
    AppointmentKind.HOUSING: _("Housing"),
    AppointmentKind.WORK: _("Work"),
    AppointmentKind.LEGAL: _("Legal"),
    AppointmentKind.OTHER: _("Something else"),
}
WEEK_WORDS = {
    WeekKind.PROGRAM: _("Program hours"),
    WeekKind.OWN: _("Fixed time of my own"),
    WeekKind.IDEA: _("My idea for an empty time"),
}
CONTACT_WORDS = {
    ContactKind.CALL: _("Call"),
    ContactKind.VISIT: _("Visit"),
    ContactKind.MESSAGE: _("Text message"),
    ContactKind.LETTER: _("Letter"),
}
PACE_WORDS = {
    Pace.ONCE: _("Once"),
    Pace.WEEKLY: _("Every week"),
    Pace.FORTNIGHTLY: _("Every 2 weeks"),
    Pace.MONTHLY: _("Every month"),
}
NALOXONE_WORDS = {
    Naloxone.NOT_ASKED: _("Not asked yet"),
    Naloxone.GIVEN: _("Kit given"),
    Naloxone.PRESCRIBED: _("Prescribed"),
    Naloxone.HAS_ONE: _("Has one"),
    Naloxone.DECLINED: _("Offered, said no"),
}
RISK_WORDS = {
    Asked.YES: _("Yes"),
    Asked.NO: _("No"),
    Asked.NOT_ASKED: _("Not asked yet"),
}
AREA_WORDS = {
    Area.HOUSING: _("Housing"),
    Area.TRANSPORT: _("Getting around"),
    Area.WORK: _("Work or school"),
    Area.MONEY: _("Money, benefits and insurance"),
    Area.LEGAL: _("Legal"),
    Area.FAMILY: _("Children and family"),
    Area.HEALTH: _("Physical health"),
    Area.PAPERS: _("ID and phone"),
}
AREA_STATE_WORDS = {
    AreaState.NO_NEED: _("No need"),
    AreaState.MET: _("Met"),
    AreaState.OPEN: _("Open"),
}
TOPIC_WORDS = {
    Topic.FIRST: _("What comes first"),
    Topic.CALL: _("Who to call"),
    Topic.GROUPS: _("Groups and appointments"),
    Topic.MEDICINES: _("Medicines"),
    Topic.SAFETY: _("Overdose and naloxone"),
    Topic.HARD: _("When things get hard"),
}
TOLD_WORDS = {
    Told.TOLD_BACK: _("Told back"),
    Told.RETOLD: _("Taught again, then told back"),
    Told.TAUGHT_AGAIN: _("Not clear yet"),
    Told.DECLINED: _("Did not want to"),
    Told.GONE: _("Had left already"),
}
COPY_WORDS = {
    CopyWay.BY_HAND: _("By hand"),
    CopyWay.MAIL: _("Mail"),
    CopyWay.FAX: _("Fax"),
    CopyWay.EMAIL: _("Email"),
    CopyWay.PORTAL: _("Patient portal"),
}
SIZE_WORDS = {
    PrintSize.STANDARD: _("Standard"),
    PrintSize.LARGE: _("Large"),
}
SIGNED_WORDS = {
    SignedHow.PAPER: _("Signs on the paper"),
    SignedHow.TYPED: _("Types the name"),
    SignedHow.NOT: _("Did not sign"),
}
WHY_NOT_WORDS = {
    WhyNot.GONE: _("Left before we could sign"),
    WhyNot.DECLINED: _("Did not want to sign"),
    WhyNot.UNABLE: _("Could not sign"),
    WhyNot.OTHER: _("Another reason"),
}
