"""What the invented clients let the clinic tell: signed as staff would have them signed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask import current_app

from clinic.accounts.models import User
from clinic.clients.models import Client
from clinic.consents import actions, policy
from clinic.consents.document import House
from clinic.consents.models import (
    ConsentType,
    Ending,
    Item,
    Purpose,
    RecipientKind,
    Signer,
    Signing,
)
from clinic.consents.printing import print_consent
from clinic.core.clock import local_date

#: What most clients want their family to know, and no more.
FOR_FAMILY = (Item.NAME, Item.TREATMENT, Item.GROUPS, Item.APPOINTMENTS)


def agree_on_family(client: Client, *, by: User, at: datetime, today: date) -> None:
    """Have a client agree that Ana hears of groups and appointments, and sign that in ink."""
    house = House.from_settings(current_app.config)
    wording = policy.wording(client.language, clinic=client.program.name, phone=house.phone)
    terms = actions.Terms(
        type=ConsentType.NAMED,
        items=FOR_FAMILY,
        purposes=(Purpose.FAMILY,),
        wording=wording,
        discloser=f"{house.name}, {client.program.name}",
        timezone=house.timezone,
        recipient_kind=RecipientKind.PERSON,
        recipient=f"Ana {client.family_name}",
        ending=Ending.DAY,
        ends_on=today + timedelta(days=90),
        language=client.language,
    )
    consent = actions.draft(client, terms, by=by, at=at)
    name = f"{client.given_name} {client.family_name}"
    signed_on = local_date(at, house.timezone)
    signature = actions.Signature(Signing.PAPER, Signer.CLIENT, name, signed_on)
    paper = print_consent(actions.prepare(consent, signature, house=house, at=at))
    actions.sign(
        consent,
        signature,
        pdf=paper.pdf,
        pages=paper.pages,
        expected_revision=consent.revision,
        by=by,
        at=at,
    )
