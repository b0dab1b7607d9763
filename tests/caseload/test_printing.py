"""Choosing what to print of a list, of a search, or of a day of leaving."""

import html
import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.caseload.queries import clients as listing
from clinic.clients.models import Stage
from clinic.core.clock import local_date, now
from clinic.plans.models import BatchKind, BatchWhat, PlanStatus, PrintBatch, PrintBatchItem
from tests.make import NOON

DAY = local_date(now(), "America/Los_Angeles")
SOON = DAY + timedelta(days=3)


@pytest.fixture
def three(make, counselor):
    """Three clients of Ada's: the plan of one is signed, of one a draft; one has none."""
    plans = []
    for name, day in (("Ann", SOON), ("Bea", SOON + timedelta(days=1)), ("Cal", SOON)):
        client = make.client(name, "Low", counselor=counselor)
        episode = make.episode(client, admitted_on=DAY, leaves_on=day)
        client.leaves_on = day
        plans.append(make.plan(episode) if name != "Cal" else None)
    plans[0].status, plans[0].finalized_at = PlanStatus.FINAL, NOON
    plans[0].finalized_by, plans[0].frozen = counselor, {}
    make.session.commit()
    return plans


@pytest.fixture
def ada(browser, three, counselor):
    return browser.sign_in(counselor)


def made(session):
    """What the newest batch prints, in order."""
    batch = session.scalars(sa.select(PrintBatch).order_by(PrintBatch.id.desc())).first()
    items = sa.select(PrintBatchItem.plan_id).where(PrintBatchItem.batch_id == batch.id)
    return batch, session.scalars(items.order_by(PrintBatchItem.position)).all()


def test_the_page_says_who_has_no_signed_plan(ada, session, three):
    said = ada.get("/clients/print").text

    assert "3 clients in the list. 1 has a signed plan." in said
    assert "1 has no signed plan" in said
    assert "1 has no plan at all and is left out" in said
    assert "Bea Low" in said
    events = session.scalars(sa.select(AuditEvent).where(AuditEvent.act == "client.listed"))
    assert len(events.first().detail["client_ids"]) == 3


def test_signed_plans_alone_are_printed_unless_drafts_are_asked_for(ada, session, three):
    ada.submit("/clients/print", what=BatchWhat.PLAN, kind=BatchKind.PDF, front=True)
    batch, plans = made(session)
    assert (plans, batch.left_out, batch.front) == ([three[0].id], 2, True)

    ada.submit("/clients/print", what=BatchWhat.POCKET, kind=BatchKind.ZIP, drafts=True)
    batch, plans = made(session)
    assert (plans, batch.left_out, batch.front) == ([three[0].id, three[1].id], 1, False)


def test_the_order_and_filters_are_those_of_the_list(ada, session, three):
    link = re.search(r'href="(/clients/print\?[^"]+)"', ada.get("/clients?sort=-name").text)
    address = html.unescape(link[1])

    ada.submit(address, drafts=True)
    assert made(session)[1] == [three[1].id, three[0].id]

    assert "1 client in the list." in ada.get(f"/clients/print?on={SOON + timedelta(days=1)}").text
    assert "Nobody is in this list." in ada.get("/clients/print?stage=left").text


def test_a_day_of_leaving_is_printed_from_today(ada, session, three):
    link = re.search(rf'href="(/clients/print\?on={SOON})"', ada.get("/").text)

    assert "Leaving on" in ada.get(link[1]).text
    ada.submit(link[1])

    assert made(session)[1] == [three[0].id]


def test_what_was_searched_for_is_printed_and_stands_in_no_address(ada, session, three):
    found = ada.submit("/clients/search", at="/clients", q="ann")
    assert "Print their plans" in found.text
    asked = ada.submit("/clients/print", at="/me", q="ann")
    assert "1 client in the list." in asked.text
    assert 'name="q" value="ann"' in asked.text

    answer = ada.submit("/clients/print", at="/me", q="ann", what="plan", kind="zip")

    assert "ann" not in answer.request.url
    assert made(session)[1] == [three[0].id]


def test_without_a_signed_plan_it_asks_about_drafts_and_keeps_the_answers(ada, three):
    day = SOON + timedelta(days=1)

    answer = ada.submit(f"/clients/print?on={day}", kind=BatchKind.ZIP)

    assert answer.status_code == 422
    assert "None of them has a signed plan. Tick the box to print drafts." in answer.text
    assert re.search(r'value="zip" autocomplete="off" checked', answer.text)


def test_nothing_to_print_is_said(ada, make, counselor):
    assert "Nobody leaves on that day." in ada.get("/clients/print?on=2020-01-01").text
    make.episode(make.client("Eve", "Low", counselor=counselor, language="so"))
    make.session.commit()

    assert "None of them has a plan yet." in ada.get("/clients/print?language=so").text


def test_a_list_that_is_too_long_is_to_be_narrowed(ada, monkeypatch):
    monkeypatch.setattr("clinic.caseload.views.printing.MOST", 2)

    said = ada.get("/clients/print?whose=mine").text

    assert "This list has more than 2 clients." in said
    assert 'name="what"' not in said


def test_a_list_of_several_pages_is_printed_whole_and_in_order(
    make, counselor, session, monkeypatch
):
    monkeypatch.setattr(listing, "PAGE", 2)
    for name in ("Cal", "Ann", "Eve", "Dot", "Bea"):
        make.client(name, "", counselor=counselor, stage=Stage.OUTPATIENT)
    ask = listing.Ask(today=date(2026, 3, 2))

    assert [row.name for row in listing.first(counselor, ask, 9)] == [
        *("Ann", "Bea", "Cal", "Dot", "Eve")
    ]
    assert len(listing.first(counselor, ask, 3)) == 4


def test_who_only_records_clients_is_offered_nothing(browser, make, three, intake, session):
    session.commit()
    browser.sign_in(intake)

    assert browser.get("/clients/print").status_code == 403
    assert "Print their plans" not in browser.get("/clients").text
    assert "/clients/print" not in browser.get("/").text


def test_batches_of_the_last_day_are_found_again(ada, session):
    ada.submit("/clients/print")
    batch, _plans = made(session)

    assert f"/plans/batches/{batch.id}" in ada.get("/clients/print").text
