"""What it takes to sign a plan: by whom, how, and what must be said when somebody does not."""

from __future__ import annotations

from dataclasses import dataclass

from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.plans.models import PlanSigner, SignedHow, WhyNot


@dataclass(frozen=True)
class SignOff:
    """What is recorded when a plan is signed off, as it was filled in.

    ``way``, ``name``, ``why_not`` and ``reason`` are the client's: a name that is typed, or why
    there is none. ``representative`` signs beside the client where the law wants it, with the
    ``relation`` and ``legal_basis`` that let them. ``own_name`` is the counselor's,
    typed again as a signature.
    """

    way: SignedHow
    own_name: str
    name: str = ""
    why_not: WhyNot | None = None
    reason: str = ""
    representative: str = ""
    relation: str = ""
    legal_basis: str = ""


@dataclass(frozen=True)
class Part:
    """One signature: in what part, how, by whom."""

    part: PlanSigner
    way: SignedHow
    name: str
    why_not: WhyNot | None = None
    reason: str = ""
    relation: str = ""
    legal_basis: str = ""


def parts(signed: SignOff, *, client: str, counselor: str) -> list[Part]:
    """Return the signatures there are; both names are those on record.

    Raises :class:`RuleBroken`, naming the field, when one is missing or not explained.
    """
    _refuse_unsaid(signed)
    refuse_other_name(signed.own_name, counselor, field="own_name")
    found = [_client(signed, client)]
    if signed.representative:
        found.append(
            Part(
                PlanSigner.REPRESENTATIVE,
                SignedHow.PAPER if signed.way is SignedHow.PAPER else SignedHow.TYPED,
                signed.representative,
                relation=signed.relation,
                legal_basis=signed.legal_basis,
            )
        )
    return [*found, Part(PlanSigner.COUNSELOR, SignedHow.TYPED, counselor)]


def refuse_other_name(typed: str, name: str, *, field: str) -> None:
    """Raise unless somebody typed their own name, as it stands in their account."""
    if _plain(typed) != _plain(name):
        words = gettext("Type your own name to sign: %(name)s.", name=name)
        raise RuleBroken(words, field=field)


def _client(signed: SignOff, name: str) -> Part:
    if signed.way is SignedHow.NOT:
        return Part(PlanSigner.CLIENT, signed.way, name, signed.why_not, signed.reason)
    typed = signed.name if signed.way is SignedHow.TYPED else name
    return Part(PlanSigner.CLIENT, signed.way, typed)


def _refuse_unsaid(signed: SignOff) -> None:
    if signed.way is SignedHow.TYPED and not signed.name:
        raise RuleBroken(gettext("The client types the name here."), field="name")
    if signed.way is SignedHow.NOT and signed.why_not is None:
        raise RuleBroken(gettext("Choose why there is no signature."), field="why_not")
    if signed.way is SignedHow.NOT and signed.why_not is WhyNot.OTHER and not signed.reason:
        raise RuleBroken(gettext("Say why there is no signature."), field="reason")
    for field in ("representative", "relation", "legal_basis"):
        given = (signed.representative, signed.relation, signed.legal_basis)
        if any(given) and not getattr(signed, field):
            words = gettext("A representative needs a name, a relation and a legal basis.")
            raise RuleBroken(words, field=field)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
