"""Printing many plans together: how far it is, the next step, the file.

Nothing works in the background. The page that waits asks for one step after another; left and
opened again, it goes on where it was.
"""

from __future__ import annotations

import logging
import time
from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLINICAL
from clinic.audit.actions import record
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.pdf import RenderFailed
from clinic.core.words import gettext
from clinic.plans import actions, queries
from clinic.plans.document import PlanDocument
from clinic.plans.models import AftercarePlan, BatchKind, BatchWhat, PrintBatch
from clinic.plans.policy.batches import WHAT_WORDS, file_name
from clinic.plans.printing import PrintedPlan, as_one, as_zip, lay_out_all
from clinic.plans.views.blueprint import bp
from clinic.plans.views.said import said_now

#: After so long a step begins no further plans, and answers.
STEP_SECONDS = 1.0
TYPES = {BatchKind.PDF: "application/pdf", BatchKind.ZIP: "application/zip"}
log = logging.getLogger(__name__)


@bp.get("/plans/batches/<uuid:batch_id>")
@allow(*CLINICAL)
def batch(batch_id: UUID) -> ResponseReturnValue:
    """Show how far a batch is, and what is in it."""
    found = _batch(batch_id)
    pile = queries.pile(found, viewer=current_user)
    shown = {"client_ids": [str(piece.client.id) for piece in pile.pieces]}
    record("plans.batch_opened", found, by=current_user, at=now(), detail=shown)
    db.session.commit()
    return render_template("plans/batch.html", **_shown(found, pile, busy=False))


@bp.post("/plans/batches/<uuid:batch_id>/step")
@allow(*CLINICAL)
def batch_step(batch_id: UUID) -> ResponseReturnValue:
    """Lay the next few plans out, and show how far it is now."""
    found = _batch(batch_id)
    until, did = time.monotonic() + STEP_SECONDS, False
    while _lay_out_some(found):
        did = True
        if time.monotonic() > until:
            break
    if "HX-Request" not in request.headers:
        return _page(found)
    pile = queries.pile(found, viewer=current_user)
    return render_template("plans/batch_pile.html", **_shown(found, pile, busy=not did))


@bp.post("/plans/batches/<uuid:batch_id>/again")
@allow(*CLINICAL)
def batch_again(batch_id: UUID) -> ResponseReturnValue:
    """Have another try at what failed."""
    found = _batch(batch_id)
    actions.try_again(found)
    db.session.commit()
    return _page(found)


@bp.get("/plans/batches/<uuid:batch_id>/file")
@allow(*CLINICAL)
def batch_file(batch_id: UUID) -> ResponseReturnValue:
    """Send the plans that are ready, those whose clients are still in reach, as one file."""
    found, at = _batch(batch_id), now()
    pile = queries.pile(found, viewer=current_user)
    if pile.waiting or not pile.ready:
        return _page(found)
    try:
        file = _put_together(found, pile)
    except RenderFailed:
        flash(gettext("The plans could not be put together. Nothing was lost. Try again."))
        return _page(found)
    actions.note_fetched(found, pile.ready, by=current_user, at=at)
    db.session.commit()
    response = Response(file, mimetype=TYPES[found.kind])
    response.headers["Content-Disposition"] = f'attachment; filename="plans.{found.kind}"'
    return response


@bp.post("/plans/batches/<uuid:batch_id>/discard")
@allow(*CLINICAL)
def discard_batch(batch_id: UUID) -> ResponseReturnValue:
    """Throw a batch away."""
    actions.discard_batch(_batch(batch_id), by=current_user, at=now())
    db.session.commit()
    flash(gettext("The copies were deleted. The plans stay as they are."))
    return redirect(url_for("caseload.clients"), 303)


def _batch(batch_id: UUID) -> PrintBatch:
    return queries.batch(batch_id, viewer=current_user, at=now())


def _page(found: PrintBatch) -> ResponseReturnValue:
    return redirect(url_for(".batch", batch_id=found.id), 303)


def _shown(found: PrintBatch, pile: queries.Pile, *, busy: bool) -> dict[str, Any]:
    return {"batch": found, "pile": pile, "busy": busy, "what": WHAT_WORDS[found.what]}


def _lay_out_some(found: PrintBatch) -> bool:
    """Lay a few plans out at once, with no transaction open; say whether there were any."""
    at = now()
    items = actions.take_pieces(found, by=current_user, at=at)
    documents = {item.id: _words(item.plan) for item in items if _has_no_page(found, item.plan)}
    for item in items:
        if item.id not in documents:
            actions.keep_piece(item.id, None)
    db.session.commit()
    readable = {key: each for key, each in documents.items() if isinstance(each, PlanDocument)}
    printed = lay_out_all(list(readable.values()), found.what)
    for key, result in (documents | dict(zip(readable, printed, strict=True))).items():
        if isinstance(result, PrintedPlan):
            actions.keep_piece(key, result.pdf, draft=readable[key].draft)
        else:
            actions.note_failure(key, str(result))
    db.session.commit()
    return bool(items)


def _has_no_page(found: PrintBatch, plan: AftercarePlan) -> bool:
    """Say whether a page must be made: a draft may have been signed since it was chosen."""
    return found.what is not BatchWhat.PLAN or not plan.is_final


def _words(plan: AftercarePlan) -> PlanDocument | RenderFailed:
    """Return the words that were signed, or those of the draft; a refusal if they are damaged."""
    try:
        if plan.frozen is not None:
            return PlanDocument.from_json(plan.frozen)
        return said_now(plan)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        log.error("a plan of a batch cannot be read: %s", type(error).__name__)
        return RenderFailed(gettext("What this plan holds cannot be read."))


def _put_together(found: PrintBatch, pile: queries.Pile) -> bytes:
    """Return the file; one stored page after another is read, no two at once for a ZIP."""
    if found.kind is BatchKind.PDF:
        pdfs = [queries.pdf_of(piece) for piece in pile.ready]
        db.session.commit()
        return as_one(pdfs, front=found.front)
    return as_zip(
        (
            file_name(piece.client.number, piece.version, found.what, draft=piece.draft),
            queries.pdf_of(piece),
        )
        for piece in pile.ready
    )
