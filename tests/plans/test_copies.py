"""A copy of a signed plan for somebody else: only through the gate, only what it lets out.

The numbers are those of the acceptance tests for 42 CFR Part 2.
"""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from clinic.consents import actions as consents
from clinic.consents import policy
from clinic.consents.actions import Signature, Terms
from clinic.consents.models import (
    ConsentType,
    Disclosure,
    Ending,
    HowRevoked,
    Item,
    Purpose,
    RecipientKind,
    Signer,
    Signing,
)
from clinic.core import pdf
from clinic.core.errors import RuleBroken
from clinic.plans import actions
from clinic.plans.models import CopyWay, PlanCopy
from clinic.plans.printing import PrintedPlan
from clinic.plans.views import copies
from tests.make import NOON, TODAY
from tests.plans.paper import pages_of
from tests.plans.tools import PDF, fresh, sign_off

ALWAYS = (Item.NAME, Item.TREATMENT)
LETTER = {"recipient": "Dr. Lena Ortiz", "purpose": "care", "way": "fax"}


@pytest.fixture
def agree(app, ready, counselor, session):
    """Have the client sign a consent: for Dr. Ortiz, the medicines, unless told otherwise."""

    def agree(*, of=None, **changed):
        client = of or ready.episode.client
        facts = {
            "type": ConsentType.NAMED,
            "items": (*ALWAYS, Item.MEDICINES, Item.GROUPS),
            "purposes": (Purpose.CARE,),
            "wording": policy.wording("en", clinic="Cedar", phone="(503) 555-0140"),
            "discloser": "Cedar Street Center",
            "timezone": "America/Los_Angeles",
            "recipient_kind": RecipientKind.PROVIDER,
            "recipient": "Dr. Lena Ortiz",
            "ending": Ending.DAY,
            "ends_on": date(2026, 6, 30),
            **changed,
        }
        consent = consents.draft(client, Terms(**facts), by=counselor, at=NOON)
        ink = Signature(Signing.PAPER, Signer.CLIENT, "Robin Vale", TODAY)
        shown = {"pdf": b"%PDF", "pages": 1, "expected_revision": consent.revision}
        signed = consents.sign(consent, ink, **shown, by=counselor, at=NOON)
        session.commit()
        return signed

    return agree


@pytest.fixture
def at_the_press(monkeypatch):
    """What happens while a copy prints, and the orders the press got."""
    happens, orders = [], []

    def print_part(document, **how):
        orders.append((document, how))
        for act in happens:
            act()
        return PrintedPlan(PDF, "", 6)

    monkeypatch.setattr(copies, "print_part", print_part)
    return happens, orders


@pytest.fixture
def signed(ada, ready, session):
    session.commit()
    sign_off(ada, ready)
    return f"/plans/{ready.id}"


def take_back(consent, by, session, at=NOON):
    consents.revoke(session.merge(consent), how=HowRevoked.IN_PERSON, words="", by=by, at=at)
    session.commit()


def count(session, model):
    return session.scalar(sa.select(sa.func.count()).select_from(model))


def send(browser, page, **typed):
    return browser.submit(page, at=page, follow_redirects=False, **{**LETTER, **typed})


def test_the_page_says_what_goes_out_and_what_stays(ada, signed, agree):
    page = f"{signed}/copies/{agree().id}"
    assert page in ada.get(signed).text

    said = ada.get(page).text

    goes, _heading, stays = said.partition("What stays here")
    assert all(item in goes for item in ("Name", "Medicines", "Groups I plan to go to"))
    assert all(item in stays for item in ("People I can call", "My goals and what helps me"))
    assert "Medicines" not in stays.partition("<aside")[0]


def test_18_looking_leaves_no_row_and_sending_leaves_one_of_each(
    ada, signed, agree, session, at_the_press
):
    page = f"{signed}/copies/{agree().id}"
    ada.get(page)
    assert (count(session, Disclosure), count(session, PlanCopy)) == (0, 0)

    answer = send(ada, page)

    assert (answer.status_code, answer.data) == (200, PDF)
    assert "Vale" not in answer.headers["Content-Disposition"]
    row, copy = (
        session.scalars(sa.select(Disclosure)).one(),
        session.scalars(sa.select(PlanCopy)).one(),
    )
    assert (row.recipient, row.purpose) == ("Dr. Lena Ortiz", Purpose.CARE)
    assert row.what == "Aftercare plan, version 1, fax"
    assert row.items == ["name", "treatment", "groups", "medicines"]
    assert (copy.to_client, copy.to_whom, copy.way) == (False, "Dr. Lena Ortiz", CopyWay.FAX)
    assert copy.release == row.consent_id.hex[-8:].upper()
    assert "Dr. Lena Ortiz, fax" in ada.get(signed).text


def test_18_printing_again_is_telling_again(ada, signed, agree, session, at_the_press):
    page = f"{signed}/copies/{agree().id}"

    send(ada, page), send(ada, page)

    assert (count(session, Disclosure), count(session, PlanCopy)) == (2, 2)


def test_18_a_copy_that_could_not_be_printed_was_told_to_nobody(
    ada, signed, agree, session, monkeypatch
):
    def fail(*_args, **_how):
        raise pdf.RenderFailed("This page took too long.")

    monkeypatch.setattr(copies, "print_part", fail)

    answer = send(ada, f"{signed}/copies/{agree().id}")

    assert answer.status_code == 409
    assert "This page took too long." in answer.text
    assert (count(session, Disclosure), count(session, PlanCopy)) == (0, 0)


def test_9_a_consent_for_one_agency_sends_nothing_to_another(
    ada, signed, agree, session, at_the_press
):
    answer = send(ada, f"{signed}/copies/{agree().id}", recipient="Agency B")

    assert answer.status_code == 409
    assert "There is no consent for Agency B" in answer.text
    assert (count(session, Disclosure), at_the_press[1]) == (0, [])


def test_9_a_consent_of_another_client_is_not_there(ada, signed, agree, make, counselor):
    other = agree(of=make.client("Wren", "Otis", counselor=counselor))

    assert ada.get(f"{signed}/copies/{other.id}").status_code == 404


def test_12_a_consent_taken_back_while_it_prints_keeps_the_page_here(
    ada, signed, agree, session, counselor, at_the_press
):
    consent = agree()
    page, (happens, orders) = f"{signed}/copies/{consent.id}", at_the_press
    happens.append(lambda: take_back(consent, counselor, session))

    answer = send(ada, page)

    assert answer.status_code == 409
    assert "took back the consent" in answer.text
    assert (len(orders), count(session, Disclosure), count(session, PlanCopy)) == (1, 0, 0)
    assert page not in ada.get(signed).text


def test_13_a_consent_that_ends_while_it_prints_keeps_the_page_here(
    ada, signed, agree, session, at_the_press, monkeypatch
):
    page, (happens, orders) = f"{signed}/copies/{agree(ends_on=TODAY).id}", at_the_press
    midnight = NOON + timedelta(hours=12)
    happens.append(lambda: monkeypatch.setattr(copies, "now", lambda: midnight))

    answer = send(ada, page)

    assert answer.status_code == 409
    assert "has ended" in answer.text
    assert (len(orders), count(session, Disclosure), count(session, PlanCopy)) == (1, 0, 0)


def test_12_what_was_taken_back_before_is_refused_on_the_page(
    ada, signed, agree, session, counselor
):
    consent = agree()
    take_back(consent, counselor, session)

    said = ada.get(f"{signed}/copies/{consent.id}").text

    assert "took back the consent" in said
    assert "Print, and note" not in said


def test_11_only_what_the_consent_covers_is_handed_to_the_press(ada, signed, agree, at_the_press):
    _happens, orders = at_the_press

    send(ada, f"{signed}/copies/{agree(items=(*ALWAYS, Item.MEDICINES)).id}")

    ((document, how),) = orders
    assert document.client_name == "Robin Vale"
    assert document.medicines.rows
    assert (document.groups, document.goals, document.people, document.week) == ((), (), (), ())
    assert (document.calendar, document.events, document.remember) == ((), (), "")
    assert how["copy"] == "recipient"
    assert "groups" not in how["release"].parts


def test_14_the_notice_and_the_scope_go_along(ada, signed, agree):
    consent = agree(information="Doses of the last month")

    pages = pages_of(send(ada, f"{signed}/copies/{consent.id}"))

    statement = " ".join(policy.statement.LONG[0].split())
    assert statement in pages[0]
    assert "Copy for Dr. Lena Ortiz" in pages[0]
    assert "Medicines" in pages[0]
    assert "Doses of the last month" in pages[0]
    assert consent.id.hex[-8:].upper() in pages[0]
    assert all(policy.statement.SHORT in page for page in pages)
    whole = " ".join(pages)
    assert "Sertraline" in whole
    for kept in ("Be home for dinner", "503 555 0114", "When I want to drink", "Walk", "Swim"):
        assert kept not in whole


def test_15_the_clients_own_copy_asks_for_no_consent(ada, signed, session, monkeypatch):
    monkeypatch.setattr(consents, "disclose", None)

    ada.submit(f"{signed}/copies", at=signed)

    copy = session.scalars(sa.select(PlanCopy)).one()
    assert (copy.to_client, copy.given_on, count(session, Disclosure)) == (True, TODAY, 0)


def test_15_without_a_consent_nobody_else_is_offered(ada, signed):
    said = ada.get(signed).text

    assert "No consent covers a copy of this plan." in said
    assert f"{signed}/copies/" not in said


@pytest.mark.parametrize(
    "narrow",
    [
        {"items": ALWAYS},
        {"items": (*ALWAYS, Item.ATTENDANCE)},
        {
            "items": (*ALWAYS, Item.COUNSELING_NOTES),
            "type": ConsentType.COUNSELING_NOTES,
        },
    ],
)
def test_a_consent_that_covers_nothing_of_the_plan_is_not_offered(
    ada, signed, agree, session, narrow, at_the_press
):
    page = f"{signed}/copies/{agree(**narrow).id}"
    assert page not in ada.get(signed).text

    said = ada.get(page).text

    assert "This consent covers nothing of the plan." in said
    assert "Print, and note" not in said
    assert at_the_press[1] == []


def test_8_a_consent_for_all_who_treat_asks_who_it_is_this_time(
    ada, signed, agree, session, at_the_press
):
    everyone = {"recipient": "My treating providers", "recipient_kind": None}
    page = f"{signed}/copies/{agree(type=ConsentType.TPO, **everyone).id}"
    assert 'name="recipient" required type="text" value=""' in ada.get(page).text

    assert send(ada, page, recipient="").status_code == 422
    assert send(ada, page, recipient="Harbor Clinic").status_code == 200

    assert session.scalars(sa.select(Disclosure.recipient)).all() == ["Harbor Clinic"]


def test_a_draft_has_no_copies(ada, ready, agree):
    consent = agree()

    assert ada.get(f"/plans/{ready.id}/copies/{consent.id}").status_code == 404
    wish = actions.copy_wish(consent, recipient="Dr. Lena Ortiz", purpose=Purpose.CARE)
    with pytest.raises(RuleBroken, match="signed off"):
        actions.permit_copy(ready, wish, at=NOON)


def test_one_press_notes_what_the_client_got(ada, signed, ready, session):
    ada.submit(f"{signed}/copies", at=signed)

    plan = fresh(session, ready)
    assert [(copy.to_client, copy.way) for copy in plan.copies] == [(True, CopyWay.BY_HAND)]
