"""What a plan says, as plain values: its shape, and how it is composed from the records."""

from clinic.plans.document.aloud import Line, all_lines, lines_of
from clinic.plans.document.changes import changes, since
from clinic.plans.document.compose import compose
from clinic.plans.document.early import leaving_today
from clinic.plans.document.facts import Beside, ClinicFacts
from clinic.plans.document.shape import PlanDocument
from clinic.plans.document.signatures import digest, reading, signatures

__all__ = [
    "Beside",
    "ClinicFacts",
    "Line",
    "PlanDocument",
    "all_lines",
    "changes",
    "compose",
    "digest",
    "leaving_today",
    "lines_of",
    "reading",
    "signatures",
    "since",
]
