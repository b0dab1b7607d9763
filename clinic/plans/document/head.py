"""Who a plan is of, who helps, and whose paper it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from clinic.accounts.models import Program
from clinic.clients.models import Client
from clinic.core import clock, formats
from clinic.plans.document.facts import ClinicFacts
from clinic.plans.document.shape import ContactRule


def short_name(client: Client) -> str:
    """Return "Maya R.", for the foot of a page that may be left lying about."""
    initial = f" {client.family_name[0]}." if client.family_name else ""
    return f"{client.first_name}{initial}"


def head(client: Client, program: Program, clinic: ClinicFacts, at: datetime) -> dict[str, Any]:
    """Write down what every sheet says of client, counselor and clinic."""
    counselor, printed = client.counselor, clock.local_date(at, clinic.timezone)
    return {
        "paper": clinic.paper,
        "clinic_name": clinic.name,
        "clinic_phone": program.phone or clinic.phone,
        "clinic_phone_note": clinic.phone_note,
        "crisis_lines": clinic.crisis_lines,
        "client_name": client.name,
        "short_name": short_name(client),
        "first_name": client.first_name,
        "client_number": client.number,
        "counselor_name": counselor.name if counselor else "",
        "counselor_phone": counselor.phone if counselor else "",
        "printed_on": formats.calendar_day(printed),
        "printed_iso": printed.isoformat(),
        "contact": ContactRule(client.phone, client.best_time, client.voice_message.value),
    }
