"""Bringing in a file, and what was brought in so far."""

from __future__ import annotations

from uuid import UUID

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.inputs import takes_files
from clinic.core.lists import number_asked, pager, text_asked
from clinic.groups import queries
from clinic.groups.actions import imports as importing
from clinic.groups.actions.sources import add_source
from clinic.groups.feeds import clinic_csv
from clinic.groups.feeds.reading import Refused
from clinic.groups.forms import ImportForm
from clinic.groups.models import DirectorySource, ImportRun, RunStatus
from clinic.groups.policy import READERS, RETIRERS
from clinic.groups.policy.runs import file_name
from clinic.groups.views.blueprint import bp

#: The largest file that may be sent, in MB.
MOST = 25


@bp.get("/groups/imports")
@allow(*READERS)
def imports() -> ResponseReturnValue:
    """List what was read so far, newest first."""
    text, asked = text_asked(), request.args.get("status", "")
    status = RunStatus(asked) if asked in set(RunStatus) else None
    page = queries.runs(status=status, text=text, number=number_asked())
    leaves = pager(page, ".imports", q=text, status=status)
    shown = {"runs": page.rows, "page": leaves, "q": text, "status": status}
    return render_template("groups/imports.html", **shown)


@bp.route("/groups/imports/new", methods=["GET", "POST"])
@allow(*RETIRERS)
@takes_files(MOST)
def new_import() -> ResponseReturnValue:
    """Choose a file or a feed; the next page shows what it would change."""
    known = queries.all_sources()
    form = ImportForm(
        source=request.args.get("source", ""), timezone=current_app.config["TIMEZONE"]
    )
    form.offer(known)
    made: list[ImportRun] = []
    if form.done(lambda: made.append(_previewed(form))):
        db.session.commit()
        return redirect(url_for(".run", run_id=made[0].id), 303)
    feeds = [one for one in known if one.url]
    return render_template("groups/new_import.html", form=form, feeds=feeds, most=MOST)


@bp.get("/groups/imports/template.csv")
@allow(*READERS)
def template() -> ResponseReturnValue:
    """Send an empty list with the columns of our own format, and two rows that show how."""
    headers = {"Content-Disposition": "attachment; filename=groups.csv"}
    return Response(clinic_csv.template(), mimetype="text/csv", headers=headers)


def _previewed(form: ImportForm) -> ImportRun:
    """Read the file; what cannot be taken as a whole is said beside the field."""
    try:
        return importing.preview(
            form.file.data.read(),
            source=_source(form),
            origin=file_name(form.file.data.filename or ""),
            format=form.format.data,
            by=current_user,
            at=now(),
        )
    except Refused as refusal:
        raise RuleBroken(str(refusal), field="file") from refusal


def _source(form: ImportForm) -> DirectorySource:
    if form.source.data:
        return queries.source(UUID(form.source.data))
    facts = {name: form[name].data for name in ("name", "fellowship", "timezone")}
    return add_source(**facts, by=current_user, at=now())
