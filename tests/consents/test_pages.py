"""The pages of consents, as staff use them."""

import re
from datetime import date
from hashlib import sha256
from io import BytesIO

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from clinic.consents import actions
from clinic.consents.models import Consent, ConsentPaper, Ending, Revocation
from clinic.core import pdf
from clinic.core.clock import local_date, now
from tests.consents.conftest import ANSWERS, LATER, ZONE, the_consent


def test_an_empty_list_says_that_nobody_may_hear(desk, page):
    text = desk.get(page).text

    assert "Nobody outside the clinic may hear about Robin yet." in text
    assert f"{page}/new" in text


def test_one_form_records_a_draft(desk, page, session):
    answer = desk.submit(f"{page}/new", **ANSWERS)

    consent = the_consent(session)
    assert answer.request.path == f"/consents/{consent.id}"
    assert "Nobody is told anything until this is signed." in answer.text
    assert consent.patient_name == "Robin Vale"
    assert consent.discloser == "Our clinic, Cedar Street Center"
    assert "Cedar Street Center in writing" in consent.revoking
    assert consent.timezone == ZONE
    assert (consent.items, consent.purposes) == (["name", "treatment", "groups"], ["family"])
    assert "Ana Vale" in desk.get(page).text


def test_01_the_form_names_everything_that_is_missing_at_once(desk, page, session):
    bare = {"recipient_kind": None, "recipient": "", "items": [], "purposes": [], "ending": None}
    answer = desk.submit(f"{page}/new", **{**ANSWERS, **bare, "information": "Only evenings"})

    assert answer.status_code == 422
    for words in (
        *("Say who may be told.", "Say who that is.", "Say what may be told."),
        *("Say what for.", "Say when it ends."),
    ):
        assert words in answer.text
    assert "5 things to fix" in answer.text
    assert "Only evenings" in answer.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Consent)) == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"items": [*ANSWERS["items"], "counseling_notes"]}, "need a consent of their own"),
        ({"items": ["groups"]}, "learns both"),
        ({"purposes": ["family", "proceedings"]}, "Proceedings need a consent of their own"),
        ({"ending": "none"}, "has to end"),
        ({"ends_on": date(2020, 1, 1)}, "That day is over"),
        ({"ends_on": "0000-00-00"}, "Choose a day in the calendar"),
        ({"recipient_kind": "group", "recipient": "No such group"}, "Choose a group"),
        ({"recipient_kind": "the king"}, "Choose one of these"),
        ({"items": ["name", "secrets"]}, "secrets"),
        ({"recipient": "x" * 201}, "at most 200"),
        ({"type": "blanket"}, "Choose one of these"),
    ],
)
def test_bad_answers_are_refused_and_the_words_kept(desk, page, session, typed, said):
    answer = desk.submit(f"{page}/new", **{**ANSWERS, "information": "Only evenings", **typed})

    assert answer.status_code == 422
    assert said in answer.text
    assert "Only evenings" in answer.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Consent)) == 0


def test_a_group_is_found_by_its_name_if_it_is_the_only_one(make, desk, page, session):
    group = make.group("Harbor Evening")
    session.commit()
    to_group = {**ANSWERS, "recipient_kind": "group", "recipient": "harbor evening "}

    desk.submit(f"{page}/new", **to_group)
    made = the_consent(session)
    assert (made.group_id, made.recipient) == (group.id, "Harbor Evening")
    make.group("Harbor Evening")
    session.commit()

    answer = desk.submit(f"{page}/new", **to_group)
    assert "Several groups have this name" in answer.text


def test_from_a_referral_the_form_is_filled_for_its_group(make, desk, page, session):
    group = make.group("Harbor Evening")
    session.commit()

    desk.submit(f"{page}/new?group={group.id}", ending="end_of_treatment")

    made = the_consent(session)
    assert (made.group_id, made.purposes) == (group.id, ["peer_support"])
    assert made.items == ["name", "treatment", "contact", "groups"]
    assert made.ending is Ending.END_OF_TREATMENT
    assert desk.get(f"{page}/new?group={made.id}").status_code == 404


def test_a_draft_can_be_changed_and_thrown_away(desk, drafted, session):
    desk.submit(f"{drafted}/change", recipient="Bo Vale")
    assert the_consent(session).recipient == "Bo Vale"

    answer = desk.submit(f"{drafted}/discard", at=drafted)

    assert "thrown away" in answer.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Consent)) == 0


def test_two_tabs_the_second_sees_that_the_first_has_saved(desk, drafted, session):
    old = the_consent(session).revision
    desk.submit(f"{drafted}/change", recipient="Bo Vale")

    answer = desk.submit(f"{drafted}/change", recipient="Cy Vale", revision=old)
    assert answer.status_code == 409
    assert "Cy Vale" in answer.text
    assert the_consent(session).recipient == "Bo Vale"

    answer = desk.submit(f"{drafted}/sign", signature="Robin Vale", revision=old)
    assert answer.status_code == 409
    assert the_consent(session).signed_at is None


def test_signing_keeps_the_page(desk, drafted, session, counselor):
    answer = desk.submit(
        f"{drafted}/sign", signing="electronic", signature="Robin  Vale", signer="client"
    )

    assert "In force" in answer.text
    consent = the_consent(session)
    assert consent.signed_by_id == counselor.id
    assert consent.signed_on == local_date(now(), ZONE)
    paper = session.scalars(sa.select(ConsentPaper)).one()
    sent = desk.get(f"{drafted}.pdf")
    assert sent.data == paper.pdf
    assert sha256(sent.data).hexdigest() == paper.sha256
    assert sent.headers["Content-Disposition"] == (
        f'inline; filename="consent-{consent.client.number}.pdf"'
    )
    assert "Signed by typing this name" in PdfReader(BytesIO(paper.pdf)).pages[0].extract_text()


def test_06_a_representative_says_who_and_why(desk, drafted, session):
    answer = desk.submit(f"{drafted}/sign", signer="representative", signature="Eve Vale")

    assert answer.status_code == 422
    assert "Say who they are to the client." in answer.text
    assert "Say why they may sign" in answer.text
    assert the_consent(session).signed_at is None
    whole = {"relationship_to_client": "Mother", "legal_basis": "Parent of a minor"}
    answer = desk.submit(f"{drafted}/sign", signer="representative", signature="Eve Vale", **whole)
    assert "Parent of a minor" in answer.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"signature": ""}, "Write the name of who signed."),
        ({"signed_on": ""}, "Say on which day"),
        ({"signed_on": LATER}, "not come yet"),
        ({"signing": "blood"}, "Choose one of these"),
    ],
)
def test_a_bad_signature_is_refused(desk, drafted, session, typed, said):
    answer = desk.submit(f"{drafted}/sign", **{"signature": "Robin Vale", **typed})

    assert answer.status_code == 422
    assert said in answer.text
    assert the_consent(session).signed_at is None


def test_a_second_press_signs_once_and_changes_nothing(desk, signed, session):
    first = the_consent(session).signed_at

    answer = desk.submit(f"{signed}/sign", at=signed, signature="Somebody Else")
    changed = desk.submit(f"{signed}/change", at=signed, **{**ANSWERS, "recipient": "Cy"})
    gone = desk.submit(f"{signed}/discard", at=signed)

    assert [each.status_code for each in (answer, changed, gone)] == [200] * 3
    consent = the_consent(session)
    assert (consent.signed_at, consent.signature) == (first, "Robin Vale")
    assert consent.recipient == "Ana Vale"


def test_when_the_page_cannot_be_printed_nothing_is_signed(desk, drafted, session, monkeypatch):
    def fail(*_args, **_more):
        raise pdf.RenderFailed("This page took too long to print. Nothing was lost.")

    monkeypatch.setattr("clinic.consents.printing.pdf.render", fail)

    answer = desk.submit(f"{drafted}/sign", signature="Robin Vale")
    printed = desk.get(f"{drafted}.pdf", follow_redirects=True)

    assert "took too long" in answer.text
    assert "Robin Vale" in answer.text
    assert "took too long" in printed.text
    assert the_consent(session).signed_at is None


def test_a_draft_is_printed_for_ink(desk, drafted):
    sent = desk.get(f"{drafted}.pdf")

    text = PdfReader(BytesIO(sent.data)).pages[0].extract_text()
    assert "Not signed yet." in text
    assert "Signature (Robin Vale)" in text


def test_12_taking_back_shows_what_follows(desk, signed, session, client, counselor, ana):
    actions.disclose(client, ana, what="Copy of the plan", by=counselor, at=now())
    session.commit()

    page = desk.get(f"{signed}/revoke").text
    assert re.search(r"Already shared on \w+ \d+.*with Ana Vale: Copy of the plan", page)
    assert "cannot be recalled" in page
    answer = desk.submit(f"{signed}/revoke", how="in_person", words="We fell out")

    assert "Nothing more is shared because of it." in answer.text
    assert "We fell out" in answer.text
    taken = session.scalars(sa.select(Revocation)).one()
    assert (taken.by_id, taken.how) == (counselor.id, "in_person")
    again = desk.submit(f"{signed}/revoke", at=signed, how="by_phone")
    assert again.status_code == 200
    assert session.scalars(sa.select(Revocation)).one().how == "in_person"


def test_taking_back_asks_how(desk, signed, session):
    answer = desk.submit(f"{signed}/revoke", how=None)

    assert "Say how the client told you." in answer.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Revocation)) == 0


def test_nobody_else_finds_them(
    browser, signed, stranger, colleague, auditor, admin, page, session
):
    session.commit()
    for user, status in ((stranger, 404), (colleague, 404), (auditor, 403), (admin, 403)):
        browser.post("/sign-out")
        browser.delete_cookie("session")
        browser.sign_in(user)
        for address in (signed, f"{signed}.pdf", page, page.replace("/consents", "/disclosures")):
            assert browser.get(address).status_code == status


def test_the_form_is_signed_in_the_language_of_the_client(desk, page, session, client):
    client.language = "es"
    session.commit()
    desk.submit(f"{page}/new", **ANSWERS)

    consent = the_consent(session)
    sent = desk.get(f"/consents/{consent.id}.pdf")

    text = PdfReader(BytesIO(sent.data)).pages[0].extract_text()
    assert consent.language == "es"
    assert "Puedo retirar este consentimiento" in consent.revoking
    assert "Consentimiento para compartir" in text
    for words in ("Quién puede saberlo", "Familiar, amigo o padrino", "Todavía sin firmar"):
        assert words in text
