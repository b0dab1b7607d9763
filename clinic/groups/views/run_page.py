"""What the page of one run shows."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from clinic.core.clock import now
from clinic.core.lists import Page, number_asked, pager, text_asked
from clinic.core.words import ngettext
from clinic.groups import queries
from clinic.groups.forms import AcceptForm, AgainForm
from clinic.groups.models import ImportRun, RunStatus
from clinic.groups.policy import runs
from clinic.groups.views.finding import local_today

#: What is opened when nobody says which part: the first that holds something.
_FIRST = ("changed", "gone", "new", "problems")


def tab_asked() -> str:
    """Return the part of the page that is asked for, or nothing."""
    asked = request.values.get("tab", "")
    return asked if asked in runs.TABS else ""


def left_out(found: ImportRun) -> int:
    """Return how many changes of a run are left as they are."""
    return len(queries.chosen(found.id).left_out)


def show(found: ImportRun, **forms: Any) -> ResponseReturnValue:
    """Show a run with one of its parts open; ``forms`` are those that were refused."""
    counts = queries.counts_by_tab(found.id)
    tab = tab_asked() or next((tab for tab in _FIRST if counts[tab]), "changed")
    page, known = _part(found, tab)
    return render_template(
        "groups/run.html",
        run=found,
        rows=page.rows,
        page=pager(page, ".run", run_id=found.id, tab=tab, q=text_asked()),
        number=page.number,
        tab=tab,
        q=text_asked(),
        counts=counts,
        left_out=left_out(found),
        result=_result(found),
        overtaken=runs.is_open(found) and queries.overtaken(found),
        words=runs,
        at=now(),
        **known,
        **{"accept": AcceptForm(), "again": AgainForm(format=found.format), **forms},
    )


def _part(found: ImportRun, tab: str) -> tuple[Page[Any], dict[str, Any]]:
    """Return a page of one part, who uses the groups on it, and what they are now."""
    asked: dict[str, Any] = {"text": text_asked(), "number": number_asked()}
    if tab == "problems":
        return queries.run_issues(found.id, **asked), {"uses": {}, "subjects": {}}
    page = queries.run_changes(found.id, tab, **asked)
    keys = {change.group_id for change in page.rows if change.group_id}
    return page, {"uses": queries.use_of(keys), "subjects": queries.subjects(page.rows)}


def _result(found: ImportRun) -> str:
    """Return what came of an applied run: how many groups changed, how many have to be told."""
    if found.status is not RunStatus.APPLIED:
        return ""
    groups = queries.groups_changed(found.id)
    said = runs.applied_words(len(groups))
    tell = queries.concerned_by(groups, today=local_today(now())).counselors
    if not tell:
        return said
    have = ngettext(
        "%(num)s counselor has people to tell.", "%(num)s counselors have people to tell.", tell
    )
    return f"{said} {have}"
