"""Somebody leaves today: one page, whatever is missing."""

from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.clients.models import CareTeamMember
from clinic.core import pdf
from clinic.plans.document import leaving_today
from clinic.plans.models import PlanAppointment, PlanCopy
from clinic.plans.policy import Rules
from clinic.referrals.models import ReferralState
from tests.make import NOON, TODAY
from tests.plans.paper import pages_of
from tests.plans.tools import sign_off


def words(answer):
    (page,) = pages_of(answer)
    return page


def page(client, **asked):
    asked = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"/clients/{client.id}/leaving-today.pdf?{asked}"


@pytest.fixture
def compose(facts):
    def compose(client, plan, *referrals, **said):
        said = {"at": NOON, "today": TODAY, "rules": Rules(), "language": "en", **said}
        return leaving_today(client, plan, referrals, clinic=facts, **said)

    return compose


def test_the_page_says_who_to_call_what_keeps_safe_and_the_next_group(ada, ready):
    printed = words(ada.get(page(ready.episode.client)))

    assert "I leave on Monday, March 2, 2026." in printed
    assert "Who to call now" in printed
    assert "If I use again" in printed
    assert "Thursday Steps" in printed
    assert "Draft. Not signed off." in printed


def test_it_is_asked_for_in_the_language_of_the_client(ada, draft, session):
    draft.episode.client.language = "es"
    session.commit()

    asked = ada.get(f"/clients/{draft.episode.client_id}/leaving-today").text

    assert '<option selected value="es">' in asked
    assert "A quién llamo ahora" in words(ada.get(page(draft.episode.client)))
    english = words(ada.get(page(draft.episode.client, language="en", paper="A4")))
    assert "Who to call now" in english


@pytest.mark.parametrize("asked", [{"language": "zz"}, {"paper": "x"}])
def test_an_answer_that_is_none_never_stops_the_page(ada, draft, asked):
    assert "Who to call now" in words(ada.get(page(draft.episode.client, **asked)))


def test_nothing_missing_stops_it(ada, make, counselor, session):
    client = make.client("Nobody", "Yet", counselor=counselor)
    session.commit()

    printed = words(ada.get(page(client)))

    assert "Nobody Yet" in printed
    assert "If I use again" in printed
    assert "I can come back at any time, and ask for a group." in printed


def test_a_client_in_care_without_a_plan_gets_the_groups_they_were_sent_to(
    ada, episode, make, session
):
    make.referral(episode, make.group("Harbor", weekday=3))
    make.referral(episode, make.group("Gone"), state=ReferralState.DECLINED_BY_CLIENT)
    session.commit()

    printed = words(ada.get(page(episode.client)))

    assert "Harbor" in printed
    assert "Gone" not in printed


def test_neither_counselor_nor_leaving_date_is_needed(compose, ready, session):
    client = ready.episode.client
    client.care_team[0].until = NOON
    ready.episode.leaves_on = None
    session.flush()
    session.expire(client)

    said = compose(client, ready, ready.supports[0].referral)

    assert (said.counselor_name, said.leaves_on) == ("", "Monday, March 2, 2026")
    assert session.scalar(sa.select(sa.func.count()).select_from(CareTeamMember)) > 0


def test_the_group_that_meets_next_comes_first(compose, draft, make):
    monday = make.group("Monday noon", weekday=1, starts_at=time(11, 59))
    tuesday, later = make.group("Tuesday", weekday=2), make.group("Later", weekday=2)
    moved = make.group("Moved", weekday=1, starts_at=time(19))
    first = {"first_on": TODAY}
    referrals = [make.referral(draft.episode, each, **first) for each in (monday, moved, tuesday)]
    referrals.append(make.referral(draft.episode, later, first_on=date(2026, 3, 24)))
    moved.meetings[0].starts_at = time(18)

    said = compose(draft.episode.client, draft, *referrals)

    assert [card.name for card in said.groups] == ["Tuesday", "Monday noon", "Later", "Moved"]


def test_what_has_passed_is_left_out(compose, draft, session):
    for day, what in ((-1, "Past"), (0, "Today"), (2, "Coming")):
        booked = PlanAppointment(on=TODAY + timedelta(days=day), what=what)
        draft.appointments.append(booked)
    session.flush()

    said = compose(draft.episode.client, draft)

    assert [each.what for each in said.appointments] == ["Today", "Coming"]


def test_it_is_in_the_log_and_is_no_copy_of_a_plan(ada, ready, session):
    sign_off(ada, ready)
    ada.get(page(ready.episode.client, language="es"))

    act = AuditEvent.act == "plan.early_exit_printed"
    event = session.scalar(sa.select(AuditEvent).where(act))
    assert event.client_id == ready.episode.client_id
    assert event.detail == {"language": "es", "version": 1, "draft": False}
    assert session.scalar(sa.select(sa.func.count()).select_from(PlanCopy)) == 0


def test_when_the_press_fails_the_browser_prints(ada, ready, monkeypatch, session):
    def fail(*_args, **_facts):
        raise pdf.RenderFailed("This page took too long.")

    monkeypatch.setattr("clinic.plans.views.early.print_part", fail)

    answer = ada.get(page(ready.episode.client, language="es"))

    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert "The PDF could not be made. Print this page from the browser instead." in answer.text
    for said in ("988", "Mi cuerpo ya no está acostumbrado", "Thursday Steps", 'lang="es"'):
        assert said in answer.text
    assert "<style" not in answer.text


@pytest.mark.parametrize("path", ["", "/plan"])
def test_the_button_is_where_the_counselor_is(ada, ready, path):
    client = f"/clients/{ready.episode.client_id}"

    assert f'href="{client}/leaving-today"' in ada.get(f"{client}{path}").text


def test_the_button_is_where_leaving_is_recorded(ada, ready):
    answer = ada.get(f"/episodes/{ready.episode_id}/leave").text

    assert f'href="/clients/{ready.episode.client_id}/leaving-today"' in answer


@pytest.mark.parametrize("path", ["leaving-today", "leaving-today.pdf"])
@pytest.mark.parametrize("who", ["stranger", "intake"])
def test_it_is_shut_to_others(browser, session, episode, request, who, path):
    other = request.getfixturevalue(who)
    session.commit()
    other = browser.sign_in(other)

    assert other.get(f"/clients/{episode.client_id}/{path}").status_code == 404
