"""The signatures of a plan as its paper says them, and the sums they are bound to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from clinic.core import formats
from clinic.plans.document.parts import Signature
from clinic.plans.document.shape import PlanDocument
from clinic.plans.models import SignedHow, WhyNot
from clinic.plans.policy.kinds import WHY_NOT_WORDS
from clinic.plans.policy.signing import Part

#: What a plan says only after it was read, or says anew each day.
LATER = frozenset(
    {"printed_on", "printed_iso", "draft", "size", "taught", "signatures", "changes", "since"}
)


def signatures(parts: Sequence[Part], on: date) -> tuple[Signature, ...]:
    """Write signatures down, dated in words; somebody who signs on paper gets a line."""
    return tuple(_signature(part, formats.full_day(on)) for part in parts)


def digest(words: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a document's plain values, the same whenever it was stored.

    Its first eight characters are the mark at the foot of each page.
    """
    return sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()


def reading(document: PlanDocument) -> str:
    """Return the sum of what a supervisor reads before a plan is signed.

    Left out is what comes after reading, or with another day, and no counselor decides: what was
    told back, signatures, the day of printing, the boxes for the next four dates, the size, and
    what is new since a copy that was given meanwhile.
    """
    groups = tuple(replace(group, went=()) for group in document.groups)
    words = replace(document, groups=groups).as_json()
    return digest({name: value for name, value in words.items() if name not in LATER})


def _signature(part: Part, day: str) -> Signature:
    who = Signature(part.part.value, part.name)
    if part.why_not is not None:
        words = part.reason if part.why_not is WhyNot.OTHER else str(WHY_NOT_WORDS[part.why_not])
        return replace(who, refused=words, on=day)
    stands = ", ".join(filter(None, (part.relation, part.legal_basis)))
    if part.way is SignedHow.PAPER:
        return replace(who, line=True, standing=stands)
    return replace(who, on=day, standing=stands)
