"""Somebody tells while somebody takes back: one after the other, and nothing in between."""

import threading

import pytest

from clinic.accounts.models import User
from clinic.clients.models import Client
from clinic.consents import actions, queries
from clinic.consents.policy import NotCovered, Stop
from clinic.core.db import db
from tests.make import NOON


def test_12_taking_back_waits_for_who_is_telling_and_stops_the_next(
    app, session, agree, client, counselor, ana
):
    consent_id, user_id, client_id = agree().id, counselor.id, client.id
    session.commit()
    order, begun = [], threading.Event()

    def take_back():
        with app.app_context():
            begun.set()
            user = db.session.get_one(User, user_id)
            consent = queries.get(consent_id, viewer=user, to_change=True)
            order.append("taken back")
            actions.revoke(consent, how="by_phone", by=user, at=NOON)
            db.session.commit()

    actions.disclose(client, ana, what="Copy", by=counselor, at=NOON)
    session.flush()
    other = threading.Thread(target=take_back)
    other.start()
    begun.wait()
    order.append("told")
    session.commit()
    other.join()
    session.expire_all()

    assert order == ["told", "taken back"]
    user, client = session.get_one(User, user_id), session.get_one(Client, client_id)
    with pytest.raises(NotCovered) as error:
        actions.disclose(client, ana, what="Copy", by=user, at=NOON)
    assert error.value.stop is Stop.REVOKED
