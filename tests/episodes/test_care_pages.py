"""The pages about a client's care: what they show, change, refuse, and to whom."""

import uuid

import pytest

from clinic.clients import actions as clients
from clinic.clients.models import Part
from clinic.episodes.models import Setting
from tests.make import NOON


@pytest.fixture
def at_work(browser, session, episode, counselor):
    episode.substances = ["Alcohol"]
    session.commit()
    return browser.sign_in(counselor)


def test_care_shows_what_is_clinical_to_clinical_roles_only(
    at_work, session, browser, episode, intake
):
    address = f"/clients/{episode.client_id}/care"
    assert "Alcohol" in at_work.get(address).text
    session.add(intake)
    session.commit()
    browser.submit("/sign-out", at="/")

    page = browser.sign_in(intake).get(address)

    assert page.status_code == 200
    assert "Alcohol" not in page.text
    assert "Record leaving" not in page.text


def test_dates_what_for_and_moves_are_written_on_pages(at_work, episode):
    base = f"/episodes/{episode.id}"

    at_work.submit(f"{base}/dates", leaves_on="2099-04-01", leaves_at="10:00")
    at_work.submit(f"{base}/clinical", substances="Alcohol\n\nOpioids\n", conditions="Depression")
    at_work.submit(f"{base}/transfer", setting="outpatient", reason="Doing well")

    assert str(episode.leaves_on) == "2099-04-01"
    assert episode.substances == ["Alcohol", "Opioids"]
    assert episode.placement.setting is Setting.OUTPATIENT


def test_a_client_leaves_and_comes_back_by_pages(at_work, episode):
    base = f"/episodes/{episode.id}"
    page = at_work.submit(f"{base}/leave", left_reason="completed")
    assert "1 thing to fix" in page.text
    assert "What became of the aftercare plan? Choose what became of the plan." in page.text

    page = at_work.submit(f"{base}/leave", left_reason="completed", disposition="unavailable")
    assert "Not in care now" in page.text
    page = at_work.submit(f"{base}/reopen", reason="Wrong client")
    assert "In care now" in page.text
    at_work.submit(f"{base}/leave", left_reason="completed", disposition="unavailable")

    page = at_work.submit(f"/clients/{episode.client_id}/admit", setting="outpatient")

    assert "In care now" in page.text
    assert "Earlier care" in page.text


def test_why_there_is_no_plan_is_asked_kept_and_shown(at_work, episode):
    url = f"/episodes/{episode.id}/leave"
    asked = at_work.submit(url, left_reason="completed", disposition="declined", left_note="Kept")
    assert asked.status_code == 422 or "thing to fix" in asked.text
    assert "Write why, in the client" in asked.text
    assert "Kept" in asked.text

    page = at_work.submit(
        url,
        left_reason="completed",
        disposition="further_treatment",
        disposition_with="Lena Ortiz, Alder House",
        disposition_on="2026-03-01",
    )

    assert "Confirmed by Lena Ortiz, Alder House" in page.text
    assert "(Mar 1, 2026, noted by Ada Rowe)." in page.text


@pytest.mark.parametrize("place", ["dates", "clinical", "transfer", "leave"])
def test_a_stale_form_is_not_saved(at_work, session, episode, place):
    at_work.get(f"/episodes/{episode.id}/{place}")
    episode.left_note = "changed meanwhile"
    session.commit()

    page = at_work.submit(
        f"/episodes/{episode.id}/{place}",
        revision="1",
        reason="Why",
        setting="outpatient",
        left_reason="completed",
        disposition="unavailable",
        substances="Opioids",
    )

    assert page.status_code == 409
    assert episode.substances == ["Alcohol"]
    assert episode.is_open


def test_handing_over_leads_to_the_list(at_work, session, make, episode, program):
    other = make.user("Bo Lind", program=program)
    session.commit()

    page = at_work.submit(
        f"/clients/{episode.client_id}/hand-over", counselor=other.id, reason="Leave"
    )

    assert page.request.path == "/clients"
    assert episode.client.counselor is other


def test_covering_begins_and_ends(at_work, session, make, episode, program):
    other = make.user("Bo Lind", program=program)
    session.commit()
    base = f"/clients/{episode.client_id}"

    page = at_work.submit(f"{base}/cover", counselor=other.id)
    assert "Bo Lind" in page.text
    page = at_work.submit(f"{base}/team/{other.id}/release", at=f"{base}/care")

    assert "Bo Lind" not in page.text


@pytest.mark.parametrize("who", ["colleague", "stranger", "intake"])
@pytest.mark.parametrize("place", ["clinical", "transfer", "leave", "reopen"])
def test_the_episode_is_shut_to_others(browser, session, episode, request, who, place):
    user = request.getfixturevalue(who)
    session.commit()
    browser.sign_in(user)

    page = browser.get(f"/episodes/{episode.id}/{place}")
    nowhere = browser.get(f"/episodes/{uuid.uuid4()}/{place}")

    assert page.status_code in (403, 404)
    assert page.data == nowhere.data


def test_a_foreign_counselor_in_the_form_is_nobody(at_work, session, stranger, episode, colleague):
    session.commit()

    at_work.submit(f"/clients/{episode.client_id}/hand-over", counselor=stranger.id, reason="x")

    assert episode.client.counselor.name == "Ada Rowe"


def test_a_client_is_handed_to_somebody_else(at_work, episode, counselor, colleague, session):
    session.commit()

    page = at_work.get(f"/clients/{episode.client_id}/hand-over").text

    assert f'<option value="{colleague.id}"' in page
    assert f'<option value="{counselor.id}"' not in page


@pytest.mark.parametrize("place", ["hand-over", "cover"])
def test_a_care_team_that_changed_meanwhile_is_shown_with_the_typed_words(
    at_work, session, make, episode, program, supervisor, place
):
    client = episode.client
    bo, cy = make.user("Bo Lind", program=program), make.user("Cy Moor", program=program)
    session.commit()
    before = client.team.revision
    clients.assign(client, bo, Part.COVERING, supervisor, NOON)
    session.commit()
    address = f"/clients/{client.id}/{place}"

    page = at_work.submit(address, counselor=cy.id, reason="On leave", revision=before)

    assert page.status_code == 409
    assert "On leave" in page.text
    assert f'selected value="{cy.id}"' in page.text
    assert "Bo Lind, Covering" in page.text
    assert cy not in [member.user for member in client.care_team]

    at_work.submit(address, counselor=cy.id, reason="On leave", revision=client.team.revision)

    assert cy in [member.user for member in client.care_team if member.until is None]


def test_a_supervisor_gives_somebody_alone_a_first_counselor(
    browser, session, make, counselor, supervisor
):
    client = make.client(counselor=counselor)
    clients.end_care_team(client, by=supervisor, at=NOON)
    session.commit()
    address = f"/clients/{client.id}/hand-over"

    today = browser.sign_in(supervisor).get("/").text
    assert f'href="{address}"' in today
    page = browser.get(address).text
    assert "Choose a counselor" in page
    assert "Nobody looks after Robin yet" in page
    browser.submit(address, counselor=counselor.id)

    assert client.counselor is counselor
    assert f'href="{address}"' not in browser.get("/").text


def test_who_has_a_counselor_changes_hands_for_a_reason_only(at_work, session, episode, colleague):
    session.add(colleague)
    session.commit()

    page = at_work.submit(f"/clients/{episode.client_id}/hand-over", counselor=colleague.id)

    assert "Write why the client changes counselor" in page.text
    assert episode.client.counselor is not colleague
