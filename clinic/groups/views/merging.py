"""Two entries of one group made one: find the other, look at both, confirm; undo within a day."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken, Stale
from clinic.core.words import gettext as _
from clinic.groups import actions, queries
from clinic.groups.forms import MergeForm
from clinic.groups.models import GroupMerge, PeerGroup
from clinic.groups.policy import RETIRERS
from clinic.groups.views.blueprint import bp
from clinic.groups.views.finding import local_today

_LONGEST = 100


@bp.get("/groups/<uuid:group_id>/merge")
@allow(*RETIRERS)
def find_same(group_id: UUID) -> ResponseReturnValue:
    """Show which entries may be the same group as this one."""
    group = queries.get(group_id)
    text = request.args.get("q", "").strip()[:_LONGEST]
    likely = queries.likely_same(group)
    shown = {"likely": likely, "text": text, "named": queries.named(group, text)}
    return render_template("groups/find_same.html", group=group, **shown)


@bp.route("/groups/<uuid:group_id>/merge/<uuid:other_id>", methods=["GET", "POST"])
@allow(*RETIRERS)
def merge(group_id: UUID, other_id: UUID) -> ResponseReturnValue:
    """Show two entries side by side and what will move, and make them one."""
    pair = (queries.get(group_id), queries.get(other_id))
    both = SimpleNamespace(revision=f"{pair[0].revision}-{pair[1].revision}")
    form = MergeForm(revision=both.revision, keep=str(_fuller(*pair).id))
    form.offer(*pair)
    if form.submitted():
        try:
            form.check_unchanged(both)
            return _merged(*pair, form.keep.data)
        except RuleBroken as refusal:
            form.refuse(refusal)
            status = 409 if isinstance(refusal, Stale) else 200
            return _page(pair, form), status
    return _page(pair, form)


@bp.post("/groups/<uuid:group_id>/unmerge")
@allow(*RETIRERS)
def unmerge(group_id: UUID) -> ResponseReturnValue:
    """Take two merged groups apart again."""
    gone = queries.get(group_id)
    done = queries.last_merge(gone.id)
    try:
        if done is None:
            raise RuleBroken(_("This group was not merged."))
        actions.unmerge(done, gone, by=current_user, at=now())
    except RuleBroken as refusal:
        flash(str(refusal), "warning")
    db.session.commit()
    return redirect(url_for(".show", group_id=gone.id), 303)


def undoable(group: PeerGroup, at: datetime) -> GroupMerge | None:
    """Return the merge that took this group away, while it can be undone."""
    if group.merged_into_id is None:
        return None
    done = queries.last_merge(group.id)
    return done if done and at - done.at <= actions.UNDO_WITHIN else None


def _fuller(one: PeerGroup, other: PeerGroup) -> PeerGroup:
    """Return the entry to keep unless somebody chooses: one a list feeds, or the fuller."""
    return max(one, other, key=lambda group: (group.source_id is not None, len(group.meetings)))


def _merged(one: PeerGroup, other: PeerGroup, keep: str) -> ResponseReturnValue:
    kept, gone = (one, other) if str(one.id) == keep else (other, one)
    actions.merge(gone, kept, by=current_user, at=now())
    db.session.commit()
    back = url_for(".unmerge", group_id=gone.id)
    flash(_("%(gone)s is now part of %(kept)s.", gone=gone.name, kept=kept.name), f"undo {back}")
    return redirect(url_for(".show", group_id=kept.id), 303)


def _page(pair: tuple[PeerGroup, PeerGroup], form: MergeForm) -> str:
    slots = [
        {(m.weekday, m.starts_at) for m in queries.meetings_of(g) if m.starts_at} for g in pair
    ]
    shown: dict[str, Any] = {
        "meetings": [queries.meetings_of(group) for group in pair],
        "use": queries.use_of(group.id for group in pair),
        "twice": slots[0] & slots[1],
        "nobody": queries.NOBODY,
        "today": local_today(now()),
        "stale_days": current_app.config["STALE_GROUP_DAYS"],
    }
    return render_template("groups/merge.html", pair=pair, form=form, **shown)
