"""Signing a plan off, and writing the next version.

Two steps, because a page takes a second to print and no transaction may be open that long:
:func:`prepare` composes the words; the page is printed; :func:`finalize` keeps both, if nothing
changed in between.

What a version freezes, all of it here: the document with its signatures, the bytes of its page
with their sum, who signed it off and when, its language and size, and the signatures as rows,
each bound to the sum of the document.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime
from hashlib import sha256

from clinic.accounts.models import User
from clinic.core.db import db
from clinic.core.errors import RuleBroken, Stale
from clinic.core.words import gettext, speaking
from clinic.plans import policy, queries
from clinic.plans.actions.carrying import carry_all
from clinic.plans.actions.drafts import changed, refuse_final, start
from clinic.plans.document import (
    ClinicFacts,
    PlanDocument,
    compose,
    digest,
    reading,
    signatures,
)
from clinic.plans.models import (
    AftercarePlan,
    PlanPaper,
    PlanSignature,
    PlanStatus,
    PrintSize,
)


def accept(plan: AftercarePlan, key: str, *, desk: policy.Desk, by: User, at: datetime) -> None:
    """Let something that was found stand, in one press, and keep who said so."""
    refuse_final(plan)
    found = {f.key: f.words for f in policy.check(plan, desk) if not f.must_fix}
    if key not in found:
        raise RuleBroken(gettext("That is no longer there to look at."))
    stood = {"words": found[key], "by": by.name, "at": at.isoformat()}
    plan.accepted = {**plan.accepted, key: stood}
    changed(plan, "finding_accepted", by=by, at=at, finding=key)


def look_again(plan: AftercarePlan, key: str, *, by: User, at: datetime) -> None:
    """Take such a press back."""
    refuse_final(plan)
    if key in plan.accepted:
        plan.accepted = {k: v for k, v in plan.accepted.items() if k != key}
        changed(plan, "finding_reopened", by=by, at=at, finding=key)


def prepare(
    plan: AftercarePlan,
    signed: policy.SignOff,
    *,
    desk: policy.Desk,
    clinic: ClinicFacts,
    by: User,
    at: datetime,
) -> PlanDocument:
    """Compose the words as they will be signed, or say what still stands in the way."""
    refuse_final(plan)
    _refuse_unready(plan, desk)
    words = compose(
        plan,
        clinic=clinic,
        at=at,
        today=desk.today,
        rules=desk.rules,
        final=True,
        beside=queries.beside(plan, at=at),
    )
    policy.refuse_unapproved(plan, desk.rules, reading(words))
    with speaking(words.language):
        under = signatures(_parts(plan, signed, by), desk.today)
    return replace(words, signatures=under)


def finalize(
    plan: AftercarePlan,
    signed: policy.SignOff,
    *,
    document: PlanDocument,
    pdf: bytes,
    pages: int,
    expected_revision: int,
    by: User,
    at: datetime,
) -> AftercarePlan:
    """Freeze words, signatures and printed page. Asked again, as by a double press, do nothing.

    Raises :class:`Stale` when the plan was changed while its page was being printed.
    """
    if plan.is_final:
        return plan
    if plan.revision != expected_revision:
        raise Stale(gettext("Somebody changed this plan while it was printing."))
    _keep_signatures(plan, signed, document, by=by, at=at)
    _keep_paper(plan, document, pdf, pages, at=at)
    plan.frozen, plan.taught_back = document.as_json(), policy.was_told(plan, queries.rules())
    plan.status, plan.finalized_at, plan.finalized_by = PlanStatus.FINAL, at, by
    stood = {"accepted": sorted(plan.accepted), "version": plan.version, "way": signed.way.value}
    stood |= {"language": document.language, "size": document.size}
    changed(plan, "finalized", by=by, at=at, sha256=sha256(pdf).hexdigest(), pages=pages, **stood)
    return plan


def _keep_signatures(
    plan: AftercarePlan, signed: policy.SignOff, document: PlanDocument, *, by: User, at: datetime
) -> None:
    """Keep the signatures, each bound to the sum of these words, before the plan is sealed."""
    on, words = date.fromisoformat(document.printed_iso), digest(document.as_json())
    for part in _parts(plan, signed, by):
        row = PlanSignature(**asdict(part), words_sha256=words, on=on, at=at, by=by)
        plan.signatures.append(row)
    db.session.flush()


def _keep_paper(
    plan: AftercarePlan, document: PlanDocument, pdf: bytes, pages: int, *, at: datetime
) -> None:
    printed = {"language": document.language, "size": PrintSize(document.size)}
    page = {"pdf": pdf, "sha256": sha256(pdf).hexdigest(), "pages": pages, "made_at": at}
    db.session.add(PlanPaper(plan_id=plan.id, **page, **printed))


def _parts(plan: AftercarePlan, signed: policy.SignOff, by: User) -> list[policy.Part]:
    return policy.parts(signed, client=plan.episode.client.name, counselor=by.name)


def revise(plan: AftercarePlan, *, reason: str, by: User, at: datetime) -> AftercarePlan:
    """Begin the next version of a plan that was signed off, with everything it holds."""
    if not plan.is_final:
        raise RuleBroken(gettext("This plan is still a draft. Change it as it is."))
    if not reason.strip():
        raise RuleBroken(gettext("Say why the plan changes."), field="reason")
    draft = start(plan.episode, by=by, at=at)
    if draft.goals or draft.change_reason:
        raise RuleBroken(gettext("The next version was begun already."))
    draft.change_reason = reason.strip()
    carry_all(plan, draft)
    changed(draft, "revised", by=by, at=at, version=draft.version)
    return draft


def _refuse_unready(plan: AftercarePlan, desk: policy.Desk) -> None:
    found = policy.check(plan, desk)
    if fixes := policy.to_fix(found):
        raise RuleBroken(gettext("Fix this first: %(what)s.", what=fixes[0].words))
    if left := policy.to_look_at(plan, found):
        raise RuleBroken(gettext("Look at this first: %(what)s.", what=left[0].words))
    if untold := policy.untold(plan, desk.rules):
        words = gettext("Ask to hear this first. %(what)s.", what=next(iter(untold.values())))
        raise RuleBroken(words)
