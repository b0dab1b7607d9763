"""A feed of 10,000 meetings brought in, again and again, beside a bare import of the same rows."""

import json
import random
import statistics
import time

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.ids import new_id
from clinic.groups.feeds.importing import import_feed
from clinic.groups.models import DirectorySource, GroupMeeting, PeerGroup, Venue

MANY, ROUNDS = 10_000, 3
NAMES = ("Lamp", "Table", "Stone", "Harbor", "Morning", "Bridge", "Candle", "Garden", "River")
CODES = ("O", "C", "D", "BE", "X", "B", "W", "M", "EN", "S", "ST", "TR")
NOTES = "Ring the bell at the side door and come down the stairs. Coffee from half an hour before."


def feed(many=MANY, seed=20260301):
    """A feed as a large city has it: a few thousand groups, each with some meetings a week."""
    chance = random.Random(seed)
    rows = []
    while len(rows) < many:
        group = len(rows)
        name = f"{chance.choice(NAMES)} {chance.choice(NAMES)} {group}"
        shared = {
            "name": name,
            "location": f"{chance.choice(NAMES)} Church",
            "formatted_address": f"{group % 4000 + 1} Elm Street, Portland, OR 97205, USA",
            "latitude": round(45 + chance.random(), 6),
            "longitude": round(-122 - chance.random(), 6),
            "region": f"District of {NAMES[group % 9]}",
            "notes": f"{NOTES} {group}" if group % 3 else "",
        }
        for _ in range(min(chance.choice((1, 1, 2, 3, 5)), many - len(rows))):
            slug = f"{name}-{len(rows)}".lower().replace(" ", "-")
            clock = f"{chance.randrange(6, 22):02}:{chance.choice(('00', '15', '30'))}"
            rows.append(
                {
                    **shared,
                    "slug": slug,
                    "day": chance.randrange(7),
                    "time": clock,
                    "end_time": None,
                    "types": chance.sample(CODES, 4),
                    "conference_url": f"https://zoom.us/j/{10**9 + group}" if group % 5 else None,
                }
            )
    return json.dumps(rows).encode()


def again(content):
    """The same feed a week later: one in a hundred meetings moved."""
    rows = json.loads(content)
    for one in rows[::100]:
        one["time"] = "05:45"
    return json.dumps(rows).encode()


def measure(clinic):
    """Ratios and seconds of a clinic's own database; it is left as it was."""
    content = feed()
    with clinic.app.app_context():
        try:
            yield from _measured(content)
        finally:
            db.session.rollback()
            db.session.remove()


def _measured(content):
    taken = {name: [] for name in ("first", "again", "dry", "changed", "bare", "bare again")}
    for round_ in range(ROUNDS):
        took = _round(content, f"Bench {round_}")
        for name, seconds in took.items():
            taken[name].append(seconds)
        db.session.rollback()
    best = {name: statistics.median(seconds) for name, seconds in taken.items()}
    yield f"seconds to bring in {MANY:,} meetings for the first time", best["first"], 4.0
    yield "seconds to bring in the same feed again", best["again"], 1.5
    yield "seconds of a dry run of the same feed", best["dry"], 1.5
    yield "seconds to bring in the feed with one meeting in a hundred moved", best["changed"], 4.0
    yield "first import / bare json.loads and INSERT", best["first"] / best["bare"], 4.0
    words = "the same feed again / bare json.loads and INSERT ... ON CONFLICT"
    yield words, best["again"] / best["bare again"], 4.0


def _round(content, name):
    """Do everything once in one transaction; the caller rolls it back."""
    took = {}

    def timed(what, work):
        began = time.perf_counter()
        work()
        took[what] = time.perf_counter() - began

    def take(content, **changed):
        facts = {"source_name": name, "fellowship": "AA", "timezone": "America/Los_Angeles"}
        report = import_feed(content, **facts, by=None, at=now(), **changed)
        assert report.status == "applied", report.reason
        return report

    timed("first", lambda: take(content))
    timed("again", lambda: take(content))
    timed("dry", lambda: take(content, dry_run=True))
    timed("changed", lambda: take(again(content)))
    rows = _copied(name)
    timed("bare", lambda: _bare(content, rows))
    timed("bare again", lambda: _bare(content, rows))
    return took


def _copied(name):
    """What the import wrote, by table, under keys and a source of its own."""
    source = db.session.scalar(sa.select(DirectorySource).where(DirectorySource.name == name))
    copy = DirectorySource(name=f"{name} copied", created_at=now())
    db.session.add(copy)
    db.session.flush()
    keys, found = {source.id: copy.id, None: None}, {}
    of_meetings = sa.select(GroupMeeting.venue_id).where(GroupMeeting.source_id == source.id)
    for model in (PeerGroup, Venue, GroupMeeting):
        table = model.__table__
        mine = Venue.id.in_(of_meetings) if model is Venue else table.c.source_id == source.id
        rows = db.session.execute(sa.select(table).where(mine)).mappings()
        found[table] = [_rekeyed(dict(row), keys) for row in rows]
    return found


def _rekeyed(row, keys):
    keys[row["id"]] = new_id()
    names = {"id", "source_id", "group_id", "venue_id"} & set(row)
    return row | {name: keys[row[name]] for name in names}


def _bare(content, rows):
    """What any importer has to do: parse the file, write its rows, and nothing else."""
    json.loads(content)
    kind = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    for table, given in rows.items():
        insert = kind.insert(table)
        named = {c.name: insert.excluded[c.name] for c in table.c if c.name != "id"}
        statement = insert.on_conflict_do_update(index_elements=["id"], set_=named)
        db.session.connection().execute(statement, given)
