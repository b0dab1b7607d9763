"""The command for cron: one line a source, the worst outcome as its exit status."""

import json

import pytest
import sqlalchemy as sa

from clinic.core.db import db
from clinic.groups import actions
from clinic.groups.commands import refreshing as command
from clinic.groups.feeds import refreshing
from clinic.groups.feeds.reading import Refused
from clinic.groups.feeds.refreshing import Result
from clinic.groups.models import GroupMeeting
from tests.make import NOON
from tests.tools.feed_server import FEED, answer


@pytest.fixture
def typed(app, session, monkeypatch, reach):
    """Type the refresh command."""
    monkeypatch.setattr(command, "reach_of", lambda _config: reach)
    return lambda *more: app.test_cli_runner().invoke(args=["groups", "refresh", *more])


@pytest.fixture
def three(feed_source, server):
    """Three sources that are due, the second of them broken."""
    for number in (1, 2, 3):
        server.plan[f"/{number}.json"] = answer(body=FEED)
        feed_source(f"Source {number}", f"/{number}.json?key=s3cret")
    server.plan["/2.json"] = answer("404 Not Found")


def test_one_failure_never_stops_the_others(three, typed):
    done = typed()

    lines = done.output.splitlines()
    assert done.exit_code == 2
    assert [line.split(".")[0] for line in lines] == [
        "Source 1: applied",
        "Source 2: failed",
        "Source 3: applied",
    ]
    assert "1 read, 1 new" in lines[0]
    assert "There is nothing at 127.0.0.1" in lines[1]
    assert "s3cret" not in done.output
    assert "No source is due." in typed().output


def test_a_fault_of_our_own_never_stops_the_others(three, typed, monkeypatch, caplog):
    real = refreshing.fetch

    def fetch(url, **more):
        if "/2." in url:
            raise KeyError("s3cret")
        return real(url, **more)

    monkeypatch.setattr(refreshing, "fetch", fetch)

    done = typed()

    assert done.exit_code == 2
    assert done.output.count(": applied") == 2
    assert "Source 2: failed. Something went wrong on our side (KeyError)." in done.output
    assert "refresh: KeyError at" in caplog.text
    assert "s3cret" not in done.output + caplog.text


def test_the_outcome_is_one_object(three, typed):
    done = typed("--json")

    said = json.loads(done.output)
    assert (done.exit_code, said["exit"]) == (2, 2)
    assert [one["status"] for one in said["sources"]] == ["applied", "failed", "applied"]
    assert said["sources"][0]["new"] == 1


def test_a_source_that_is_not_due_is_refreshed_when_it_is_asked_for(feed_source, typed, server):
    server.plan[""] = answer(body=FEED)
    feed_source(refresh_hours=0)

    assert typed().output.strip() == "No source is due."
    assert typed("--source", "portland").exit_code == 0
    assert db.session.scalars(sa.select(GroupMeeting.uid_key)).all() == ["lamp"]
    assert typed("--source", "Salem").exit_code == 2


def test_a_source_without_an_address_cannot_be_fetched(session, typed):
    actions.add_source(name="By hand", by=None, at=NOON)
    session.commit()

    done = typed("--source", "By hand")

    assert done.exit_code == 2
    assert "By hand: refused. It has no address" in done.output


@pytest.mark.parametrize(
    ("results", "status"),
    [
        (["applied", "unchanged", "skipped"], 0),
        (["applied", "held"], 3),
        (["held", "failed"], 2),
        (["refused", "held"], 2),
    ],
)
def test_the_worst_outcome_is_the_exit_status(feed_source, typed, monkeypatch, results, status):
    waiting = list(results)
    for number, _result in enumerate(results):
        feed_source(f"Source {number}")

    def refresh(source, **_more):
        return refreshing.Outcome(source.name, Result(waiting.pop()), "Because.")

    monkeypatch.setattr(refreshing, "refresh", refresh)

    assert typed().exit_code == status


def test_a_line_is_one_line(session, typed, monkeypatch, feed_source):
    source = feed_source()
    source.name = "Port\nland\x1b[31m"
    session.commit()

    def refuse(*_args, **_more):
        raise Refused("No.")

    monkeypatch.setattr(refreshing, "fetch", refuse)

    assert typed().output == "Port land [31m: refused. No.\n"
