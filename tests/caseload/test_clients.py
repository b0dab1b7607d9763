"""The list of clients."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from clinic.accounts.models import Membership, Role
from clinic.audit.models import AuditEvent
from clinic.caseload.queries import clients as listing
from clinic.clients.models import CareTeamMember, Part, PlanState, Stage
from clinic.core.db import db
from clinic.core.formats import short_day
from clinic.plans.models import PlanStatus
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
        facts |= {"id": UUID(int=number + 1), "stage": Stage.OUTPATIENT}
        client = make.client(name, "", counselor=counselor, **facts)
        client.admitted_on = date(2026, 1, 1 + number) if number % 2 else None


@pytest.mark.parametrize(
    ("sort", "down", "wanted"),
    [
        ("name", False, ["Ann", "Bea", "Cal", "Dot", "Eve"]),
        ("name", True, ["Eve", "Dot", "Cal", "Bea", "Ann"]),
        ("leaves", False, ["Cal", "Bea", "Ann", "Dot", "Eve"]),
        ("leaves", True, ["Ann", "Bea", "Cal", "Dot", "Eve"]),
        ("admitted", False, ["Bea", "Dot", "Ann", "Cal", "Eve"]),
        ("admitted", True, ["Dot", "Bea", "Ann", "Cal", "Eve"]),
    ],
)
def test_a_list_is_sorted_and_leafed_through_both_ways(
    five, session, supervisor, counselor, sort, down, wanted, monkeypatch
):
    monkeypatch.setattr(listing, "PAGE", 2)
    session.flush()
    order = {"sort": sort, "down": down}
    for viewer in (supervisor, counselor):
        pages, page = [], listing.page(viewer, ask(**order))
        assert not page.newer
        while True:
            pages.append([row.name for row in page.rows])
            if not page.older:
                break
            page = listing.page(viewer, ask(**order, after=page.rows[-1].id))
        assert [name for names in pages for name in names] == wanted

        while page.newer:
            page = listing.page(viewer, ask(**order, before=page.rows[0].id))
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


def test_every_header_that_sorts_turns_its_order_round(browser, five, session, counselor):
    session.commit()
    browser.sign_in(counselor)

    for sort, first in [("name", "name"), ("leaves", "leaves"), ("admitted", "-admitted")]:
        other = sort if first.startswith("-") else f"-{sort}"
        ways = {sort: "ascending", f"-{sort}": "descending"}
        assert sort == "name" or f'href="/clients?sort={first}"' in browser.get("/clients").text
        for now, then in ((first, other), (other, first)):
            text = browser.get(f"/clients?sort={now}").text
            assert re.search(rf'aria-sort="{ways[now]}"><a href="/clients\?sort={then}"', text)
            assert text.count("aria-sort") == 1


def test_the_day_of_leaving_stands_alone_under_its_header(browser, five, session, counselor):
    session.commit()

    text = browser.sign_in(counselor).get("/clients").text

    cells = re.findall(r'data-label="Leaves">(.*?)</td>', text, re.DOTALL)
    words = [" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in cells]
    assert [word for word in words if "Leaves" in word] == []
    assert words[1] == short_day(DAY + timedelta(days=5))
    assert "tag-soon" in cells[1]
    assert "tag" not in cells[0]
    assert words[3] == "No date"


def plan_column(page):
    cells = re.findall(r'data-label="Plan">(.*?)</td>', page.text, re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in cells]


@pytest.fixture
def plans(make, session, counselor):
    """Ann left with a signed plan, Bea without; Cal's is signed, Dot's is not, Eve has none."""
    signed = {"status": PlanStatus.FINAL, "finalized_at": datetime(DAY.year, 1, 15, 20, tzinfo=UTC)}
    gone = {"left_on": DAY, "left_reason": "completed", "disposition": "declined"}
    for name in ("Ann", "Bea", "Cal", "Dot"):
        episode = make.episode(make.client(name, "", counselor=counselor))
        if name in ("Ann", "Cal"):
            make.plan(episode, **signed)
            session.flush()
        else:
            make.plan(episode, remember="Call Ana." if name == "Dot" else "")
        if name == "Cal":
            make.plan(make.episode(make.client("Fay", "", counselor=counselor)))
        if name in ("Ann", "Bea"):
            for fact, value in gone.items():
                setattr(episode, fact, value)
            episode.client.stage, episode.client.left_on = Stage.LEFT, DAY
    make.client("Eve", "", counselor=counselor)
    session.commit()


def test_the_plan_column_says_how_far_each_plan_has_come(browser, plans, counselor):
    page = browser.sign_in(counselor).get("/clients")

    assert shown(page) == ["Ann", "Bea", "Cal", "Dot", "Eve", "Fay"]
    ann, bea, cal, dot, eve, fay = plan_column(page)
    assert ann == cal == "Plan 1 signed Jan 15"
    assert bea == "None signed"
    assert "left" in dot
    assert (eve, fay) == ("Not yet", "Not started")


@pytest.mark.parametrize(
    ("plan", "wanted"),
    [
        ("not_started", ["Fay"]),
        ("in_progress", ["Dot"]),
        ("ready", []),
        ("signed", ["Ann", "Cal"]),
    ],
)
@pytest.mark.parametrize("who", ["counselor", "supervisor"])
def test_the_list_is_narrowed_to_plans_that_stand_so(
    browser, plans, session, request, who, plan, wanted
):
    user = request.getfixturevalue(who)
    session.commit()

    page = browser.sign_in(user).get(f"/clients?plan={plan}")

    assert shown(page) == wanted


def test_intake_staff_learn_nothing_of_plans_from_the_list(browser, plans, session, intake):
    session.commit()
    browser.sign_in(intake)

    page = browser.get("/clients?plan=signed")

    assert len(shown(page)) == 6
    assert plan_column(page) == []
    assert 'name="plan"' not in page.text
    assert "signed" not in page.text


def test_whose_plans_one_may_not_read_are_found_by_no_filter(make, plans, session, intake):
    """Intake here and counselor there: the plan filter looks there alone."""
    there = make.program()
    intake.memberships.append(Membership(program=there, role=Role.COUNSELOR))
    session.flush()

    assert names(intake, plan=PlanState.SIGNED) == []
    assert listing.count(intake, ask(plan=PlanState.SIGNED)) == 0


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
