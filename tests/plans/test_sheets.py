"""The sheets that go with a plan: from the words that were signed, or from a draft."""

import io

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from clinic.audit.models import AuditEvent
from clinic.core import pdf
from clinic.plans.views.sheets import SHEETS, SIGNED
from tests.plans.paper import pages_of
from tests.plans.tools import sign_off


def words(answer):
    return " ".join(pages_of(answer))


@pytest.mark.slow
@pytest.mark.parametrize("sheet", sorted(set(SHEETS) - {"changes"}))
def test_each_sheet_of_a_draft_prints(ada, ready, session, sheet):
    answer = ada.get(f"/plans/{ready.id}/print/{sheet}.pdf")

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    number = ready.episode.client.number
    assert f'filename="plan-{number}-v1-{sheet}.pdf"' in answer.headers["Content-Disposition"]
    event = session.scalar(sa.select(AuditEvent).where(AuditEvent.act == "plan.sheet_printed"))
    assert event.detail == {"sheet": sheet, "version": 1}


def test_there_is_no_other_sheet(ada, ready):
    assert ada.get(f"/plans/{ready.id}/print/secrets.pdf").status_code == 404


def test_a_page_that_cannot_be_printed_is_said_and_nothing_is_lost(ada, ready, monkeypatch):
    def fail(*_args, **_facts):
        raise pdf.RenderFailed("This page took too long.")

    monkeypatch.setattr("clinic.plans.views.sheets.print_part", fail)

    answer = ada.get(f"/plans/{ready.id}/print/pocket.pdf")

    assert answer.status_code == 303
    assert "This page took too long." in ada.get(answer.location).text


def test_the_pages_offer_them(ada, ready):
    said = ada.get(f"/plans/{ready.id}/check").text

    offered = {sheet for sheet in SHEETS if f"/print/{sheet}.pdf" in said}
    assert offered == set(SHEETS) - {"changes"}
    assert f"/clients/{ready.episode.client_id}/leaving-today" in said


@pytest.fixture
def signed(ada, ready, session):
    session.commit()
    sign_off(ada, ready)
    return f"/plans/{ready.id}"


def test_one_card_offers_what_a_signed_plan_prints(ada, signed):
    said = ada.get(signed).text

    offered = [sheet for sheet in SIGNED if f"{signed}/print/{sheet}.pdf" in said]
    assert offered == [sheet for sheet in SIGNED if sheet != "changes"]
    assert 'name="discreet"' in said
    assert '<option value="A4">A4</option>' in said


def test_the_plan_as_it_was_signed_is_sent_as_it_was_stored(ada, signed):
    answer = ada.get(f"{signed}/print/plan.pdf?paper=Letter")

    assert (answer.status_code, answer.location) == (303, f"{signed}.pdf")


def test_a_discreet_plan_does_not_name_the_clinic_on_its_cover(ada, signed, app):
    named = app.config["CLINIC_NAME"]
    plain = words(ada.get(f"{signed}/print/plan.pdf?paper=A4"))

    discreet = ada.get(f"{signed}/print/plan.pdf?discreet=y")

    assert (named in plain, "My aftercare plan" in plain) == (True, True)
    assert named not in words(discreet)
    assert "My aftercare plan" not in words(discreet)
    assert PdfReader(io.BytesIO(discreet.data)).metadata.title == "My plan"


@pytest.mark.parametrize(("paper", "width"), [("Letter", 612), ("A4", 595), ("Quarto", 612)])
def test_a_sheet_prints_on_the_paper_that_is_asked_for(ada, signed, paper, width):
    answer = ada.get(f"{signed}/print/pocket.pdf?paper={paper}")

    assert int(PdfReader(io.BytesIO(answer.data)).pages[0].mediabox.width) == width


def test_the_copy_for_the_chart_is_for_the_archive_and_only_of_a_signed_plan(ada, ready, signed):
    answer = ada.get(f"{signed}/print/chart.pdf")

    reader = PdfReader(io.BytesIO(answer.data))
    assert list(reader.attachments) == ["calendar.ics"]
    assert "Chart copy. Confidential treatment record." in words(answer)


@pytest.mark.parametrize("sheet", ["plan", "chart", "changes"])
def test_a_draft_has_none_of_the_copies_of_a_signed_plan(ada, ready, session, sheet):
    session.commit()

    assert ada.get(f"/plans/{ready.id}/print/{sheet}.pdf").status_code == 404
    assert f"/print/{sheet}.pdf" not in ada.get(f"/plans/{ready.id}/check").text
