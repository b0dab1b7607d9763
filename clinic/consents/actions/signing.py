"""Signing a consent.

Two steps, because its page takes a second to print and no transaction may be open that long:
:func:`prepare` checks everything and composes the words; the page is printed; :func:`sign` keeps
both, if nothing changed in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.consents import policy
from clinic.consents.actions.drafts import refuse_signed
from clinic.consents.document import ConsentDocument, House, compose
from clinic.consents.models import Consent, ConsentPaper, Signer, Signing
from clinic.core.clock import local_date
from clinic.core.db import db
from clinic.core.errors import RuleBroken, Stale
from clinic.core.words import gettext


@dataclass(frozen=True)
class Signature:
    """Who signed, how, and on which day; a representative says what gives them the right."""

    signing: Signing
    signer: Signer
    signature: str
    signed_on: date | None
    relationship_to_client: str = ""
    legal_basis: str = ""


def prepare(
    consent: Consent, signature: Signature, *, house: House, at: datetime
) -> ConsentDocument:
    """Compose the page as it will be signed, and leave the draft as it is.

    Raises :class:`clinic.consents.policy.Incomplete` naming every element that is missing.
    """
    refuse_signed(consent)
    with db.session.no_autoflush:
        before = _put(consent, signature)
        try:
            _refuse_unfit(consent, at)
            return compose(consent, house)
        finally:
            _restore(consent, before)


def sign(
    consent: Consent,
    signature: Signature,
    *,
    pdf: bytes,
    pages: int,
    expected_revision: int,
    by: User,
    at: datetime,
) -> Consent:
    """Keep what was signed, with its page. Asked again, as by a double press, change nothing.

    Raises :class:`Stale` when the draft was changed while its page was being printed.
    """
    if consent.signed_at is not None:
        return consent
    if consent.revision != expected_revision:
        raise Stale(gettext("Somebody changed this consent. Read it again before it is signed."))
    with db.session.no_autoflush:
        _put(consent, signature)
        _refuse_unfit(consent, at)
    consent.signed_at, consent.signed_by_id = at, by.id
    digest = sha256(pdf).hexdigest()
    paper = ConsentPaper(consent_id=consent.id, pdf=pdf, sha256=digest, pages=pages, made_at=at)
    db.session.add(paper)
    detail = {"sha256": digest, "type": consent.type.value, "how": signature.signing.value}
    record("consent.signed", consent, by=by, at=at, client_id=consent.client_id, detail=detail)
    return consent


def _put(consent: Consent, signature: Signature) -> dict[str, object]:
    """Write a signature on a draft; return what stood there."""
    stands_in = signature.signer is Signer.REPRESENTATIVE
    facts: dict[str, object] = {
        "signing": signature.signing,
        "signer": signature.signer,
        "signature": signature.signature.strip(),
        "signed_on": signature.signed_on,
        "relationship_to_client": signature.relationship_to_client.strip() if stands_in else "",
        "legal_basis": signature.legal_basis.strip() if stands_in else "",
    }
    before = {name: getattr(consent, name) for name in facts}
    _restore(consent, facts)
    return before


def _restore(consent: Consent, facts: dict[str, object]) -> None:
    for name, value in facts.items():
        setattr(consent, name, value)


def _refuse_unfit(consent: Consent, at: datetime) -> None:
    """Refuse a signature that lacks something, comes from the future or is over already."""
    policy.refuse_incomplete(consent, signed=True)
    if consent.signed_on and consent.signed_on > local_date(at, consent.timezone):
        raise RuleBroken(gettext("That day has not come yet."), field="signed_on")
    if policy.has_ended(consent, at):
        raise RuleBroken(gettext("This consent would be over already. Change when it ends."))
