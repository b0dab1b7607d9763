"""The clinic contacting a group itself, and the two ways in which nothing leaves it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from clinic.audit.models import AuditEvent
from clinic.clients.models import Asked
from clinic.consents import actions as consents
from clinic.consents import policy as gate
from clinic.consents import queries as consent_queries
from clinic.consents.actions import Signature, Terms
from clinic.consents.document import House
from clinic.consents.models import (
    ConsentType,
    Disclosure,
    Ending,
    Item,
    Purpose,
    RecipientKind,
    Signer,
    Signing,
)
from clinic.consents.policy import NotCovered, Stop
from clinic.consents.policy.statement import LONG, SHORT
from clinic.core.errors import RuleBroken
from clinic.referrals import actions, policy, queries
from clinic.referrals.document import handout, letter
from clinic.referrals.models import Companion, ContactState, Mode, ReferralState
from clinic.referrals.printing import print_handout, print_letter
from tests.make import NOON, TODAY

HOUSE = House("Cedar Street Center", "(503) 555-0140", "Letter", "America/Los_Angeles")
INK = Signature(Signing.PAPER, Signer.CLIENT, "Robin Vale", TODAY)


@pytest.fixture
def group(make):
    return make.group("Harbor Evening", weekday=4, phone="(503) 555-0172", ask_for="Carol")


@pytest.fixture
def refer(episode, group, counselor):
    def refer(mode=Mode.CLINIC_CONTACTS, to=group):
        return actions.refer(
            episode,
            to,
            to.meetings[0],
            first_on=date(2026, 3, 5),
            mode=mode,
            companion=Companion.NOBODY,
            companion_name="",
            note="Her sister is in prison",
            by=counselor,
            at=NOON,
        )

    return refer


@pytest.fixture
def client(episode):
    client = episode.client
    client.phone, client.best_time = "(503) 555-0150", "evenings"
    client.voice_message, client.street = Asked.NO, "9 Hidden Lane"
    return client


@pytest.fixture
def agree(client, group, counselor):
    """Have the client agree that the group is told; say only what is different."""

    def agree(**changed):
        terms = Terms(
            type=ConsentType.NAMED,
            items=(Item.NAME, Item.TREATMENT, Item.CONTACT, Item.GROUPS),
            purposes=(Purpose.PEER_SUPPORT,),
            wording=gate.wording("en", clinic="Cedar", phone=""),
            discloser="Cedar Street Center",
            timezone="America/Los_Angeles",
            recipient_kind=RecipientKind.GROUP,
            recipient=group.name,
            group_id=group.id,
            ending=Ending.DAY,
            ends_on=date(2026, 3, 31),
        )
        consent = consents.draft(client, replace(terms, **changed), by=counselor, at=NOON)
        kept = {"pdf": b"%PDF", "pages": 1, "expected_revision": consent.revision}
        return consents.sign(consent, INK, **kept, by=counselor, at=NOON)

    return agree


def rows(session):
    session.flush()
    return session.scalars(sa.select(Disclosure)).all()


def stop_of(referral, counselor, at=NOON):
    with pytest.raises(NotCovered) as error:
        actions.send(referral, by=counselor, at=at)
    assert referral.contact.state is ContactState.DRAFT
    return error.value.stop


def test_07_without_a_consent_a_draft_stays_a_draft(session, refer, client, counselor):
    assert stop_of(refer(), counselor) is Stop.NO_CONSENT
    assert rows(session) == []


def test_07_with_a_consent_that_fits_it_is_sent(session, refer, agree, client, counselor):
    consent, referral = agree(), refer()

    actions.send(referral, by=counselor, at=NOON)

    contact = referral.contact
    assert (contact.state, contact.sent_at, contact.consent_id) == (
        *(ContactState.SENT, NOON, consent.id),
    )
    (row,) = rows(session)
    assert (row.recipient, row.purpose, row.consent_id) == (
        *("Harbor Evening", Purpose.PEER_SUPPORT, consent.id),
    )
    assert row.items == contact.items == ["name", "treatment", "contact", "groups"]
    with pytest.raises(RuleBroken, match="told already"):
        actions.send(referral, by=counselor, at=NOON)
    assert len(rows(session)) == 1


@pytest.mark.parametrize(
    ("changed", "stop"),
    [
        ({"items": (Item.NAME, Item.TREATMENT)}, Stop.SCOPE),
        ({"purposes": (Purpose.FAMILY,)}, Stop.PURPOSE),
        ({"type": ConsentType.GENERAL}, Stop.GENERAL),
        ({"recipient_kind": RecipientKind.PERSON, "group_id": None}, Stop.RECIPIENT),
    ],
)
def test_07_each_part_of_the_consent_has_to_fit(refer, agree, counselor, changed, stop):
    agree(**changed)

    assert stop_of(refer(), counselor) is stop


def test_07_narrower_words_fit_a_narrower_consent(session, refer, agree, counselor):
    agree(items=(Item.NAME, Item.TREATMENT))
    referral = refer()

    actions.choose(referral.contact, items=[Item.MEDICINES], by=counselor, at=NOON)
    actions.send(referral, by=counselor, at=NOON)

    assert rows(session)[0].items == ["name", "treatment"]


def test_08_wording_for_all_who_treat_sends_nothing_to_a_group(refer, agree, counselor):
    agree(type=ConsentType.TPO, purposes=(Purpose.CARE,), ending=Ending.NONE)

    assert stop_of(refer(), counselor) <= Stop.RECIPIENT


def test_09_a_consent_for_one_group_sends_nothing_to_another(make, refer, agree, counselor):
    agree()
    other = refer(to=make.group("Harbor Evening", weekday=4))

    assert stop_of(other, counselor) <= Stop.RECIPIENT


@pytest.mark.parametrize("mode", [Mode.INFORMATION, Mode.CLIENT_CALLS])
def test_10_the_other_ways_send_nothing_and_need_no_consent(
    session, refer, client, counselor, mode
):
    referral = refer(mode)

    assert referral.contact is None
    assert rows(session) == []
    page = print_handout(handout(referral, HOUSE, today=TODAY)).pdf
    said = PdfReader(BytesIO(page))
    text = " ".join(sheet.extract_text() for sheet in said.pages) + str(said.metadata)
    for word in ("Robin", "Vale", "R. V.", str(client.number), "Cedar", "0150", "prison"):
        assert word not in text
    for word in ("Harbor Evening", "Carol", "(503) 555-0172", "St. Mark's Hall"):
        assert word in text


def told(referral, at=NOON):
    return consents.permit(referral.client, policy.wish(referral, referral.contact), at=at)


def test_11_the_letter_holds_only_what_is_inside_the_scope(refer, agree, counselor):
    agree(items=(Item.NAME, Item.TREATMENT))
    referral = refer()
    actions.choose(referral.contact, items=[], by=counselor, at=NOON)

    page = letter(referral, told(referral), HOUSE, today=TODAY, sent=False)

    assert page.client_name == "Robin Vale"
    assert (page.contact_phone, page.best_time, page.first_on, page.meets) == ("",) * 4


def test_11_and_14_the_printed_letter(session, refer, agree, client):
    consent, referral = agree(), refer()

    page = letter(referral, told(referral), HOUSE, today=TODAY, sent=True)
    sheets = PdfReader(BytesIO(print_letter(page).pdf)).pages
    first, second = (" ".join(sheet.extract_text().split()) for sheet in sheets)

    assert "Robin Vale would like to come" in first
    assert "(503) 555-0150" in first
    assert "Do not leave a voice message." in first
    for word in ("Hidden Lane", "prison", "1990", "Alcohol"):
        assert word not in first + second
    assert " ".join(LONG) in first
    assert SHORT in first
    assert SHORT in second
    for words in (
        *("Harbor Evening", "How to reach me", "Referral to peer support"),
        *("Tuesday, March 31, 2026", "Monday, March 2, 2026", consent.id.hex[-8:].upper()),
    ):
        assert words in second
    assert rows(session) == []  # a preview tells nobody


def test_12_taking_back_stops_what_waits_and_flags_what_was_sent(
    session, make, refer, agree, client, counselor
):
    consent, waits = agree(), refer()
    session.flush()

    consents.revoke(consent, how="in_person", by=counselor, at=NOON)
    session.flush()

    assert waits.contact.state is ContactState.CANCELED
    assert policy.lost_consent(waits.contact)
    with pytest.raises(RuleBroken, match="taken back"):
        actions.send(waits, by=counselor, at=NOON)
    acts = session.scalars(sa.select(AuditEvent.act)).all()
    assert "referrals.contact_canceled" in acts
    (open_one,) = consent_queries.relied_on(consent)
    assert open_one.key == {"referral_id": waits.id}
    assert "taken back" in open_one.words


def test_12_what_was_sent_is_flagged_and_begins_anew_only_with_a_new_consent(
    session, refer, agree, counselor
):
    consent, referral = agree(), refer()
    actions.send(referral, by=counselor, at=NOON)
    session.flush()

    consents.revoke(consent, how="in_writing", by=counselor, at=NOON)
    session.flush()

    assert referral.contact.state is ContactState.SENT
    assert policy.lost_consent(referral.contact)
    assert "has been told" in consent_queries.relied_on(consent)[0].words
    with pytest.raises(NotCovered):
        told(referral)


def test_12_after_a_new_consent_the_group_can_be_told(session, refer, agree, counselor):
    consent, referral = agree(), refer()
    session.flush()
    consents.revoke(consent, how="in_person", by=counselor, at=NOON)
    session.flush()

    actions.choose(referral.contact, items=[Item.CONTACT], by=counselor, at=NOON)
    assert stop_of(referral, counselor) is Stop.REVOKED
    agree()
    actions.send(referral, by=counselor, at=NOON)

    assert referral.contact.state is ContactState.SENT


def test_12_a_consent_for_another_group_stops_nothing(session, make, refer, agree, counselor):
    other = make.group("Two Roads", weekday=4)
    agree()
    second, referral = agree(group_id=other.id), refer()
    session.flush()

    consents.revoke(second, how="in_person", by=counselor, at=NOON)

    assert referral.contact.state is ContactState.DRAFT


def test_13_a_consent_that_ended_a_second_ago_sends_nothing(refer, agree, counselor):
    agree()
    referral = refer()
    midnight = datetime(2026, 4, 1, 7, tzinfo=UTC)

    assert stop_of(referral, counselor, midnight) is Stop.ENDED
    actions.send(referral, by=counselor, at=midnight - timedelta(seconds=1))


def test_18_a_refused_or_undone_sending_leaves_no_row(session, refer, agree, counselor):
    agree()
    referral = refer()
    session.commit()
    actions.send(referral, by=counselor, at=NOON)
    session.rollback()

    assert rows(session) == []
    assert referral.contact.state is ContactState.DRAFT


def test_nothing_is_sent_for_a_referral_that_is_over(refer, agree, counselor):
    agree()
    referral = refer()
    actions.withdraw(referral, on=TODAY, by=counselor, at=NOON)

    with pytest.raises(RuleBroken, match="is over"):
        actions.send(referral, by=counselor, at=NOON)
    assert referral.state is ReferralState.WITHDRAWN
    assert queries.contacts_relying_on(agree()) == []
