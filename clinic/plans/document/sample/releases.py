"""An invented release: what makes the sample a lawful copy for somebody else."""

from __future__ import annotations

from clinic.consents.policy import statement
from clinic.plans.document.parts import Release

PARTS = ("client_name", "short_name", "first_name", "appointments", "contacts", "medicines")
WORDS = {
    "en": ("Dr. Lena Ortiz", "Treatment", ("Medicines", "Appointments and calls"), "May 25, 2027"),
    "es": ("Dra. Lena Ortiz", "Tratamiento", ("Medicinas", "Citas y llamadas"), "25 may 2027"),
}


def release(language: str) -> Release:
    """Return leave to give the medicines and appointments to an invented doctor."""
    recipient, purpose, scope, until = WORDS.get(language, WORDS["en"])
    return Release(recipient, purpose, "\n".join(statement.LONG), scope, PARTS, until)
