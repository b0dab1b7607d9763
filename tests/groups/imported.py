"""Feeds for the tests of imports: small, invented, and read as the command reads them."""

import json
from datetime import timedelta

import sqlalchemy as sa

from clinic.core.db import db
from clinic.groups.feeds.importing import import_feed
from clinic.groups.models import (
    GroupChange,
    GroupMeeting,
    GroupNotes,
    ImportChange,
    ImportIssue,
    ImportRun,
    PeerGroup,
    Venue,
)
from tests.make import NOON

DAY = timedelta(days=1)
KEPT = (PeerGroup, GroupMeeting, GroupNotes, GroupChange, Venue)


def row(slug, name="Lamp", day=2, time="19:00", street="12 Elm Street", **more):
    """One meeting of a feed."""
    address = f"{street}, Portland, OR 97205, USA"
    return {
        "slug": slug,
        "name": name,
        "day": day,
        "time": time,
        "formatted_address": address,
    } | more


def filler(many, **more):
    """So many meetings that nothing happens to."""
    return [
        row(
            f"filler-{n}",
            f"Filler {n}",
            n % 7,
            f"{8 + n % 12:02}:00",
            f"{n + 100} Oak Road",
            **more,
        )
        for n in range(many)
    ]


def packed(rows):
    return rows if isinstance(rows, bytes) else json.dumps(rows).encode()


def take(rows, **changed):
    """Import some rows, whatever would be held, and return the report."""
    facts = {
        "source_name": "Portland",
        "fellowship": "AA",
        "timezone": "America/Los_Angeles",
        "accept_held": True,
        "by": None,
        "at": NOON,
        **changed,
    }
    return import_feed(packed(rows), **facts)


def try_to(rows, **changed):
    """Import some rows, to be held if they look broken."""
    return take(rows, accept_held=False, **changed)


def meeting(uid):
    asked = sa.select(GroupMeeting).where(GroupMeeting.uid_key == uid)
    return db.session.scalars(asked.execution_options(populate_existing=True)).unique().one()


def meetings():
    """Every meeting by its id in the feed."""
    asked = sa.select(GroupMeeting).execution_options(populate_existing=True)
    return {one.uid_key: one for one in db.session.scalars(asked).unique()}


def count(model):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def tables(*besides):
    """Every row of the directory, whole, but for some columns."""
    found = {}
    for model in KEPT:
        table = model.__table__
        columns = [column for column in table.c if column.name not in besides]
        rows = db.session.execute(sa.select(*columns).order_by(table.c.id))
        found[table.name] = [tuple(map(str, one)) for one in rows]
    return found


def last_run():
    asked = sa.select(ImportRun).order_by(ImportRun.at.desc(), ImportRun.id.desc())
    return db.session.scalars(asked).first()


def changes(run, kind=None):
    asked = sa.select(ImportChange).where(ImportChange.run_id == run.id)
    found = db.session.scalars(asked.order_by(ImportChange.position))
    return [one for one in found if kind in (None, one.kind)]


def doubts(run=None):
    """What the last run wants looked at, by the id in the feed."""
    asked = sa.select(ImportIssue).where(
        ImportIssue.run_id == (run or last_run()).id, ImportIssue.field == "id"
    )
    return {issue.uid: issue.reason for issue in db.session.scalars(asked)}
