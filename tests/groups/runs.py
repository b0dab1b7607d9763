"""Runs of sources, made by hand: what the engine would leave behind."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

from clinic.core.ids import new_id
from clinic.groups.models import (
    ChangeKind,
    DirectorySource,
    ImportChange,
    ImportIssue,
    ImportRun,
    RunStatus,
    Severity,
)
from tests.make import NOON
from tests.tools.pages import Page

COUNTS = {"read": 212, "new": 3, "changed": 9, "missing": 2, "same": 197, "skipped": 1}


def make_source(session, name="AA Orange County", **facts):
    facts = {"fellowship": "AA", "timezone": "America/Los_Angeles", "created_at": NOON, **facts}
    source = DirectorySource(name=name, **facts)
    session.add(source)
    session.flush()
    return source


def make_run(session, source=None, *, at=NOON, **facts):
    source = source or make_source(session)
    facts = {"status": RunStatus.PREVIEWED, "counts": COUNTS, "sha256": "0" * 64, **facts}
    facts = {"origin": "list.csv", "format": "clinic_csv", **facts}
    run = ImportRun(source=source, at=at, **facts)
    if run.status is RunStatus.APPLIED:
        run.decided_at = run.decided_at or at + timedelta(minutes=5)
    session.add(run)
    session.flush()
    return run


def make_change(
    session, run, kind=ChangeKind.CHANGED, *, group=None, title="Tuesday Lamp", **facts
):
    facts = {"before": {"starts_at": "19:00"}, "after": {"starts_at": "18:30"}, **facts}
    position = facts.pop("position", 0)
    change = ImportChange(
        id=new_id(),
        run_id=run.id,
        kind=kind,
        position=position,
        title=title,
        group_id=group.id if group else uuid4(),
        meeting_id=group.meetings[0].id if group else uuid4(),
        **facts,
    )
    session.add(change)
    session.flush()
    return change


def make_issue(session, run, **facts):
    facts = {
        "row": 44,
        "field": "day",
        "severity": Severity.SKIPPED,
        "reason": "There is no such day.",
        "before": "Thurday",
        **facts,
    }
    issue = ImportIssue(run_id=run.id, **facts)
    session.add(issue)
    session.flush()
    return issue


NEW = {"source": "", "name": "AA North", "fellowship": "AA", "timezone": "America/Los_Angeles"}


def meetings(*names, **facts):
    return [
        {
            "slug": name.lower().replace(" ", "-"),
            "name": name,
            "day": 2,
            "time": "19:00",
            "location": "St. Mark's Hall",
            "address": f"{number} Elm Street",
            "city": "Portland",
            "state": "OR",
            "types": ["O"],
            **facts.get(name.split()[0].lower(), {}),
        }
        for number, name in enumerate(names, 10)
    ]


FOUR = ("Door Open", "Lamp Lit", "Owl Night", "Road Two")


def send(desk, content, name, data):
    form = Page(desk.get("/groups/imports/new").text)
    token = next(
        node.get("value") for node in form.all("input") if node.get("name") == "csrf_token"
    )
    files = {"file": (BytesIO(content), name)} if content is not None else {}
    sent = {"csrf_token": token, **data, **files}
    return desk.post("/groups/imports/new", data=sent, follow_redirects=True)
