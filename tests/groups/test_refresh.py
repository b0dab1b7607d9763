"""Refreshing sources: each for itself, nothing lost on any failure, never two at once."""

import json
import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from clinic.core.db import db
from clinic.groups import actions, queries
from clinic.groups.feeds import refreshing
from clinic.groups.feeds.fetching import Fetched
from clinic.groups.feeds.refreshing import Result
from clinic.groups.models import DirectorySource, GroupMeeting
from tests.make import NOON
from tests.tools.feed_server import FEED, answer

LAMP = {"slug": "lamp", "name": "Lamp", "day": 2, "time": "19:00"}
NEWER = json.dumps([LAMP, {**LAMP, "slug": "table", "name": "Table"}]).encode()
LATER = NOON + timedelta(days=1)
APPLIED = {"status": "applied", "reason": ""}


@pytest.fixture
def refresh(reach):
    """Refresh a source at a moment."""

    def refresh(source, at=NOON, **more):
        return refreshing.refresh(source, reach=reach, clock=lambda: at, **more)

    return refresh


def state(source):
    asked = sa.select(DirectorySource).where(DirectorySource.id == source.id)
    found = db.session.scalars(asked.execution_options(populate_existing=True)).one()
    return (found.tried_at, found.succeeded_at, found.error, found.etag, bool(found.sha256))


def meetings():
    found = set(db.session.scalars(sa.select(GroupMeeting.uid_key)))
    db.session.rollback()
    return found


def test_a_feed_comes_into_the_directory(feed_source, refresh, server):
    server.plan[""] = answer(body=FEED, etag='"v1"')
    source = feed_source()

    done = refresh(source)

    assert (done.result, done.counts["new"], done.reason) == (Result.APPLIED, 1, "")
    assert meetings() == {"lamp"}
    assert state(source) == (NOON, NOON, "", '"v1"', True)


@pytest.mark.parametrize("marked", [True, False])
def test_a_feed_that_says_the_same_is_a_success_and_no_import(feed_source, refresh, server, marked):
    def plan(_connection, request):
        if marked and 'If-None-Match: "v1"' in request:
            return answer("304 Not Modified")
        return answer(body=FEED, etag='"v1"')

    server.plan[""] = plan
    source = feed_source()
    refresh(source)

    done = refresh(source, LATER, take=None)

    assert (done.result, done.counts) == (Result.UNCHANGED, {})
    assert state(source) == (LATER, LATER, "", '"v1"', True)
    assert db.session.scalars(sa.select(GroupMeeting.seen_at)).one() == LATER


BROKEN = {
    "gone": answer("404 Not Found"),
    "down": answer("500 Internal Server Error"),
    "shut": answer("403 Forbidden", content_type="text/html"),
    "a page": answer(body=b"<html>captive portal</html>"),
    "unchanged since never": None,
    "cut off": answer(body=FEED, content_length=900),
    "cut off as JSON": answer(body=FEED[:-4]),
    "no meetings": answer(body=b"[]"),
    "redirected": answer("302 Found", location="http://127.0.0.1:5432/"),
    "garbage": b"\x00\xff\x00",
}


@pytest.mark.parametrize("plan", BROKEN.values(), ids=BROKEN.keys())
def test_the_last_good_data_stays_whatever_comes(feed_source, refresh, server, plan):
    server.plan[""] = answer(body=FEED, etag='"v1"')
    source = feed_source()
    refresh(source)
    before = state(source)
    server.plan[""] = plan or answer("304 Not Modified")
    if plan is None:
        source.etag = ""
        db.session.commit()

    done = refresh(source, LATER)

    assert done.result in (Result.FAILED, Result.REFUSED, Result.HELD)
    assert "s3cret" not in done.reason
    assert meetings() == {"lamp"}
    after = state(source)
    assert after[:3] == (LATER, NOON, done.reason)
    assert after[4] == before[4]
    server.plan[""] = answer(body=NEWER)
    assert refresh(source, LATER).result is Result.APPLIED
    assert meetings() == {"lamp", "table"}


def test_a_held_feed_is_read_whole_the_next_time(feed_source, refresh, server):
    server.plan[""] = answer(body=FEED, etag='"v2"')
    source = feed_source()
    held = {"status": "held", "reason": "40 of 100 meetings are gone.", "missing": 40}

    done = refresh(source, take=lambda *_args, **_more: held)

    assert (done.result, done.reason) == (Result.HELD, held["reason"])
    assert done.counts == {"missing": 40}
    assert state(source) == (NOON, None, held["reason"], "", False)
    refresh(source, LATER)
    assert "If-None-Match" not in server.asked[-1]


def test_the_importer_is_told_where_a_feed_came_from_but_not_its_key(feed_source, refresh, server):
    server.plan[""] = answer(body=FEED)
    told = {}

    def take(content, source, **more):
        told.update(more, content=content, name=source.name)
        return APPLIED

    refresh(feed_source(), take=take)

    origin = f"127.0.0.1:{server.port}/feed.json"
    assert told == {"content": FEED, "name": "Portland", "origin": origin, "by": None, "at": NOON}


def test_nothing_is_kept_of_an_import_that_fails_in_the_middle(feed_source, refresh, server):
    server.plan[""] = answer(body=FEED)
    source = feed_source()

    def take(*args, **more):
        refreshing.imported(*args, **more)
        raise KeyError("s3cret")

    with pytest.raises(KeyError):
        refresh(source, take=take)

    assert meetings() == set()
    assert state(source)[2] == "Something went wrong on our side (KeyError)."


def test_no_transaction_is_open_while_a_feed_is_fetched(feed_source, refresh, monkeypatch):
    seen = []

    def fetch(_url, **_more):
        seen.append((db.session().in_transaction(), db.engine.pool.checkedout()))
        return Fetched(FEED)

    monkeypatch.setattr(refreshing, "fetch", fetch)

    refresh(feed_source())

    assert seen == [(False, 0)]


def test_a_source_that_is_changed_while_it_is_fetched_is_read_the_next_time(
    feed_source, refresh, server, app, reach
):
    source = feed_source()
    key = source.id

    def plan(_connection, _request):
        with app.app_context():
            changed = queries.source(key)
            actions.change_source(changed, by=None, at=NOON, reach=reach, timezone="UTC")
            db.session.commit()
        return answer(body=FEED)

    server.plan[""] = plan

    assert refresh(source).result is Result.SKIPPED
    assert meetings() == set()
    assert state(source)[0] is None


def test_of_two_refreshes_at_once_one_is_skipped(feed_source, refresh, server, app):
    fetching, over = threading.Event(), threading.Event()

    def plan(_connection, _request):
        fetching.set()
        over.wait(10)
        return answer(body=FEED)

    server.plan[""] = plan
    source = feed_source()
    key, first = source.id, []

    def work():
        with app.app_context():
            first.append(refresh(queries.source(key)).result)

    worker = threading.Thread(target=work)
    worker.start()
    assert fetching.wait(10)
    second = refresh(source, NOON + timedelta(seconds=3))
    over.set()
    worker.join(10)

    assert (first, second.result) == ([Result.APPLIED], Result.SKIPPED)
    assert (second.reason, len(server.asked)) == ("Another refresh is at work on it.", 1)


def test_only_one_of_many_takes_hold_of_a_source(feed_source, app, server, refresh):
    source = feed_source()
    key, claims = source.id, []
    start = threading.Barrier(4)

    def claim():
        with app.app_context():
            start.wait(10)
            claims.append(refreshing._claimed(key, at=NOON, due_only=True))
            db.session.commit()

    workers = [threading.Thread(target=claim) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(20)

    assert sorted(type(one).__name__ for one in claims) == ["Outcome"] * 3 + ["_Claim"]


def test_what_another_has_just_tried_is_not_tried_again(feed_source, refresh, server):
    source = feed_source()
    refresh(source)

    done = refresh(source, NOON + timedelta(minutes=1), due_only=True)

    assert (done.result, done.reason) == (Result.SKIPPED, "Another refresh has just tried it.")
    assert len(server.asked) == 1


def test_a_killed_refresh_is_begun_again(feed_source, refresh, server):
    server.plan[""] = answer(body=FEED)
    source = feed_source()
    source.tried_at = NOON
    db.session.commit()

    assert refresh(source, NOON + timedelta(minutes=5)).result is Result.SKIPPED
    assert refresh(source, NOON + timedelta(minutes=20)).result is Result.APPLIED
