"""Which recipients, purposes and items each type of consent may name: the types never mix.

Sources: 42 CFR 2.31(a)(4)(i) and 2.33(a)(2) for treatment, payment and operations; 2.31(b) for
counseling notes; 2.31(d) for proceedings; 2.35 for those who sent a client to treatment.
"""

from __future__ import annotations

from dataclasses import dataclass

from clinic.consents.models import ConsentType, Item, Purpose, RecipientKind

T, P, R = ConsentType, Purpose, RecipientKind


@dataclass(frozen=True)
class Bounds:
    """What a consent of one type may say."""

    recipients: frozenset[RecipientKind]
    purposes: frozenset[Purpose]
    items: frozenset[Item]
    must: frozenset[Item]


#: Whoever hears from an addiction clinic about a person learns these two, whatever else is told.
ALWAYS = frozenset({Item.NAME, Item.TREATMENT})
NOTES = frozenset({Item.COUNSELING_NOTES})
RECORD = frozenset(Item) - NOTES
OWN = frozenset({P.PROCEEDINGS, P.CRIMINAL_JUSTICE, P.OPERATIONS})
TPO = frozenset({P.CARE, P.PAYMENT, P.OPERATIONS})

#: A volunteer, a group or a relative is no treating provider: TPO never reaches them.
BOUNDS = {
    T.NAMED: Bounds(frozenset(R), frozenset(P) - OWN, RECORD, ALWAYS),
    T.TPO: Bounds(frozenset({R.PROVIDER, R.PAYER}), TPO, RECORD, ALWAYS),
    T.COUNSELING_NOTES: Bounds(
        frozenset(R) - {R.GROUP}, frozenset(P) - OWN, NOTES | ALWAYS, NOTES | ALWAYS
    ),
    T.PROCEEDINGS: Bounds(
        frozenset({R.COURT, R.OTHER}), frozenset({P.PROCEEDINGS}), RECORD, ALWAYS
    ),
    T.CRIMINAL_JUSTICE: Bounds(
        frozenset({R.COURT}), frozenset({P.CRIMINAL_JUSTICE}), RECORD, ALWAYS
    ),
}
