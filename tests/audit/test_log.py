"""Reading the log: who may read which part of it, and finding one's way in it."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from clinic.audit.actions import record
from clinic.audit.models import AuditEvent
from tests.make import NOON


@pytest.fixture
def log(session, make, counselor, stranger, admin, episode):
    """Ada opened her client, Sam his, Uma disabled Sam."""
    other = make.client("Kai", "Moor", counselor=stranger)
    mine = episode.client
    record("client.opened", mine, by=counselor, at=NOON, client_id=mine.id)
    record("client.opened", other, by=stranger, at=NOON, client_id=other.id)
    record("caseload.today", "Today", by=counselor, at=NOON)
    record("accounts.disabled", stranger, by=admin, at=NOON)
    record("plan.sealed_twice", "Plan", by=counselor, at=NOON - timedelta(days=2))
    session.commit()
    return mine, other


def rows(page):
    cells = re.findall(r"<tr>(.*?)</tr>", page.text.split("<tbody>")[-1], re.S)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip() for cell in cells]


def told(page):
    return "\n".join(rows(page))


def test_an_auditor_reads_everything_in_words(browser, session, auditor, log):
    session.commit()
    mine, other = log

    text = told(browser.sign_in(auditor).get("/audit"))

    assert f"Ada Rowe Opened the client page {mine.number}" in text
    assert f"Sam Hale Opened the client page {other.number}" in text
    assert "Uma Dahl Disabled an account: Sam Hale" in text
    assert "Plan: sealed twice" in text
    assert "Mar 2, 2026, 12:00 pm" in text


def test_a_supervisor_reads_about_their_clients_and_staff(browser, session, supervisor, log):
    session.commit()
    mine, other = log

    text = told(browser.sign_in(supervisor).get("/audit"))

    assert str(mine.number) in text
    assert "Ada Rowe Opened Today" in text
    assert "Uma Dahl Disabled an account" in text
    assert str(other.number) not in text


def test_an_admin_reads_about_accounts_only(browser, session, admin, log):
    session.commit()

    text = told(browser.sign_in(admin).get("/audit"))

    assert "Disabled an account" in text
    assert "Signed in, from 127.0.0.1" in text
    assert "Opened" not in text
    assert "Ada Rowe" not in text


@pytest.mark.parametrize("who", ["counselor", "intake"])
def test_nobody_else_reads_the_log(browser, session, request, who):
    user = request.getfixturevalue(who)
    session.commit()

    assert browser.sign_in(user).get("/audit").status_code == 403


def test_the_log_narrows_by_client_person_kind_and_day(browser, session, auditor, log):
    session.commit()
    mine, _other = log
    browser.sign_in(auditor)

    assert len(rows(browser.get(f"/audit?client={mine.number}"))) == 1
    assert len(rows(browser.get("/audit?person=sam"))) == 2
    assert "Opened" not in told(browser.get("/audit?kind=accounts"))
    assert len(rows(browser.get("/audit?since=2026-03-02&until=2026-03-02"))) == 4
    assert len(rows(browser.get("/audit?until=2026-03-01"))) == 1
    assert "Nothing matches." in browser.get("/audit?client=99").text


def test_a_name_never_narrows_to_more_than_one_may_read(browser, session, supervisor, log):
    session.commit()
    _mine, other = log

    page = browser.sign_in(supervisor).get(f"/audit?client={other.number}")

    assert "Nothing matches." in page.text


@pytest.mark.parametrize(
    "asked",
    [
        "client=99999999999999999999",
        "client=abc",
        "kind=all%27--",
        "since=2026-02-31",
        "until=9999-12-31",
        "since=0001-01-01",
        "before=x",
        "before=01999999-0000-7000-8000-000000000000",
        "_external=1&endpoint=x&_scheme=javascript",
    ],
)
def test_odd_questions_are_answered_with_a_page(browser, session, auditor, asked):
    session.commit()

    assert browser.sign_in(auditor).get(f"/audit?{asked}").status_code == 200


def test_pages_follow_one_another_without_gap(browser, session, auditor, counselor, monkeypatch):
    monkeypatch.setattr("clinic.audit.queries.PAGE", 3)
    for number in range(7):
        record("caseload.today", f"Day {number}", by=counselor, at=NOON + timedelta(hours=number))
    session.commit()
    browser.sign_in(auditor)

    seen, way = [], "/audit?person=ada"
    while way:
        page = browser.get(way)
        seen += rows(page)
        older = re.search(r'href="([^"]+)" rel="next"', page.text)
        way = older[1].replace("&amp;", "&") if older else ""

    assert len(seen) == 7
    assert len(set(seen)) == 7


def test_reading_the_log_is_in_the_log(browser, session, auditor, log):
    session.commit()
    mine, _other = log

    browser.sign_in(auditor).get(f"/audit?client={mine.number}")

    read = session.scalars(sa.select(AuditEvent).where(AuditEvent.act == "audit.read")).one()
    assert (read.actor_id, read.client_id) == (auditor.id, mine.id)


@pytest.mark.parametrize("change", [sa.update(AuditEvent).values(act="x"), sa.delete(AuditEvent)])
def test_the_database_refuses_to_change_the_log(session, log, change):
    with pytest.raises(DatabaseError, match="never edited"):
        session.execute(change)
    session.rollback()
