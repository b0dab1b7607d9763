"""Who may open the pages of the plans room, and what the log keeps."""

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.episodes.models import Episode
from tests.plans.tools import fresh, home


def pages(plan):
    row = plan.appointments[0].id
    return [
        home(plan),
        f"/plans/{plan.id}",
        f"/plans/{plan.id}/check",
        f"/plans/{plan.id}/draft.pdf",
        f"/plans/{plan.id}.pdf",
        f"/plans/{plan.id}/preview",
        f"/plans/{plan.id}/preview/people",
        f"/plans/{plan.id}/preview/people.png",
        f"/plans/{plan.id}/appointments/{row}",
        f"/plans/{plan.id}/people/{plan.people[0].id}",
    ]


def acts(plan):
    referral = plan.supports[0].referral_id
    base = f"/plans/{plan.id}"
    return [
        *(f"{base}/{word}" for word in ("goals", "words", "appointments", "people")),
        *(f"{base}/{word}" for word in ("accept", "sign-off", "revise")),
        *(f"{base}/groups/{referral}/{word}" for word in ("add", "remove", "up", "down")),
        f"{base}/appointments/{plan.appointments[0].id}/remove",
        f"{base}/people/{plan.people[0].id}/remove",
        f"{base}/people/{plan.people[0].id}/down",
        f"{home(plan)}",
    ]


@pytest.mark.parametrize("who", ["colleague", "stranger", "intake"])
def test_a_plan_out_of_reach_is_as_good_as_none(request, browser, ready, session, who, press):
    someone = request.getfixturevalue(who)
    session.commit()
    browser.sign_in(someone)
    none = browser.get("/plans/00000000-0000-7000-8000-000000000000/check")

    for page in pages(ready):
        answer = browser.get(page)
        assert (answer.status_code, answer.data) == (404, none.data), page
    for act in acts(ready):
        assert browser.submit(act, at="/me").status_code == 404, act
    assert press == []


@pytest.mark.parametrize("who", ["admin", "auditor"])
def test_those_who_see_no_client_see_no_plan(request, browser, ready, session, who):
    someone = request.getfixturevalue(who)
    session.commit()
    browser.sign_in(someone)

    for page in pages(ready):
        assert browser.get(page).status_code == 403, page


def test_a_plan_is_shut_to_those_who_have_not_signed_in(browser, ready, session):
    session.commit()

    for page in pages(ready):
        assert browser.get(page).status_code in (302, 303), page


def test_a_supervisor_writes_in_the_plans_of_the_program(browser, draft, supervisor, session):
    session.commit()
    browser.sign_in(supervisor)

    browser.submit(f"/plans/{draft.id}/words", at=home(draft), remember="It passes.")

    assert fresh(session, draft).changed_by.name == "Ravi Shah"


def test_every_look_at_a_plan_is_logged(ada, ready, session):
    session.commit()

    for page in pages(ready)[:4]:
        ada.get(page)

    acts = set(session.scalars(sa.select(AuditEvent.act)))
    assert {"plan.opened", "plan.checked", "plan.draft_printed"} <= acts


def test_an_early_leaver_gets_paper_whatever_is_missing(ada, draft, session, press):
    draft.episode.leaves_on = None
    session.commit()

    assert ada.get(f"/plans/{draft.id}/draft.pdf").status_code == 200
    assert session.scalar(sa.select(sa.func.count()).select_from(Episode)) == 1
