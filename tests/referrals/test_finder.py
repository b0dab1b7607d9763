"""The finder for one client."""

import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.groups.models import Joining, Stated


def found(text):
    return text.split('id="found-here"')[1].split("</section>")[0]


def test_what_the_client_needs_is_said_and_comes_first(browser, session, make, counselor):
    client = make.client("Maya", counselor=counselor, needs=["step_free", "women_only"])
    make.group("Stairs", weekday=1)
    lift = make.group("Lift", weekday=5)
    lift.meetings[0].venue.wheelchair = Stated.YES
    lift.meetings[0].traits = ["women"]
    session.commit()
    browser.sign_in(counselor)

    page = browser.get(f"/clients/{client.id}/find-a-group").text

    assert "Started from what Maya needs: step-free, women only." in page
    assert found(page).index("Lift") < found(page).index("Stairs")
    assert "Step-free: not stated" in page


def test_opening_the_finder_is_on_record(browser, session, make, counselor):
    client = make.client(counselor=counselor)
    session.commit()
    browser.sign_in(counselor)

    browser.get(f"/clients/{client.id}/find-a-group")

    kept = session.scalars(sa.select(AuditEvent).where(AuditEvent.act == "finder.opened")).one()
    assert kept.client_id == client.id
    assert kept.actor_id == counselor.id


def test_the_button_leads_to_the_referral(browser, session, make, counselor):
    client = make.client(counselor=counselor)
    group = make.group(joining=Joining.REFERRAL)
    session.commit()
    browser.sign_in(counselor)

    page = browser.get(f"/clients/{client.id}/find-a-group").text

    assert f"/clients/{client.id}/referrals/new?meeting={group.meetings[0].id}" in page
    assert "Refer</a>" in page


def test_groups_already_referred_are_marked(browser, session, make, counselor, episode):
    group = make.group("Tuesday Lamp", weekday=2)
    make.referral(episode, group)
    session.commit()
    browser.sign_in(counselor)

    page = browser.get(f"/clients/{episode.client_id}/find-a-group").text

    assert "In the plan" in found(page)
    assert "referrals/new?meeting" not in found(page)


def test_an_empty_day_leads_to_its_groups(browser, session, make, counselor, episode):
    make.group("Wednesday Table", weekday=3)
    make.group("Friday Kitchen", weekday=5)
    session.commit()
    browser.sign_in(counselor)

    page = browser.get(f"/clients/{episode.client_id}/find-a-group").text
    wednesday = browser.get(f"/clients/{episode.client_id}/find-a-group?day=3").text

    assert "Show Wed" in page
    assert "Wednesday Table" in found(wednesday)
    assert "Friday Kitchen" not in found(wednesday)


def test_the_form_can_take_every_need_off(browser, session, make, counselor):
    client = make.client(counselor=counselor, needs=["step_free"], language="es")
    make.group()
    session.commit()
    browser.sign_in(counselor)

    page = browser.get(f"/clients/{client.id}/find-a-group?asked=1").text

    assert "Step-free: not stated" not in found(page)


def test_the_client_s_language_orders_and_hides_nothing(browser, session, make, counselor):
    client = make.client(counselor=counselor, language="es")
    make.group("English Table", weekday=1).meetings[0].languages = ["en"]
    make.group("Nuevo Día", weekday=5).meetings[0].languages = ["es"]
    session.commit()
    browser.sign_in(counselor)

    page = found(browser.get(f"/clients/{client.id}/find-a-group").text)

    assert page.index("Nuevo Día") < page.index("English Table")
    assert "Not in Spanish" in page


def test_the_finder_is_shut_to_others(
    browser, session, make, counselor, colleague, stranger, admin, auditor
):
    client = make.client(counselor=counselor)
    session.commit()

    for other, code in ((colleague, 404), (stranger, 404), (admin, 403), (auditor, 403)):
        browser.sign_in(other)
        assert browser.get(f"/clients/{client.id}/find-a-group").status_code == code
        browser.submit("/sign-out", at="/groups")


def test_intake_may_find_a_group(browser, session, make, counselor, intake, program):
    client = make.client(counselor=counselor, program=program)
    session.commit()
    browser.sign_in(intake)

    assert browser.get(f"/clients/{client.id}/find-a-group").status_code == 200
