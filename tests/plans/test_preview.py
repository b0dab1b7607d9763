"""The picture beside the editor, and the small ones at the last look."""

import io
import re
from base64 import b64decode
from datetime import timedelta

import pytest
import sqlalchemy as sa
from PIL import Image

from clinic.audit.models import AuditEvent
from clinic.core import pdf
from clinic.core.db import db
from clinic.core.pdf.pool import Pool
from clinic.core.pdf.process import PressDied
from clinic.plans.views import preview
from tests.make import NOON
from tests.plans.tools import home, sign_off

HTMX = {"HX-Request": "true"}


@pytest.fixture
def drawn(monkeypatch):
    """Draw nothing; note what was asked for, and whether a transaction was open."""
    asked = []

    def draw(document, section="", page=0):
        asked.append((document, section, page, db.session().in_transaction()))
        return pdf.Pictures((pdf.Picture(2, b"picture"),), 3)

    monkeypatch.setattr(preview, "draw_section", draw)
    monkeypatch.setattr(preview, "draw_plan", draw)
    return asked


@pytest.fixture
def jam(monkeypatch):
    """Every press is busy, or the page too large."""

    def fail(*_args):
        raise pdf.RenderFailed("This page took too long.")

    monkeypatch.setattr(preview, "draw_section", fail)
    monkeypatch.setattr(preview, "draw_plan", fail)


def pictures(answer):
    found = re.findall(r'src="data:image/png;base64,([^"]+)"', answer.text)
    return [Image.open(io.BytesIO(b64decode(each))) for each in found]


def lines(session, act="plan.pictured"):
    wanted = sa.select(sa.func.count()).select_from(AuditEvent).where(AuditEvent.act == act)
    return session.scalar(wanted)


def test_the_page_of_a_section_is_shown_as_it_prints(ada, ready):
    answer = ada.get(f"/plans/{ready.id}/preview/goals", headers=HTMX)

    assert answer.status_code == 200
    assert [each.width for each in pictures(answer)] == [504]
    assert "Page 1 of 1" in answer.text
    assert "<html" not in answer.text


def test_the_way_to_the_other_pages_stands_above_it(ada, ready, drawn):
    answer = ada.get(f"/plans/{ready.id}/preview/people?page=2", headers=HTMX)

    (_document, section, page, _open) = drawn[0]
    assert (section, page) == ("people", 2)
    assert "Page 2 of 3" in answer.text
    assert f"/plans/{ready.id}/preview/people?page=1" in answer.text
    assert f"/plans/{ready.id}/preview/people?page=3" in answer.text


@pytest.mark.parametrize("page", ["", "x", "1e9", "2; DROP"])
def test_a_page_that_is_no_number_is_as_good_as_none(ada, ready, drawn, page):
    answer = ada.get(f"/plans/{ready.id}/preview/people", query_string={"page": page})

    assert answer.status_code == 200
    assert drawn[0][2] == 0


def test_no_transaction_is_open_while_it_is_drawn(ada, ready, drawn):
    for path in ("preview", "preview/goals", "preview/goals.png"):
        ada.get(f"/plans/{ready.id}/{path}")

    assert [is_open for *_asked, is_open in drawn] == [False, False, False]


def test_it_shows_the_draft_in_the_clients_language(ada, ready, drawn):
    ready.episode.client.language = "es"
    db.session.commit()

    ada.get(f"/plans/{ready.id}/preview/goals", headers=HTMX)

    document = drawn[0][0]
    assert (document.language, document.draft) == ("es", True)


def test_a_page_without_script_gets_the_picture_by_its_address(ada, ready):
    answer = ada.get(f"/plans/{ready.id}/preview/remember.png")

    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert Image.open(io.BytesIO(answer.data)).width == 504


def test_without_script_a_section_has_a_page_of_its_own(ada, ready, drawn):
    answer = ada.get(f"/plans/{ready.id}/preview/groups")

    assert "<title>The page as it prints" in answer.text
    assert "Page 2 of 3" in answer.text


def test_the_last_look_has_every_page_small(ada, ready):
    answer = ada.get(f"/plans/{ready.id}/preview", headers=HTMX)

    shown = pictures(answer)
    assert f"Plan, {len(shown)} pages" in answer.text
    assert {each.width for each in shown} == {240}


def test_the_last_look_itself_draws_nothing_and_says_where_the_pages_are(ada, ready, drawn):
    answer = ada.get(f"/plans/{ready.id}/check")

    assert f'hx-get="/plans/{ready.id}/preview"' in answer.text
    assert f'href="/plans/{ready.id}/preview"' in answer.text
    assert drawn == []


def test_the_editor_opens_with_the_first_section_that_is_not_ready(ada, draft, ready, drawn):
    whole = ada.get(home(ready)).text
    assert f'data-first="/plans/{ready.id}/preview/goals"' in whole

    ready.remember = ""
    db.session.commit()

    assert f'data-first="/plans/{ready.id}/preview/remember"' in ada.get(home(ready)).text
    assert drawn == []


@pytest.mark.parametrize("path", ["preview", "preview/goals", "preview/goals.png"])
def test_a_signed_plan_is_shown_as_it_was_signed(ada, ready, session, path, drawn):
    sign_off(ada, ready)

    answer = ada.get(f"/plans/{ready.id}/{path}")

    assert answer.status_code == 303
    assert answer.location == f"/plans/{ready.id}"
    assert drawn == []


def test_there_is_no_picture_of_another_section(ada, ready):
    base = f"/plans/{ready.id}/preview"

    assert ada.get(f"{base}/secrets").status_code == 404
    assert ada.get(f"{base}/secrets.png").status_code == 404


@pytest.mark.parametrize("path", ["preview", "preview/goals"])
def test_a_picture_that_cannot_be_made_is_said_quietly(ada, ready, jam, path):
    beside = ada.get(f"/plans/{ready.id}/{path}", headers=HTMX)
    alone = ada.get(f"/plans/{ready.id}/{path}")

    assert beside.status_code == alone.status_code == 503
    assert pictures(beside) == pictures(alone) == []
    assert "could not be made just now. Nothing was lost." in alone.text


def test_a_picture_alone_that_cannot_be_made_is_nothing(ada, ready, jam):
    answer = ada.get(f"/plans/{ready.id}/preview/goals.png")

    assert (answer.status_code, answer.data) == (503, b"")


def test_nobody_keeps_a_picture(ada, ready, drawn):
    for path in ("preview", "preview/goals", "preview/goals.png"):
        assert ada.get(f"/plans/{ready.id}/{path}").headers["Cache-Control"] == "no-store"


def test_pictures_beside_the_editor_leave_one_line_in_the_log(ada, ready, session, drawn):
    ada.get(home(ready))
    for _save in range(5):
        ada.get(f"/plans/{ready.id}/preview/goals", headers=HTMX)

    assert lines(session, "plan.opened") == 1
    assert lines(session) == 0


def test_who_looks_at_pictures_alone_is_in_the_log_once_in_a_while(
    ada, ready, session, drawn, monkeypatch
):
    for minutes in (0, 5, 14, 16, 20):
        monkeypatch.setattr(preview, "now", lambda m=minutes: NOON + timedelta(minutes=m))
        ada.get(f"/plans/{ready.id}/preview/goals.png")

    assert lines(session) == 2


def test_what_somebody_else_opened_does_not_count(ada, ready, session, drawn, counselor, make):
    other = make.user("Ravi Shah")
    seen = {"act": "plan.opened", "subject_kind": "AftercarePlan", "actor_id": other.id}
    client_id = ready.episode.client_id
    session.add(AuditEvent(at=NOON, subject_id=ready.id, client_id=client_id, **seen))
    session.commit()

    ada.get(f"/plans/{ready.id}/preview/goals", headers=HTMX)

    assert lines(session) == 1


def test_every_look_at_all_pages_is_in_the_log(ada, ready, session, drawn):
    ada.get(f"/plans/{ready.id}/check")
    ada.get(f"/plans/{ready.id}/preview", headers=HTMX)
    ada.get(f"/plans/{ready.id}/preview", headers=HTMX)

    assert lines(session) == 2


def test_no_word_of_the_plan_is_in_the_log(ada, ready, session, caplog, monkeypatch):
    ready.remember = "Unlikely words about herons"
    session.commit()

    def die(*_request, **_limits):
        raise PressDied("it took too long")

    monkeypatch.setattr(Pool, "run", die)

    answer = ada.get(f"/plans/{ready.id}/preview/remember", headers=HTMX)

    assert answer.status_code == 503
    assert caplog.records
    assert "herons" not in caplog.text
