"""Who may see what: the consents in force, as the client reads them."""

from __future__ import annotations

from collections.abc import Iterable

from clinic.consents.models import Consent
from clinic.consents.policy.labels import ENDINGS, ITEMS
from clinic.core import formats
from clinic.plans.document.parts import Sharing


def sharing(consents: Iterable[Consent]) -> tuple[Sharing, ...]:
    """Write down who is told what, and until when, in the language spoken now."""
    return tuple(_sharing(each) for each in consents)


def _sharing(consent: Consent) -> Sharing:
    what = [str(words) for item, words in ITEMS.items() if item.value in consent.items]
    ends = ENDINGS[consent.ending] if consent.ending else ""
    until = formats.calendar_day(consent.ends_on) if consent.ends_on else str(ends)
    return Sharing(consent.recipient, ", ".join(what), until)
