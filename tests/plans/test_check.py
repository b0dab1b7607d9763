"""The last look, signing off, and the paper that comes of it."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from time import sleep

import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.core.pdf import RenderFailed
from clinic.plans.models import AftercarePlan, PlanPaper
from clinic.plans.printing import PrintedPlan
from clinic.plans.views import check as check_views
from clinic.plans.views import paper as paper_views
from tests.plans.tools import PDF, SIGNED, fresh, home, posted, sign_off


def test_the_check_names_what_is_left_and_what_it_says(ada, draft, session):
    session.commit()

    page = ada.get(f"/plans/{draft.id}/check").text

    for words in ("2 things to fix", "Write at least one goal", "That is fine", "born 1990"):
        assert words in page


def test_one_press_lets_a_finding_stand_and_another_takes_it_back(ada, ready, session):
    ready.people.clear()
    session.commit()
    url, check = f"/plans/{ready.id}/accept", f"/plans/{ready.id}/check"

    page = ada.submit(url, at=check, key="people").text
    assert "Marked as fine by Ada Rowe" in page
    page = ada.submit(url, at=check, key="people", stand="no").text

    assert "1 thing to look at" in page


def test_a_finding_that_is_gone_cannot_be_let_stand(ada, ready, session):
    session.commit()

    answer = ada.submit(f"/plans/{ready.id}/accept", at=f"/plans/{ready.id}/check", key="people")

    assert answer.status_code == 422
    assert "no longer there" in answer.text


def test_signing_off_prints_outside_any_transaction_and_keeps_the_page(ada, ready, session, press):
    session.commit()

    page = sign_off(ada, ready).text

    assert "Version 1 is signed off" in page
    assert [open_ for _document, open_ in press] == [False]
    assert press[0][0].draft is False
    assert session.scalar(sa.select(PlanPaper.pdf)) == PDF


def test_two_posts_of_one_signing_make_one_version(ada, ready, session):
    session.commit()
    page = ada.get(f"/plans/{ready.id}/check").text
    url = f"/plans/{ready.id}/sign-off"
    sent = posted(page, url, **SIGNED)

    answers = [ada.post(url, data=sent) for _press in range(2)]

    assert [a.status_code for a in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert session.scalar(sa.select(sa.func.count()).select_from(AftercarePlan)) == 1
    assert session.scalar(sa.select(sa.func.count()).select_from(PlanPaper)) == 1


def test_ten_presses_at_once_make_one_version(app, ada, ready, session, monkeypatch):
    def print_slowly(_document):
        sleep(0.05)
        return PrintedPlan(PDF, sha256(PDF).hexdigest(), 6)

    monkeypatch.setattr(check_views, "print_plan", print_slowly)
    session.commit()
    url = f"/plans/{ready.id}/sign-off"
    sent = posted(ada.get(f"/plans/{ready.id}/check").text, url, **SIGNED)
    token = ada.get_cookie("session").value
    session.remove()

    def press(_number):
        browser = app.test_client()
        browser.set_cookie("session", token)
        return browser.post(url, data=sent).status_code

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(press, range(10)))

    assert answers == [303] * 10
    assert session.scalar(sa.select(sa.func.count()).select_from(PlanPaper)) == 1
    finalized = sa.select(sa.func.count()).where(AuditEvent.act == "plan.finalized")
    assert session.scalar(finalized) == 1


def test_signing_off_an_unready_plan_is_refused(ada, draft, session):
    session.commit()

    answer = sign_off(ada, draft)

    assert answer.status_code == 422
    assert "Fix this first" in answer.text


def test_signing_off_what_was_changed_since_it_was_read_is_refused(ada, ready, session):
    session.commit()
    url = f"/plans/{ready.id}/sign-off"
    sent = posted(ada.get(f"/plans/{ready.id}/check").text, url, **SIGNED)
    ada.submit(f"/plans/{ready.id}/words", at=home(ready), remember="Changed")

    answer = ada.post(url, data=sent)

    assert answer.status_code == 409
    assert "Nothing was signed off" in answer.text
    assert not fresh(session, ready).is_final


def test_a_change_while_it_prints_is_not_signed(ada, ready, session, monkeypatch):
    session.commit()

    def print_slowly(document):
        session.execute(
            sa.update(AftercarePlan).values(remember="Other", revision=AftercarePlan.revision + 1)
        )
        session.commit()
        return PrintedPlan(PDF, "", 1)

    monkeypatch.setattr(check_views, "print_plan", print_slowly)

    answer = sign_off(ada, ready)

    assert answer.status_code == 409
    assert not fresh(session, ready).is_final


def test_a_failed_print_loses_nothing(ada, ready, session, monkeypatch):
    def fail(document):
        raise RenderFailed("The page could not be printed. Nothing is lost. Print again.")

    for views in (check_views, paper_views):
        monkeypatch.setattr(views, "print_plan", fail)
    session.commit()

    for answer in (sign_off(ada, ready), ada.get(f"/plans/{ready.id}/draft.pdf")):
        assert answer.status_code == 503
        assert "Nothing is lost" in answer.text
    assert not fresh(session, ready).is_final


def test_the_stored_page_is_sent_byte_for_byte(ada, ready, session):
    session.commit()
    sign_off(ada, ready)

    answer = ada.get(f"/plans/{ready.id}.pdf")

    number = ready.episode.client.number
    assert answer.data == PDF
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'inline; filename="plan-{number}-v1.pdf"'
    event = session.scalar(sa.select(AuditEvent).where(AuditEvent.act == "plan.printed"))
    assert event.detail["sha256"] == sha256(PDF).hexdigest()
    assert event.client_id == ready.episode.client_id


def test_sending_the_page_asks_little_of_the_database(ada, ready, session, statements):
    session.commit()
    sign_off(ada, ready)
    address = f"/plans/{ready.id}.pdf"

    with statements() as asked:
        ada.get(address)

    assert len([s for s in asked if s.startswith("SELECT")]) <= 2


def test_an_unfinished_plan_prints_as_a_draft(ada, draft, session, press):
    session.commit()

    answer = ada.get(f"/plans/{draft.id}/draft.pdf")

    assert answer.data == PDF
    assert press[0][0].draft is True
    assert press[0][1] is False
    assert "draft.pdf" in answer.headers["Content-Disposition"]


def test_a_draft_has_no_signed_page(ada, draft, session):
    session.commit()

    assert ada.get(f"/plans/{draft.id}.pdf").status_code == 404
