"""Consents, accountings and letters on paper, in both languages."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader

from clinic.consents.document import ConsentDocument, House, account, compose
from clinic.consents.models import (
    Consent,
    ConsentType,
    Disclosure,
    Ending,
    Item,
    Purpose,
    RecipientKind,
    Signer,
    Signing,
)
from clinic.consents.policy import Recipient, Release, wording
from clinic.consents.policy.statement import LONG
from clinic.consents.printing import print_accounting, print_consent
from clinic.referrals.document import Handout, Letter
from clinic.referrals.printing import print_handout, print_letter
from tests.make import NOON, TODAY
from tests.plans.verapdf import needs_verapdf, verdicts

HOUSE = House("Cedar Street Center", "(503) 555-0140", "Letter", "America/Los_Angeles")
HOSTILE = "<b>&amp;</b>{{ 7*7 }}</style> \u202e\u0000 李 " + "x" * 300


def written(client, language="en", **changed):
    """A consent as it stands in the record, never saved."""
    said = wording(language, clinic="Cedar Street Center", phone="(503) 555-0140")
    tpo = changed.get("type") is ConsentType.TPO
    facts = {
        "type": ConsentType.NAMED,
        "patient_name": "Maya Reyes",
        "discloser": "Cedar Street Center",
        "items": [item.value for item in list(Item)[:9]],
        "information": "",
        "recipient_kind": None if tpo else RecipientKind.PERSON,
        "recipient": said.everyone if tpo else "Ana Reyes",
        "purposes": [Purpose.CARE if tpo else Purpose.FAMILY],
        "purpose_words": "",
        "revoking": said.revoking,
        "ending": Ending.NONE if tpo else Ending.DAY,
        "ends_on": None if tpo else date(2026, 12, 31),
        "redisclosure": said.redisclosure if tpo else "",
        "refusing": said.refusing if tpo else "",
        "signature": "",
        "relationship_to_client": "",
        "legal_basis": "",
        "language": language,
        "drafted_at": NOON,
    }
    return Consent(client=client, **{**facts, **changed})


def printed(document):
    paper = print_consent(document)
    sheets = PdfReader(BytesIO(paper.pdf)).pages
    return [" ".join(sheet.extract_text().split()) for sheet in sheets]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("signing", [None, Signing.ELECTRONIC, Signing.PAPER])
def test_a_consent_for_one_person_is_one_page(session, client, language, signing):
    facts = {"signing": signing, "signer": Signer.CLIENT, "signed_on": TODAY} if signing else {}
    consent = written(client, language, signature="Maya Reyes" if signing else "", **facts)

    (page,) = printed(compose(consent, HOUSE))

    day = {"en": "Thursday, December 31, 2026", "es": "jueves, 31 de diciembre de 2026"}[language]
    for words in ("Maya Reyes", "Ana Reyes", day, consent.revoking):
        assert words in page


@pytest.mark.parametrize("language", ["en", "es"])
def test_one_for_all_who_treat_says_what_follows(session, client, language):
    consent = written(client, language, type=ConsentType.TPO)

    pages = printed(compose(consent, HOUSE))

    assert len(pages) <= 2
    for words in (consent.redisclosure, consent.refusing, consent.recipient):
        assert words in pages[0]


def test_no_english_is_left_on_a_spanish_page(session, client):
    english = written(client, "en", type=ConsentType.TPO)
    spanish = written(client, "es", type=ConsentType.TPO)
    en, es = (" ".join(printed(compose(each, HOUSE))) for each in (english, spanish))

    for phrase in ("Who may", "What may", "Until when", "Page 1 of", "signature", "Nothing else"):
        assert phrase in en
        assert phrase not in es


def test_the_same_consent_gives_the_same_bytes(session, client):
    document = compose(written(client), HOUSE)

    assert print_consent(document).pdf == print_consent(document).pdf


def test_hostile_words_are_printed_as_words(session, client):
    consent = written(client, patient_name=HOSTILE, recipient=HOSTILE, information=HOSTILE * 3)

    pages = printed(compose(consent, HOUSE))

    assert "{{ 7*7 }}" in " ".join(pages)
    assert "49" not in pages[0].split("Client")[0]


def test_the_title_and_the_names_of_files_say_nothing(session, client):
    said = PdfReader(BytesIO(print_consent(compose(written(client), HOUSE)).pdf)).metadata

    assert said.title == "Consent to share"
    assert "Maya" not in str(said)


def release():
    recipient = Recipient(RecipientKind.GROUP, "Harbor Evening", UUID(int=7))
    facts = {"patient_name": "Maya Reyes", "discloser": "Cedar", "information": ""}
    return Release(
        consent_id=UUID(int=9),
        recipient=recipient,
        purpose=Purpose.PEER_SUPPORT,
        items=frozenset({Item.NAME, Item.TREATMENT}),
        signed_on=TODAY,
        ending=Ending.END_OF_TREATMENT,
        ends_on=None,
        **facts,
    )


def sheets(client, counselor):
    """One of everything this family prints, by the name of its file."""
    made = {"client": client, "client_id": client.id, "by": counselor}
    told = [
        Disclosure(
            consent_id=UUID(int=9),
            at=NOON + timedelta(hours=hour),
            recipient_kind=RecipientKind.PERSON,
            recipient="Ana Reyes",
            what="Copy of the plan",
            items=["name", "groups"],
            purpose=Purpose.FAMILY,
            statement="v",
            by=made["by"],
        )
        for hour in range(40)
    ]
    house = {
        "language": "en",
        "paper": "Letter",
        "clinic": "Cedar",
        "phone": "",
        "made_iso": "2026-03-02",
    }
    letter = Letter(
        release=release(), made_on="March 2", group="Harbor", client_name="Maya", **house
    )
    handout = Handout(
        *("es", "A4", "", "", "2026-03-02", "Harbor", "Cada jueves", "", "", "Carol", "", ""),
    )
    for language in ("en", "es"):
        client.language = language
        for kind in (ConsentType.NAMED, ConsentType.TPO):
            yield (
                f"{kind}-{language}",
                print_consent(compose(written(client, language, type=kind), HOUSE)),
            )
        days = {"since": TODAY, "until": TODAY, "today": TODAY}
        yield f"told-{language}", print_accounting(account(client, told, HOUSE, **days))
    client.language = "en"
    yield "none", print_accounting(account(client, [], HOUSE, **days))
    bare = ConsentDocument(
        "en", "A4", "Cedar", "", "", "", "", (), "", "", "", (), "", "", "", "", ""
    )
    yield "general", print_consent(replace(bare, general=True, made_iso="2026-03-02"))
    yield "letter", print_letter(letter)
    yield "handout", print_handout(handout)


@pytest.mark.slow
@needs_verapdf
def test_everything_conforms_to_pdf_ua(session, client, counselor, tmp_path):
    made = {name: paper.pdf for name, paper in sheets(client, counselor)}

    said, told = verdicts(made, tmp_path)

    assert [verdict for verdict, _checks in said.values()] == ["yes"] * len(made), told


def test_14_the_statement_stands_whole_on_page_1(app, session):
    house = {
        "language": "en",
        "paper": "A4",
        "clinic": "Cedar",
        "phone": "",
        "made_iso": "2026-03-02",
    }
    letter = Letter(
        release=release(), made_on="March 2", group="Harbor", client_name="Maya", **house
    )

    first, second = PdfReader(BytesIO(print_letter(letter).pdf)).pages

    assert " ".join(LONG) in " ".join(first.extract_text().split())
    assert "What this consent covers" in second.extract_text()
