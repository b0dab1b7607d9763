"""The gate: who is told what, what for, and until when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from clinic.consents import actions, policy
from clinic.consents.models import (
    Consent,
    ConsentType,
    Disclosure,
    Ending,
    Item,
    Purpose,
    RecipientKind,
)
from clinic.consents.policy import NotCovered, Stop
from clinic.core.errors import Stale
from clinic.episodes import actions as episodes
from clinic.episodes.models import Disposition, LeavingReason
from tests.make import NOON

K, P = RecipientKind, Purpose
ALWAYS = {Item.NAME, Item.TREATMENT}


def refused(client, wish, at=NOON):
    with pytest.raises(NotCovered) as error:
        actions.permit(client, wish, at=at)
    return error.value


def test_03_a_general_release_is_kept_and_opens_nothing(agree, client, ana):
    consent = agree(type=ConsentType.GENERAL, items=tuple(Item), purposes=tuple(Purpose))

    assert policy.standing(consent, NOON) is policy.Standing.ON_FILE
    assert refused(client, ana).stop is Stop.GENERAL


def test_04_what_a_consent_must_say_is_looked_at_again_when_relied_on(
    session, counselor, client, ana
):
    bare = {
        "client_id": client.id,
        "type": ConsentType.NAMED,
        "language": "en",
        "patient_name": "Robin Vale",
        "discloser": "",
        "items": [item.value for item in (*ALWAYS, Item.GROUPS)],
        "recipient_kind": K.PERSON,
        "recipient": "Ana Vale",
        "purposes": ["family"],
        "ending": Ending.DAY,
        "ends_on": date(2026, 6, 30),
        "timezone": "America/Los_Angeles",
        "signature": "Robin Vale",
        "signed_at": NOON,
        "signed_by_id": counselor.id,
        "drafted_at": NOON,
        "drafted_by_id": counselor.id,
        "revision": 1,
    }
    session.execute(sa.insert(Consent).values(bare))  # as an import that asked nobody would

    refusal = refused(client, ana)

    assert refusal.stop is Stop.INCOMPLETE
    for words in ("who may tell", "taken back", "who signed", "which day it was signed"):
        assert words in str(refusal)


def test_07_and_09_the_gate_matches_the_very_recipient(agree, agree_on_group, make, client, ana):
    group, other = make.group("Harbor"), make.group("Harbor")
    agree_on_group(group)
    agree()
    to_group = policy.Wish(policy.Recipient(K.GROUP, "Harbor", group.id), P.PEER_SUPPORT)

    assert actions.permit(client, to_group, at=NOON).recipient.group_id == group.id
    for recipient in (
        policy.Recipient(K.GROUP, "Harbor", other.id),
        policy.Recipient(K.GROUP, "Harbor"),
        policy.Recipient(K.PERSON, "Harbor", group.id),
        policy.Recipient(K.PROVIDER, "Ana Vale"),
        policy.Recipient(K.PERSON, "Ana Valera"),
        policy.Recipient(K.PERSON, ""),
    ):
        assert refused(client, replace(to_group, recipient=recipient)).stop <= Stop.RECIPIENT
    assert actions.permit(
        client, replace(ana, recipient=policy.Recipient(K.PERSON, " ana  VÁLE")), at=NOON
    )


def test_08_wording_for_all_who_treat_reaches_no_group_and_no_volunteer(agree, make, client, terms):
    group = make.group()
    agree(
        type=ConsentType.TPO,
        purposes=(P.CARE, P.PAYMENT, P.OPERATIONS),
        ending=Ending.NONE,
        recipient=group.name,
    )

    for recipient in (
        policy.Recipient(K.GROUP, group.name, group.id),
        policy.Recipient(K.PERSON, "A volunteer"),
        policy.Recipient(K.OTHER, terms.wording.everyone),
    ):
        for purpose in (P.PEER_SUPPORT, P.CARE):
            assert refused(client, policy.Wish(recipient, purpose)).stop <= Stop.RECIPIENT
    provider = policy.Recipient(K.PROVIDER, "Dr. Ortiz")
    assert actions.permit(client, policy.Wish(provider, P.CARE), at=NOON)


def test_09_a_consent_for_one_agency_refuses_another(agree, client):
    agree(recipient_kind=K.PROVIDER, recipient="Agency A", purposes=(P.CARE,))
    wish = policy.Wish(policy.Recipient(K.PROVIDER, "Agency A"), P.CARE)

    assert actions.permit(client, wish, at=NOON)
    other = replace(wish, recipient=policy.Recipient(K.PROVIDER, "Agency B"))
    assert "Agency B" in str(refused(client, other))


def test_a_consent_of_one_client_opens_nothing_of_another(make, agree, counselor, ana):
    agree()
    other = make.client("Wren", "Hale", counselor=counselor)

    assert refused(other, ana).stop is Stop.NO_CONSENT


def test_the_purpose_has_to_be_said(agree, client, ana):
    agree()

    refusal = refused(client, replace(ana, purpose=P.WORK))

    assert refusal.stop is Stop.PURPOSE
    assert "Work or school" in str(refusal)


def test_11_only_what_is_inside_the_scope_goes_out(agree, client, ana):
    agree()
    wide = replace(ana, needs=frozenset(), wants=frozenset(Item))

    release = actions.permit(client, wide, at=NOON)

    assert release.items == {*ALWAYS, Item.GROUPS}
    assert release.scope == [
        "Name",
        "That I am or was in treatment here",
        "Groups I plan to go to",
    ]


def test_11_what_cannot_be_left_out_is_refused_by_name(agree, client, ana):
    agree()
    more = replace(ana, needs=frozenset({Item.GROUPS, Item.MEDICINES, Item.CONTACT}))

    refusal = refused(client, more)

    assert refusal.stop is Stop.SCOPE
    assert refusal.lacking == {Item.MEDICINES, Item.CONTACT}
    assert str(refusal) == "The consent does not cover: How to reach me, Medicines."


def test_11_of_two_consents_the_wider_one_is_used_and_they_never_add_up(agree, client, ana):
    agree(items=(*ALWAYS, Item.GROUPS))
    wider = agree(items=(*ALWAYS, Item.MEDICINES, Item.CONTACT))
    asked = replace(ana, needs=frozenset(), wants=frozenset(Item))

    release = actions.permit(client, asked, at=NOON)

    assert release.consent_id == wider.id
    assert Item.GROUPS not in release.items


def test_12_taking_back_works_at_once(session, agree, client, counselor, ana):
    consent = agree()
    assert actions.permit(client, ana, at=NOON)

    taken = actions.revoke(
        consent, how="by_phone", words="Ana and I fell out", by=counselor, at=NOON
    )
    session.flush()

    assert (taken.at, taken.by_id, taken.how) == (NOON, counselor.id, "by_phone")
    assert refused(client, ana).stop is Stop.REVOKED
    assert policy.standing(consent, NOON) is policy.Standing.REVOKED


@pytest.mark.parametrize(
    ("zone", "first_second_after"),
    [
        ("America/Los_Angeles", datetime(2026, 7, 1, 7, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 7, 1, 4, tzinfo=UTC)),
        ("Pacific/Auckland", datetime(2026, 6, 30, 12, tzinfo=UTC)),
    ],
)
def test_13_the_last_day_ends_at_midnight_where_the_clinic_is(
    agree, client, ana, zone, first_second_after
):
    consent = agree(timezone=zone)

    assert policy.ends_at(consent) == first_second_after
    assert actions.permit(client, ana, at=first_second_after - timedelta(microseconds=1))
    assert refused(client, ana, at=first_second_after).stop is Stop.ENDED


@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1)])
def test_13_a_day_with_a_shifted_clock_is_whole(agree, client, ana, day):
    consent = agree(ends_on=day)
    local = policy.ends_at(consent)

    assert (local.hour, local.date()) == (0, day + timedelta(days=1))
    assert actions.permit(client, ana, at=local.astimezone(UTC) - timedelta(seconds=1))
    assert refused(client, ana, at=local.astimezone(UTC)).stop is Stop.ENDED


def test_13_the_end_of_treatment_ends_it(session, agree, client, counselor, episode, ana):
    consent = agree(ending=Ending.END_OF_TREATMENT, ends_on=None)
    assert actions.permit(client, ana, at=NOON + timedelta(days=900))

    gone = {"left_reason": LeavingReason.COMPLETED, "disposition": Disposition.UNAVAILABLE}
    episodes.leave(episode, left_on=date(2026, 3, 2), **gone, by=counselor, at=NOON)
    session.flush()

    assert consent.episode_id == episode.id
    assert refused(client, ana).stop is Stop.ENDED


def test_13_nobody_in_treatment_has_no_end_of_treatment(make, counselor, terms):
    out = make.client("Wren", "Hale", counselor=counselor)

    whole = replace(terms, ending=Ending.END_OF_TREATMENT, ends_on=None)
    with pytest.raises(policy.Incomplete, match="Choose a day"):
        actions.draft(out, whole, by=counselor, at=NOON)


def test_a_consent_does_not_reach_back_before_it_was_signed(agree, client, ana):
    agree()

    assert refused(client, ana, at=NOON - timedelta(seconds=1)).stop is Stop.NO_CONSENT


def test_18_one_telling_writes_one_row(session, agree, client, counselor, ana):
    consent = agree()
    asked = replace(ana, wants=frozenset({Item.MEDICINES}))

    release = actions.disclose(client, asked, what="Copy of the plan", by=counselor, at=NOON)
    session.flush()

    row = session.scalars(sa.select(Disclosure)).one()
    assert (row.client_id, row.consent_id, row.by_id) == (client.id, consent.id, counselor.id)
    assert (row.at, row.recipient, row.what, row.purpose) == (
        *(NOON, "Ana Vale", "Copy of the plan", P.FAMILY),
    )
    assert set(row.items) == {"name", "treatment", "groups"}
    assert row.statement == release.version == "42 CFR 2.32, 89 FR 12472 (2024)"


def test_18_a_preview_or_a_refusal_writes_none(session, agree, client, counselor, ana):
    agree()
    actions.permit(client, ana, at=NOON)
    wrong = replace(ana, purpose=P.WORK)
    with pytest.raises(NotCovered):
        actions.disclose(client, wrong, what="Copy", by=counselor, at=NOON)
    actions.disclose(client, ana, what="Copy", by=counselor, at=NOON)
    session.rollback()  # the mail was never sent

    assert session.scalar(sa.select(sa.func.count()).select_from(Disclosure)) == 0


def test_18_a_page_printed_under_another_answer_stays_here(session, agree, client, counselor, ana):
    agree()
    printed = actions.permit(client, ana, at=NOON)
    agree(items=tuple(Item)[:-1])
    wide = replace(ana, wants=frozenset(Item))

    with pytest.raises(Stale):
        actions.disclose(client, wide, what="Copy", by=counselor, at=NOON, printed=printed)

    assert session.scalar(sa.select(sa.func.count()).select_from(Disclosure)) == 0
