"""What tests about consents start from."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from clinic.consents import actions, policy
from clinic.consents.actions import Signature, Terms
from clinic.consents.models import (
    Consent,
    ConsentType,
    Ending,
    Item,
    Purpose,
    RecipientKind,
    Signer,
    Signing,
)
from clinic.core.clock import local_date, now
from tests.make import NOON, TODAY

ZONE = "America/Los_Angeles"
INK = Signature(Signing.PAPER, Signer.CLIENT, "Robin Vale", TODAY)
LATER = local_date(now(), ZONE) + timedelta(days=90)
ANSWERS = {
    "type": "named",
    "recipient_kind": "person",
    "recipient": "Ana Vale",
    "items": ["name", "treatment", "groups"],
    "purposes": ["family"],
    "ending": "day",
    "ends_on": LATER,
}


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


@pytest.fixture
def page(client, session):
    session.commit()
    return f"/clients/{client.id}/consents"


@pytest.fixture
def desk(browser, counselor, page):
    return browser.sign_in(counselor)


def the_consent(session):
    return session.scalars(sa.select(Consent)).unique().one()


@pytest.fixture
def drafted(desk, page, session):
    desk.submit(f"{page}/new", **ANSWERS)
    return f"/consents/{the_consent(session).id}"


@pytest.fixture
def signed(desk, drafted):
    desk.submit(f"{drafted}/sign", signature="Robin Vale")
    return drafted
