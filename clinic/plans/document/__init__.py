"""What a plan says, as plain values: its shape, and how it is composed from the records."""

from clinic.plans.document.aloud import Line, lines_of
from clinic.plans.document.compose import compose
from clinic.plans.document.facts import ClinicFacts
from clinic.plans.document.shape import PlanDocument
from clinic.plans.document.signatures import digest, reading, signatures

__all__ = [
    "ClinicFacts",
    "Line",
    "PlanDocument",
    "compose",
    "digest",
    "lines_of",
    "reading",
    "signatures",
]
