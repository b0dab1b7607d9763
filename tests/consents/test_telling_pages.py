"""Pages of what is told: a group that the clinic contacts, and the accounting."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from clinic.audit.models import AuditEvent
from clinic.consents import actions
from clinic.consents.models import Disclosure
from clinic.core.clock import local_date, now
from clinic.referrals.models import ContactState, GroupContact, Mode
from tests.consents.conftest import LATER, ZONE, the_consent


@pytest.fixture
def contacted(make, episode, session):
    """A referral whose group the clinic means to contact."""
    referral = make.referral(episode, make.group("Harbor Evening"))
    referral.mode = Mode.CLINIC_CONTACTS
    referral.contact = GroupContact(
        items=["name", "treatment"], drafted_at=now(), drafted_by_id=episode.opened_by_id
    )
    session.commit()
    return referral


def test_07_the_page_of_a_contact_opens_with_a_consent(
    desk, contacted, agree_on_group, session, client
):
    address = f"/referrals/{contacted.id}/contact"
    text = desk.get(address).text
    assert "There is no consent for Harbor Evening." in text
    assert f"/clients/{client.id}/consents/new?group={contacted.group_id}" in text
    assert "We tell the group now" not in text
    refused = desk.submit(f"{address}/send", at=address)
    assert (refused.status_code, desk.get(f"{address}.pdf").status_code) == (409, 409)

    agree_on_group(contacted.group, ends_on=LATER)
    session.commit()
    answer = desk.submit(f"{address}/send", at=address)

    assert "Noted: Harbor Evening has been told." in answer.text
    assert session.scalars(sa.select(Disclosure)).one().recipient == "Harbor Evening"
    assert desk.get(f"{address}.pdf").mimetype == "application/pdf"
    again = desk.submit(f"{address}/send", at=address)
    assert again.status_code == 409
    assert session.scalar(sa.select(sa.func.count()).select_from(Disclosure)) == 1


def test_12_taken_back_between_opening_and_sending(
    desk, contacted, agree_on_group, session, counselor
):
    consent = agree_on_group(contacted.group, ends_on=LATER)
    session.commit()
    address = f"/referrals/{contacted.id}/contact"
    page = desk.get(address).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    actions.revoke(consent, how="by_phone", by=counselor, at=now())
    session.commit()

    answer = desk.post(f"{address}/send", data={"csrf_token": token})

    assert answer.status_code == 409
    assert "took the consent back" in answer.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Disclosure)) == 0
    assert session.scalars(sa.select(GroupContact)).one().state is ContactState.CANCELED
    for page in (f"/referrals/{contacted.id}", f"/clients/{contacted.client_id}/referrals"):
        assert "onsent" in desk.get(page).text
    assert "took the consent for this group back" in desk.get(f"/referrals/{contacted.id}").text
    assert "Harbor Evening: Stopped" in desk.get(f"/consents/{consent.id}").text


def test_choosing_what_a_group_is_told(desk, contacted, session):
    address = f"/referrals/{contacted.id}/contact"

    desk.submit(address, items=["contact"])

    assert session.scalars(sa.select(GroupContact)).one().items == ["name", "treatment", "contact"]


def test_19_the_accounting_is_shown_and_printed(
    desk, page, signed, session, client, counselor, ana
):
    actions.disclose(client, ana, what="Copy of the plan", by=counselor, at=now())
    session.commit()
    today, shared = local_date(now(), ZONE), page.replace("/consents", "/disclosures")

    text = desk.get(shared).text
    paper = desk.get(f"{shared}.pdf")
    shorter = desk.get(f"{shared}?since={today - timedelta(days=9)}&until={today}").text
    before = desk.get(f"{shared}?since=2026-01-01&until=2026-01-02").text

    printed = " ".join(PdfReader(BytesIO(paper.data)).pages[0].extract_text().split())
    for said in (text, printed, shorter):
        for words in ("Ana Vale", "Copy of the plan", "So that they can support me", "Ada Rowe"):
            assert words in said
        assert the_consent(session).id.hex[-8:].upper() in said
    assert "Nothing was shared in this time." in before
    acts = session.scalars(sa.select(AuditEvent.act)).all()
    assert "consents.accounting_printed" in acts


@pytest.mark.parametrize(
    "query", ["since=x", "since=9999-99-99&until=", "until=0001-01-01", "since=0001-01-01"]
)
def test_19_days_that_make_no_sense_show_three_years(desk, page, query):
    answer = desk.get(page.replace("/consents", "/disclosures") + f"?{query}")

    assert answer.status_code == 200
