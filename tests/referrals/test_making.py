"""The page that makes a referral."""

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.core import clock
from clinic.groups.models import GroupStatus
from clinic.referrals.models import Companion, Referral, ReferralState
from tests.make import NOON


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    for room in ("making", "referrals", "lists"):
        monkeypatch.setattr(f"clinic.referrals.views.{room}.now", lambda: NOON)
    assert clock.now() > NOON


@pytest.fixture
def group(make):
    return make.group("Harbor Evening", weekday=4, phone="(503) 555-0172")


@pytest.fixture
def page(episode, group, session):
    session.commit()
    return f"/clients/{episode.client_id}/referrals/new?meeting={group.meetings[0].id}"


def the_referral(session):
    return session.scalars(sa.select(Referral)).unique().one()


def test_the_form_offers_the_next_three_dates_and_takes_the_first(browser, counselor, page):
    text = browser.sign_in(counselor).get(page).text

    for day in ("Thursday, March 5", "Thursday, March 12", "Thursday, March 19"):
        assert day in text
    assert 'value="2026-03-05" autocomplete="off" checked' in text
    assert "March 26" not in text


def test_the_tick_that_the_client_agreed_is_never_set(browser, counselor, page):
    text = browser.sign_in(counselor).get(page).text

    assert 'type="checkbox"' in text
    assert "checked" not in text.split('id="agreed"')[1].split(">")[0]


def test_the_form_says_that_nothing_goes_to_the_group_without_a_consent(browser, counselor, page):
    text = browser.sign_in(counselor).get(page).text

    assert "Nothing goes to the group from us until Robin has signed a consent" in text


def test_one_press_makes_an_offer(browser, counselor, page, session):
    answer = browser.sign_in(counselor).submit(page)

    assert "Referral to Harbor Evening created." in answer.text
    assert answer.request.path.endswith("/referrals")
    referral = the_referral(session)
    assert referral.state is ReferralState.OFFERED
    assert referral.first_on.isoformat() == "2026-03-05"


def test_two_presses_make_a_referral_the_client_agreed_to(browser, counselor, page, session):
    browser.sign_in(counselor).submit(page, agreed=True)

    assert the_referral(session).state is ReferralState.AGREED


def test_intake_staff_and_supervisors_refer_too(browser, intake, supervisor, page, make, session):
    answer = browser.sign_in(intake).submit(page)
    assert "created" in answer.text

    answer = browser.sign_in(supervisor).submit(page)
    assert "already an open referral to Harbor Evening" in answer.text


def test_what_was_typed_is_kept(browser, counselor, page, session):
    browser.sign_in(counselor).submit(
        page,
        first_on="2026-03-12",
        companion="greeter",
        companion_name=" Carol ",
        note="Sit near the door.",
        mode="client_calls",
    )

    referral = the_referral(session)
    assert (referral.companion, referral.companion_name) == (Companion.GREETER, "Carol")
    assert (referral.note, referral.first_on.isoformat()) == ("Sit near the door.", "2026-03-12")


@pytest.mark.parametrize(
    "typed",
    [
        {"first_on": "2026-03-06"},
        {"first_on": "soon"},
        {"companion": "the king"},
        {"mode": "by_pigeon"},
        {"companion_name": "x" * 201},
        {"note": "x" * 2_001},
    ],
)
def test_bad_answers_are_refused_and_the_words_kept(browser, counselor, page, typed, session):
    answer = browser.sign_in(counselor).submit(page, **{"note": "Sit near the door.", **typed})

    assert answer.status_code == 422
    assert "to fix" in answer.text
    assert typed.get("note", "Sit near the door.") in answer.text
    assert session.scalars(sa.select(Referral)).unique().all() == []


def test_a_paused_group_is_refused_with_a_reason(browser, counselor, page, group, session):
    browser.sign_in(counselor)
    group.status = GroupStatus.PAUSED
    session.commit()

    answer = browser.submit(page)

    assert (answer.status_code, "Harbor Evening is paused now." in answer.text) == (422, True)


def test_a_client_who_is_not_in_care_is_not_referred(browser, counselor, make, group, session):
    client = make.client("Maya", "Reyes", counselor=counselor)
    session.commit()
    page = f"/clients/{client.id}/referrals/new?meeting={group.meetings[0].id}"

    text = browser.sign_in(counselor).get(page).text

    assert "is not in care now" in text
    assert "Create referral" not in text
    forged = browser.submit(page, first_on="2026-03-05", companion="nobody", mode="information")
    assert forged.status_code == 422


def test_a_meeting_by_appointment_needs_no_date(browser, counselor, page, group, session):
    group.meetings[0].weekday = group.meetings[0].starts_at = None
    session.commit()

    answer = browser.sign_in(counselor).submit(page)

    assert "created" in answer.text
    assert the_referral(session).first_on is None


@pytest.mark.parametrize("meeting", ["", "soon", "9" * 20, "0" * 32])
def test_a_meeting_that_is_not_there_is_not_found(browser, counselor, episode, meeting, session):
    session.commit()

    answer = browser.sign_in(counselor).get(
        f"/clients/{episode.client_id}/referrals/new?meeting={meeting}"
    )

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("colleague", 404), ("stranger", 404), ("admin", 403), ("auditor", 403)]
)
def test_it_is_shut_to_others(browser, page, who, status, request, session):
    user = request.getfixturevalue(who)
    session.commit()

    assert browser.sign_in(user).get(page).status_code == status
    assert browser.submit(page, at="/").status_code == status
    assert session.scalars(sa.select(Referral)).unique().all() == []


def test_people_who_have_not_signed_in_are_sent_to_the_door(browser, page):
    assert browser.get(page).status_code == 303


def test_reading_the_form_is_written_in_the_log(browser, counselor, page, episode, session):
    browser.sign_in(counselor).get(page)

    seen = session.scalars(sa.select(AuditEvent).where(AuditEvent.act == "referrals.read")).one()
    assert seen.client_id == episode.client_id
