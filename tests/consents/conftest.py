"""What tests about consents start from."""

from dataclasses import replace
from datetime import date

import pytest

from clinic.consents import actions, policy
from clinic.consents.actions import Signature, Terms
from clinic.consents.models import (
    ConsentType,
    Ending,
    Item,
    Purpose,
    RecipientKind,
    Signer,
    Signing,
)
from tests.make import NOON, TODAY

ZONE = "America/Los_Angeles"
INK = Signature(Signing.PAPER, Signer.CLIENT, "Robin Vale", TODAY)


@pytest.fixture
def terms(app, session):
    """What a client agrees to that Ana Vale is told."""
    wording = policy.wording("en", clinic="Cedar", phone="(503) 555-0140")
    return Terms(
        type=ConsentType.NAMED,
        items=(Item.NAME, Item.TREATMENT, Item.GROUPS),
        purposes=(Purpose.FAMILY,),
        wording=wording,
        discloser="Cedar, Cedar Street Center",
        timezone=ZONE,
        recipient_kind=RecipientKind.PERSON,
        recipient="Ana Vale",
        ending=Ending.DAY,
        ends_on=date(2026, 6, 30),
    )


@pytest.fixture
def client(episode):
    return episode.client


@pytest.fixture
def agree(client, counselor, terms):
    """Record a consent and have it signed: ``agree(items=..., recipient=...)``."""

    def agree(*, at=NOON, signature=INK, of=client, **changed):
        consent = actions.draft(of, replace(terms, **changed), by=counselor, at=at)
        shown = {"pdf": b"%PDF", "pages": 1, "expected_revision": consent.revision}
        return actions.sign(consent, signature, **shown, by=counselor, at=at)

    return agree


@pytest.fixture
def agree_on_group(agree):
    """Record a consent for a group of the directory and have it signed."""

    def to(group, **changed):
        facts = {
            "recipient_kind": RecipientKind.GROUP,
            "recipient": group.name,
            "group_id": group.id,
            "purposes": (Purpose.PEER_SUPPORT,),
            "items": (Item.NAME, Item.TREATMENT, Item.CONTACT),
        }
        return agree(**{**facts, **changed})

    return to


@pytest.fixture
def ana():
    """A wish to tell Ana about groups."""
    recipient = policy.Recipient(RecipientKind.PERSON, "Ana Vale")
    return policy.Wish(recipient, Purpose.FAMILY, needs=frozenset({Item.GROUPS}))
