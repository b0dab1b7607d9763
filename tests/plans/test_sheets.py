"""The sheets that go with a plan: from the words that were signed, or from a draft."""

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.core import pdf
from clinic.plans.views.sheets import SHEETS


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
