"""What appointments are called."""

from __future__ import annotations

from clinic.core.words import lazy_gettext as _
from clinic.plans.models import AppointmentKind

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
