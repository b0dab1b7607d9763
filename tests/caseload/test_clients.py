"""The list of clients."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from clinic.accounts.models import Membership, Role
from clinic.audit.models import AuditEvent
from clinic.caseload.queries import clients as listing
from clinic.clients.models import CareTeamMember, Part, Stage
from clinic.core.db import db
from tests.make import NOON

DAY = datetime.now(UTC).date()


def ask(**asked):
    return listing.Ask(today=DAY, **asked)


def names(viewer, **asked):
    return [row.name for row in listing.page(viewer, ask(**asked)).rows]


def shown(page):
    return re.findall(r'<td><a class="who"[^>]*><span[^>]*>([^<]+)', page.text)


@pytest.fixture
def five(make, counselor):
    for number, name in enumerate(["Ann", "Bea", "Cal", "Dot", "Eve"]):
        facts = {"leaves_on": DAY + timedelta(days=9 - 4 * number)} if number < 3 else {}
        client = make.client(name, "", counselor=counselor, stage=Stage.OUTPATIENT, **facts)
        client.admitted_on = date(2026, 1, 1 + number) if number % 2 else None


@pytest.mark.parametrize(
    ("sort", "wanted"),
    [
        ("name", ["Ann", "Bea", "Cal", "Dot", "Eve"]),
        ("leaves", ["Cal", "Bea", "Ann", "Dot", "Eve"]),
        ("admitted", ["Dot", "Bea", "Ann", "Cal", "Eve"]),
    ],
)
def test_a_list_is_sorted_and_leafed_through_both_ways(
    five, session, supervisor, counselor, sort, wanted, monkeypatch
):
    monkeypatch.setattr(listing, "PAGE", 2)
    session.flush()
    for viewer in (supervisor, counselor):
        pages, page = [], listing.page(viewer, ask(sort=sort))
        assert not page.newer
        while True:
            pages.append([row.name for row in page.rows])
            if not page.older:
                break
            page = listing.page(viewer, ask(sort=sort, after=page.rows[-1].id))
        assert [name for names in pages for name in names] == wanted

        while page.newer:
            page = listing.page(viewer, ask(sort=sort, before=page.rows[0].id))
            pages.pop()
            assert [row.name for row in page.rows] == pages[-1]
            assert page.older
        assert len(pages) == 1


def test_filters_narrow_the_list(five, make, session, supervisor, counselor):
    make.client("Flo", "", counselor=counselor, language="es", stage=Stage.LEFT, left_on=DAY)
    session.flush()

    assert names(supervisor, stage=Stage.LEFT) == ["Flo"]
    assert names(supervisor, language="es") == ["Flo"]
    assert names(supervisor, leaves=7, sort="leaves") == ["Cal", "Bea"]
    assert names(supervisor, mine=True) == []
    assert listing.count(supervisor, ask()) == 6
    assert listing.count(supervisor, ask(leaves=7)) == 2


def test_the_list_holds_only_whom_one_may_see(
    five, session, supervisor, intake, colleague, stranger, admin
):
    for viewer in (supervisor, intake):
        assert len(names(viewer)) == 5
    for viewer in (colleague, stranger, admin):
        assert names(viewer) == []
        assert listing.count(viewer, ask()) == 0


def test_several_programs_make_one_list(five, make, session, supervisor):
    there = make.program()
    supervisor.memberships.append(Membership(program=there, role=Role.COUNSELOR))
    own = make.client("Bob", "", program=there)
    make.client("Not mine", "", program=there)
    own.care_team.append(CareTeamMember(user=supervisor, part=Part.COVERING, since=NOON))
    session.flush()

    assert names(supervisor) == ["Ann", "Bea", "Bob", "Cal", "Dot", "Eve"]


def test_a_client_out_of_sight_marks_no_place(five, make, session, supervisor, stranger):
    other = make.client("Bob", "", counselor=stranger)
    session.flush()

    assert len(names(supervisor, after=other.id)) == 5


def test_counting_stops_at_a_thousand(five, session, supervisor, monkeypatch):
    monkeypatch.setattr(listing, "MOST", 3)

    assert listing.count(supervisor, ask()) == 4


def test_the_page_shows_rows_and_writes_down_whom(browser, five, session, counselor):
    session.commit()

    page = browser.sign_in(counselor).get("/clients")

    assert shown(page) == ["Ann", "Bea", "Cal", "Dot", "Eve"]
    assert "5 clients" in page.text
    seen = session.scalars(sa.select(AuditEvent).where(AuditEvent.act == "client.listed")).one()
    assert len(seen.detail["client_ids"]) == 5


def test_filters_live_in_the_address(browser, five, session, supervisor):
    session.commit()
    browser.sign_in(supervisor)

    page = browser.get("/clients?leaves=7")

    assert shown(page) == ["Cal", "Bea"]
    assert shown(browser.get("/clients?stage=left")) == []
    assert "Clear filters" in browser.get("/clients?stage=left").text
    assert shown(browser.get("/clients?whose=mine")) == []


@pytest.mark.parametrize(
    "query",
    [
        "sort=name_key;--",
        "sort=(select 1)",
        "stage=x'",
        "leaves=1 or 1",
        "leaves=-1",
        "plan=%27",
        "language=zz",
        "whose=all",
        "after=1",
        "before=x",
        "page=2",
    ],
)
def test_answers_nobody_knows_change_nothing(browser, five, session, supervisor, query):
    session.commit()

    page = browser.sign_in(supervisor).get(f"/clients?{query}")

    assert len(shown(page)) == 5


def test_search_shows_its_finds_in_place_and_keeps_them_off_the_address(
    browser, make, session, counselor
):
    make.client("Mayra", "Reyes", counselor=counselor)
    make.client("Hope", "Vale", counselor=counselor)
    session.commit()

    page = browser.sign_in(counselor).submit("/clients/search", at="/clients", q="rey")

    assert shown(page) == ["Mayra Reyes"]
    assert page.request.query_string == b""
    assert 'value="rey"' in page.text


def test_the_top_bar_gets_only_the_finds(browser, make, session, counselor):
    make.client("Mayra", "Reyes", counselor=counselor, birth_year=1992)
    session.commit()
    browser.sign_in(counselor)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/clients").text)[1]

    page = browser.post(
        "/clients/search", data={"q": "may", "csrf_token": token}, headers={"HX-Request": "true"}
    )

    assert "Mayra Reyes" in page.text
    assert "1992" in page.text
    assert "<h1" not in page.text


def test_search_finds_nobody_out_of_scope(browser, make, session, counselor, stranger):
    make.client("Mayra", "Reyes", counselor=stranger)
    session.commit()

    page = browser.sign_in(counselor).submit("/clients/search", at="/clients", q="rey")

    assert shown(page) == []
    assert "No client matches" in page.text


def test_the_first_client_is_a_click_away(browser, session, counselor):
    session.commit()

    page = browser.sign_in(counselor).get("/clients")

    assert "No clients yet" in page.text


def test_the_list_is_shut_to_others(browser, session, admin, auditor):
    session.commit()

    assert browser.get("/clients").location.startswith("/sign-in")
    for user in (admin, auditor):
        browser.sign_in(user)
        assert browser.get("/clients").status_code == 403
        browser.submit("/sign-out", at="/")


@pytest.mark.parametrize("who", ["counselor", "supervisor", "intake"])
def test_a_page_takes_few_queries_however_many_rows(
    browser, make, session, counselor, request, who
):
    viewer = request.getfixturevalue(who)

    def queries():
        session.commit()
        browser.get("/clients")
        seen = []
        listen = lambda *args: seen.append(args[2])  # noqa: E731
        sa.event.listen(db.engine, "before_cursor_execute", listen)
        browser.get("/clients")
        sa.event.remove(db.engine, "before_cursor_execute", listen)
        return [words for words in seen if words.split()[0] in ("SELECT", "INSERT", "UPDATE")]

    make.episode(counselor=counselor)
    session.commit()
    browser.sign_in(viewer)
    one = queries()
    for _ in range(30):
        make.episode(make.client(counselor=counselor))

    many = queries()

    assert len(one) == len(many) <= 6, "\n".join(many)
