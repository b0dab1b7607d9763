"""Lists of referrals, and the page of one."""

from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.referrals import queries
from clinic.referrals.models import ReferralState, ReferralStep, Why
from tests.make import NOON, TODAY

S = ReferralState


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    for room in ("making", "referrals", "lists"):
        monkeypatch.setattr(f"clinic.referrals.views.{room}.now", lambda: NOON)


@pytest.fixture
def referral(make, episode, session):
    group = make.group("Harbor Evening", weekday=4, phone="(503) 555-0172")
    referral = make.referral(episode, group, first_on=date(2026, 3, 5))
    session.commit()
    return referral


@pytest.fixture
def signed_in(browser, counselor, session):
    session.commit()
    return browser.sign_in(counselor)


def answer(browser, referral, **fields):
    return browser.submit(
        f"/referrals/{referral.id}/answer", at=f"/referrals/{referral.id}", **fields
    )


def test_the_tab_of_a_client_without_groups_invites_to_find_one(signed_in, episode):
    text = signed_in.get(f"/clients/{episode.client_id}/referrals").text

    assert "No groups yet." in text
    assert f"/clients/{episode.client_id}/find-a-group" in text


def test_the_tab_shows_open_referrals_with_a_button_for_the_next_step(signed_in, referral):
    text = signed_in.get(f"/clients/{referral.client_id}/referrals").text

    for words in ("Harbor Evening", "Thursdays, 7:00 to 8:00 pm", "Offered", "Said yes"):
        assert words in text
    assert "First meeting: Thursday, March 5." in text


def test_one_press_on_the_tab_notes_a_yes_and_leads_back(signed_in, referral):
    tab = f"/clients/{referral.client_id}/referrals"

    page = signed_in.submit(f"/referrals/{referral.id}/answer", at=tab)

    assert page.request.path == tab
    assert "Harbor Evening: Said yes." in page.text
    assert referral.state is S.AGREED
    assert referral.steps[-1].on == TODAY


def test_earlier_referrals_are_folded_away_with_their_history(signed_in, make, episode, session):
    make.referral(episode, make.group("Night Owls"), state=S.WITHDRAWN)
    session.commit()

    text = signed_in.get(f"/clients/{episode.client_id}/referrals").text

    assert "Earlier referrals" in text
    assert "Noted by Ada Rowe" in text


def test_the_list_shows_who_waits_and_how_long(signed_in, referral, session):
    referral.waits_from = TODAY - timedelta(days=8)
    session.commit()

    text = signed_in.get("/referrals").text

    assert "Waiting (1)" in text
    assert "Waiting 8 days" in text
    assert "tag-late" in text
    assert "(503) 555-0172" in text
    assert "Record answer" in text


def test_an_empty_list_says_so(signed_in):
    assert "Nobody is waiting for an answer." in signed_in.get("/referrals").text
    assert "Nothing here yet." in signed_in.get("/referrals?tab=answered").text


def test_the_tabs_part_what_waits_from_what_does_not(signed_in, make, episode, session):
    make.referral(episode, make.group("Night Owls"), state=S.ATTENDING)
    make.referral(episode, make.group("Full House"), state=S.DECLINED_BY_GROUP)
    session.commit()

    assert "Night Owls" in signed_in.get("/referrals?tab=answered").text
    assert "Full House" in signed_in.get("/referrals?tab=not-worked-out").text


@pytest.mark.parametrize("query", ["tab=nope", "page=9" + "9" * 20, "order=%00", "page=-1"])
def test_a_list_asked_for_nonsense_shows_what_waits_or_refuses(signed_in, referral, query):
    page = signed_in.get(f"/referrals?{query}")

    assert page.status_code in (200, 400)


def test_a_search_is_posted_so_that_no_name_stands_in_an_address(signed_in, referral):
    page = signed_in.submit("/referrals", text="Robin")

    assert "Harbor Evening" in page.text
    assert page.request.query_string == b""
    assert "Nothing matches." in signed_in.submit("/referrals", text="Zoe").text


def test_a_long_list_has_pages(signed_in, make, episode, session, monkeypatch):
    monkeypatch.setattr(queries, "PER_PAGE", 1)
    for name in ("Night Owls", "Full House"):
        make.referral(episode, make.group(name))
    session.commit()

    assert "Page 1 of 2" in signed_in.get("/referrals").text
    page = signed_in.submit("/referrals", page="2", order="group")
    assert "Page 2 of 2" in page.text
    assert "Night Owls" in page.text


def test_the_page_tells_what_the_client_was_told_and_what_happened(signed_in, referral):
    text = signed_in.get(f"/referrals/{referral.id}").text

    for words in ("St. Mark&#39;s Hall", "Thursdays, 7:00 to 8:00 pm", "Noted by Ada Rowe"):
        assert words in text
    assert "has changed" not in text


def test_the_page_says_what_changed_in_the_directory_since(signed_in, referral, session):
    referral.meeting.starts_at = time(18, 30)
    session.commit()

    text = signed_in.get(f"/referrals/{referral.id}").text

    assert "The group has changed since Robin was told." in text
    assert "told Thursdays, 7:00 to 8:00 pm, now Thursdays, 6:30 to 7:30 pm" in text


def test_a_yes_is_noted_with_one_press(signed_in, referral):
    page = answer(signed_in, referral)

    assert referral.state is S.AGREED
    assert "Harbor Evening: Said yes." in page.text
    assert "Undo" in page.text


def test_a_no_asks_why_and_offers_another_group_like_this(signed_in, referral, session):
    page = signed_in.get(f"/referrals/{referral.id}?answer=declined_by_group")
    assert "The group is full" in page.text

    said = signed_in.submit(
        f"/referrals/{referral.id}/answer",
        at=f"/referrals/{referral.id}?answer=declined_by_group",
        why="full",
        how_known="group_said",
    )

    assert "Find another group like this" in said.text
    step = session.scalars(sa.select(ReferralStep).order_by(ReferralStep.position.desc())).first()
    assert (step.state, step.why) == (S.DECLINED_BY_GROUP, Why.FULL)


def test_a_no_without_a_reason_is_refused_and_the_words_kept(signed_in, referral):
    page = signed_in.submit(
        f"/referrals/{referral.id}/answer",
        at=f"/referrals/{referral.id}?answer=declined_by_client",
        on="2026-03-02",
        why="other",
    )

    assert page.status_code == 422
    assert "Say why in a few words." in page.text
    assert referral.state is S.OFFERED


@pytest.mark.parametrize(
    "typed",
    [
        {"state": "completed"},
        {"state": "nonsense"},
        {"on": "2026-03-09"},
        {"on": "yesterday"},
        {"how_known": "guess"},
        {"reason": "x" * 201},
    ],
)
def test_bad_answers_are_refused(signed_in, referral, typed):
    page = answer(signed_in, referral, **typed)

    assert page.status_code == 422
    assert "to fix" in page.text
    assert referral.state is S.OFFERED


def test_an_answer_to_what_somebody_else_answered_meanwhile_is_held_up(
    signed_in, referral, session
):
    stale = referral.revision
    referral.note = "Ask for Carol."
    session.commit()

    page = answer(signed_in, referral, revision=stale)

    assert page.status_code == 409
    assert "Somebody changed this" in page.text
    assert referral.state is S.OFFERED


def test_the_last_step_is_undone_from_the_page(signed_in, referral):
    answer(signed_in, referral)

    page = signed_in.submit(
        f"/referrals/{referral.id}/steps/2/undo", at=f"/referrals/{referral.id}"
    )

    assert referral.state is S.OFFERED
    assert "Taken back" in page.text


def test_the_step_of_another_is_not_undone(browser, supervisor, referral, session):
    referral.state = S.AGREED
    session.commit()

    page = browser.sign_in(supervisor).submit(
        f"/referrals/{referral.id}/steps/1/undo", at=f"/referrals/{referral.id}"
    )

    assert "Only the person who noted a step can undo it" in page.text


def test_the_first_meeting_can_be_changed(signed_in, referral):
    change = f"/referrals/{referral.id}/change"

    page = signed_in.submit(change, first_on="2026-03-12", companion="family", companion_name="Ana")

    assert "Referral to Harbor Evening changed." in page.text
    assert (referral.first_on, referral.companion_name) == (date(2026, 3, 12), "Ana")


@pytest.mark.parametrize("typed", [{"first_on": "2026-03-06"}, {"note": "x" * 2_001}])
def test_a_bad_change_is_refused(signed_in, referral, typed):
    page = signed_in.submit(f"/referrals/{referral.id}/change", **typed)

    assert page.status_code == 422
    assert referral.first_on == date(2026, 3, 5)


def test_a_stale_change_keeps_what_was_typed(signed_in, referral, session):
    stale = referral.revision
    referral.companion_name = "Ana"
    session.commit()

    page = signed_in.submit(f"/referrals/{referral.id}/change", revision=stale, note="At the door")

    assert page.status_code == 409
    assert "At the door" in page.text


@pytest.mark.parametrize(
    ("who", "status"), [("colleague", 404), ("stranger", 404), ("admin", 403), ("auditor", 403)]
)
def test_a_referral_is_shut_to_others(browser, referral, who, status, request, session):
    user = request.getfixturevalue(who)
    session.commit()
    browser.sign_in(user)
    pages = (
        f"/clients/{referral.client_id}/referrals",
        f"/referrals/{referral.id}",
        f"/referrals/{referral.id}/change",
    )

    for page in pages:
        assert browser.get(page).status_code == status
    for page in ("answer", "steps/1/undo", "change"):
        forged = browser.submit(f"/referrals/{referral.id}/{page}", at="/", state="agreed")
        assert forged.status_code == status
    assert referral.state is S.OFFERED


def test_what_is_not_yours_looks_like_what_is_not_there(browser, colleague, referral, session):
    session.commit()
    browser.sign_in(colleague)
    nowhere = str(referral.id).replace(str(referral.id)[-4:], "0000")

    theirs = browser.get(f"/referrals/{referral.id}")
    none = browser.get(f"/referrals/{nowhere}")

    assert theirs.data == none.data


def test_the_list_holds_only_ones_own(browser, colleague, referral, session):
    session.commit()

    assert "Harbor Evening" not in browser.sign_in(colleague).get("/referrals").text


def test_admins_and_auditors_have_no_list(browser, admin, auditor, referral, session):
    session.commit()

    assert browser.sign_in(admin).get("/referrals").status_code == 403


def test_reading_is_written_in_the_log(signed_in, referral, session):
    signed_in.get(f"/referrals/{referral.id}")
    signed_in.get(f"/clients/{referral.client_id}/referrals")
    signed_in.get("/referrals")

    acts = session.scalars(sa.select(AuditEvent.act).where(AuditEvent.act.like("referrals%")))
    assert sorted(acts) == ["referrals.listed", "referrals.read", "referrals.read"]
