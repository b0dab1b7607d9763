"""The details of a client, and correcting them."""

import re
import uuid

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.clients import actions
from clinic.clients.models import CareTeamMember, ClientChange, ClientName, Part
from clinic.core.errors import RuleBroken
from tests.make import NOON

ADDRESS = "77 Hidden Lane"


@pytest.fixture
def client(make, counselor, session):
    client = make.client("María", "Reyes", counselor=counselor, street=ADDRESS, phone="555-0150")
    session.commit()
    return client


def test_the_page_shows_the_record_and_the_look_is_written_down(
    browser, session, client, counselor
):
    page = browser.sign_in(counselor).get(f"/clients/{client.id}/details")

    assert ADDRESS in page.text
    assert "555-0150" in page.text
    seen = session.scalars(
        sa.select(AuditEvent).where(AuditEvent.act == "client.details_read")
    ).one()
    assert (seen.actor_id, seen.client_id) == (counselor.id, client.id)


@pytest.mark.parametrize(
    ("who", "shown"), [("counselor", True), ("supervisor", True), ("intake", False)]
)
def test_a_confidential_address_is_for_the_care_team_and_supervisors(
    browser, session, client, request, who, shown
):
    client.address_confidential = True
    user = request.getfixturevalue(who)
    session.commit()
    browser.sign_in(user)

    for place in ("details", "details/edit", "care"):
        page = browser.get(f"/clients/{client.id}/{place}").text
        assert (ADDRESS in page) is (shown and place != "care")


def test_the_history_of_a_confidential_address_is_confidential_too(
    browser, session, client, counselor, intake
):
    facts = {"street": "9 New Road", "address_confidential": True}
    actions.correct(client, **facts, by=counselor, at=NOON)
    session.commit()

    page = browser.sign_in(intake).get(f"/clients/{client.id}/details").text

    assert ADDRESS not in page
    assert "9 New Road" not in page


def test_intake_staff_cannot_write_over_a_confidential_address(browser, session, client, intake):
    client.address_confidential = True
    session.commit()
    browser.sign_in(intake)

    browser.submit(
        f"/clients/{client.id}/details/edit", street="1 Nowhere", address_confidential=False
    )

    assert client.street == ADDRESS
    assert client.address_confidential


def test_a_correction_keeps_what_was_said_before(browser, session, client, counselor):
    page = browser.sign_in(counselor).submit(
        f"/clients/{client.id}/details/edit", given_name="Marta", birth_year="1991", birth_day="4"
    )

    changes = {c.field: (c.before, c.after) for c in session.scalars(sa.select(ClientChange))}
    assert changes == {
        "given_name": ("María", "Marta"),
        "born_on": ("1990-05-04", "1991-05-04"),
        "birth_year": ("1990", "1991"),
    }
    assert "became “Marta”" in page.text
    names = session.scalars(sa.select(ClientName.key).order_by(ClientName.key)).all()
    assert names == ["marta", "reyes"]


def test_saving_without_a_change_writes_nothing(browser, session, client, counselor):
    browser.sign_in(counselor).submit(f"/clients/{client.id}/details/edit")

    assert session.scalars(sa.select(ClientChange)).all() == []


def test_a_stale_form_is_shown_again_with_the_typed_words(
    browser, session, client, counselor, supervisor
):
    address = f"/clients/{client.id}/details/edit"
    session.commit()
    browser.sign_in(counselor).get(address)
    actions.correct(client, phone="555-9999", by=supervisor, at=NOON)
    session.commit()

    page = browser.submit(address, pronouns="they/them", revision="1")

    assert page.status_code == 409
    assert "they/them" in page.text
    assert "555-9999" in page.text
    assert supervisor.name in page.text
    assert client.pronouns == ""


def test_a_clash_says_nothing_of_a_confidential_address(
    browser, session, client, intake, supervisor
):
    client.address_confidential = True
    session.commit()
    address = f"/clients/{client.id}/details/edit"
    browser.sign_in(intake).get(address)
    facts = {"street": "9 Secret Row", "phone": "555-9999", "reason": "The shelter moved"}
    actions.correct(client, **facts, by=supervisor, at=NOON)
    session.commit()

    page = browser.submit(address, pronouns="they/them", revision="1")

    assert page.status_code == 409
    assert "555-9999" in page.text
    assert "Secret Row" not in page.text


@pytest.mark.parametrize("wrong", [{"given_name": ""}, {"birth_year": ""}, {"phone": "5" * 41}])
def test_a_bad_answer_is_refused_and_kept(browser, session, client, counselor, wrong):
    page = browser.sign_in(counselor).submit(
        f"/clients/{client.id}/details/edit", pronouns="they/them", **wrong
    )

    assert "to fix" in page.text
    assert "they/them" in page.text
    assert session.scalars(sa.select(ClientChange)).all() == []


def test_fields_of_the_record_that_no_form_offers_stay(browser, client, counselor):
    number = client.number

    browser.sign_in(counselor).submit(
        f"/clients/{client.id}/details/edit", number="7", stage="left", left_on="2026-01-01"
    )

    assert client.number == number
    assert client.left_on is None


def test_a_birth_year_alone_takes_the_day_back(client, counselor):
    actions.correct(client, birth_year=1985, born_on=None, by=counselor, at=NOON)

    assert (client.born_on, client.birth_year) == (None, 1985)


def test_the_birth_year_cannot_be_lost(client, counselor):
    actions.correct(client, birth_year=1985, born_on=None, by=counselor, at=NOON)

    with pytest.raises(RuleBroken):
        actions.correct(client, birth_year=None, by=counselor, at=NOON)


def test_supporters_are_added_corrected_and_removed(browser, client, counselor):
    browser.sign_in(counselor)
    base = f"/clients/{client.id}/supporters"

    browser.submit(f"{base}/new", name="Ana", relation="sister", phone="555-0161")
    (ana,) = client.supporters
    page = browser.submit(f"{base}/{ana.id}", name="Ana Reyes")

    assert "Ana Reyes" in page.text
    browser.submit(f"{base}/{ana.id}/remove", at=f"{base}/{ana.id}")
    assert "Ana Reyes" not in browser.get(f"/clients/{client.id}/details").text


def test_a_supporter_has_a_name(browser, client, counselor):
    page = browser.sign_in(counselor).submit(
        f"/clients/{client.id}/supporters/new", name=" ", relation="sister"
    )

    assert "Write the supporter" in page.text
    assert "sister" in page.text


def test_a_supporter_of_another_client_is_not_there(browser, session, make, client, counselor):
    other = make.client(counselor=counselor)
    ana = actions.add_supporter(other, name="Ana", by=counselor, at=NOON)
    session.commit()
    browser.sign_in(counselor)

    assert browser.get(f"/clients/{client.id}/supporters/{ana.id}").status_code == 404


@pytest.mark.parametrize("place", ["details", "details/edit", "supporters/new", "care", "admit"])
@pytest.mark.parametrize("who", ["colleague", "stranger"])
def test_what_is_not_yours_answers_as_what_is_not_there(
    browser, session, client, request, who, place
):
    user = request.getfixturevalue(who)
    session.commit()
    browser.sign_in(user)

    shut = browser.get(f"/clients/{client.id}/{place}")
    nowhere = browser.get(f"/clients/{uuid.uuid4()}/{place}")

    assert shut.status_code == nowhere.status_code == 404
    assert shut.data == nowhere.data


@pytest.mark.parametrize("who", ["admin", "auditor"])
def test_the_pages_are_shut_to_other_roles(browser, session, client, request, who):
    user = request.getfixturevalue(who)
    session.commit()
    browser.sign_in(user)

    for place in ("details", "details/edit", "supporters/new", "care", "admit", "hand-over"):
        assert browser.get(f"/clients/{client.id}/{place}").status_code == 403


def test_a_team_has_one_primary_counselor(client, counselor, colleague):
    with pytest.raises(RuleBroken):
        actions.assign(client, colleague, Part.PRIMARY, counselor, NOON)


def test_nobody_stands_on_a_care_team_twice(client, counselor):
    with pytest.raises(RuleBroken):
        actions.cover(client, counselor, by=counselor, at=NOON)


def test_the_primary_counselor_is_not_released(client, counselor):
    with pytest.raises(RuleBroken):
        actions.release(client, counselor, by=counselor, at=NOON)


@pytest.mark.parametrize("who", ["stranger", "intake", "admin", "auditor"])
def test_only_counselors_of_the_program_look_after_a_client(client, counselor, request, who):
    with pytest.raises(RuleBroken):
        actions.cover(client, request.getfixturevalue(who), by=counselor, at=NOON)


def test_who_may_no_longer_sign_in_looks_after_nobody(client, counselor, colleague):
    colleague.disabled_at = NOON

    with pytest.raises(RuleBroken):
        actions.cover(client, colleague, by=counselor, at=NOON)


def test_the_database_keeps_one_primary_counselor(client, session, colleague):
    session.add(CareTeamMember(client_id=client.id, user=colleague, part=Part.PRIMARY, since=NOON))

    with pytest.raises(sa.exc.IntegrityError):
        session.flush()


def test_who_covers_can_take_over(client, counselor, colleague):
    actions.cover(client, colleague, by=counselor, at=NOON)

    actions.hand_over(client, colleague, counselor, NOON, "Ada is on leave")

    assert client.counselor is colleague
    assert [m.user for m in client.care_team if m.until is None] == [colleague]


def test_a_supervisor_says_why_a_confidential_address_changes(
    browser, session, client, counselor, supervisor, intake
):
    client.address_confidential = True
    session.commit()
    address = f"/clients/{client.id}/details/edit"
    browser.sign_in(supervisor)

    page = browser.submit(address, street="9 New Road")
    assert "Write why this address changes" in page.text
    assert "9 New Road" in page.text
    assert client.street == ADDRESS

    page = browser.submit(address, street="9 New Road", reason="The shelter moved")
    assert client.street == "9 New Road"
    assert "Reason: The shelter moved" in page.text
    (change,) = session.scalars(sa.select(ClientChange))
    assert (change.field, change.reason) == ("street", "The shelter moved")

    browser.submit("/sign-out", at="/")
    page = browser.sign_in(intake).get(f"/clients/{client.id}/details").text
    assert "The shelter moved" not in page


def test_lifting_the_confidence_takes_a_reason_too(client, supervisor):
    client.address_confidential = True

    with pytest.raises(RuleBroken, match="why"):
        actions.correct(client, address_confidential=False, reason=" ", by=supervisor, at=NOON)


def test_no_reason_is_asked_of_the_care_team_nor_for_anything_else(
    browser, session, client, counselor, supervisor
):
    client.address_confidential = True
    session.commit()
    address = f"/clients/{client.id}/details/edit"

    assert 'name="reason"' not in browser.sign_in(counselor).get(address).text
    browser.submit(address, street="9 New Road")
    browser.submit("/sign-out", at="/")
    browser.sign_in(supervisor).submit(address, phone="555-9999")

    assert (client.street, client.phone) == ("9 New Road", "555-9999")


def test_a_supporter_changed_meanwhile_is_shown_with_the_typed_words(
    browser, session, client, counselor
):
    ana = actions.add_supporter(client, name="Ana", phone="555-0161", by=counselor, at=NOON)
    session.commit()
    address = f"/clients/{client.id}/supporters/{ana.id}"
    browser.sign_in(counselor)
    before = ana.revision
    actions.correct_supporter(ana, name="Ana Reyes", phone="555-7777", by=counselor, at=NOON)
    session.commit()

    page = browser.submit(address, name="Anna", revision=before)

    assert page.status_code == 409
    assert 'value="Anna"' in page.text
    assert "555-7777" in page.text
    assert ana.name == "Ana Reyes"

    token = re.search(r'name="revision"[^>]*value="(\d+)"', page.text)[1]
    browser.submit(address, name="Anna", revision=token)

    assert ana.name == "Anna"
