"""The finder in directories of growing size: its page, its sources, the nearest meetings."""

import datetime
import math
import random
import time
from uuid import UUID

import sqlalchemy as sa
from flask_migrate import upgrade

from clinic import create_app
from clinic.accounts.models import Membership, Program, Role, User
from clinic.clients.models import CareTeamMember, Client, Part, Stage
from clinic.core.db import db
from clinic.groups import queries
from clinic.groups.models import (
    Attendance,
    GroupKind,
    GroupMeeting,
    GroupNotes,
    PeerGroup,
    Venue,
    fold,
    week_minute,
)
from clinic.groups.policy import FinderAsk, Wish, distance
from clinic.groups.queries.streams import Stream, nearest_spots, shifts_of
from tests.bench.clinic import Clinic, medians
from tests.make import CONCEALED, NOON

SIZES = (10_000, 100_000)
SEED = 20_261_125
TOWNS = 300
ZONES = ("America/Los_Angeles",) * 7 + ("America/Denver", "America/New_York", "Europe/London")
FELLOWSHIPS = ("AA",) * 5 + ("NA",) * 2 + ("Al-Anon", "CA", "SMART", "Recovery Dharma", "")
HOURS = (7, 12, 12, 17, 18, 19, 19, 19, 20, 20)
#: How many of a hundred meetings carry each trait.
TRAITS = {
    "newcomer": 12,
    "women": 8,
    "men": 6,
    "child_friendly": 4,
    "childcare": 2,
    "transit": 5,
    "lgbtq": 3,
    "secular": 2,
    "young_people": 4,
    "dual_diagnosis": 2,
    "sign_language": 1,
    "proof_of_attendance": 2,
    "discussion": 40,
}
NEEDS = "&".join(f"wish={wish}" for wish in (Wish.CHILDREN, Wish.STEP_FREE, Wish.WOMEN_ONLY))


class Directory(Clinic):
    """An app over a directory of a given size, with one client to find groups for."""

    def __init__(self, url, many):
        self.url, self.many, self.people = url, many, {}
        self.app = create_app({"MODE": "test", "SECURE_COOKIES": False, "DATABASE_URL": url})
        with self.app.app_context():
            upgrade()
            self.counselor = seed(db.session, many)


def seed(session, many):
    """Fill the directory; return the counselor of its one client."""
    chance = random.Random(SEED)
    for model, rows in _rows(chance, many).items():
        for start in range(0, len(rows), 5_000):
            session.execute(sa.insert(model.__table__), rows[start : start + 5_000])
    counselor = User(email="ada@clinic.test", name="Ada", created_at=NOON)
    counselor.password_hash = CONCEALED
    program = Program(name="Bench")
    counselor.memberships.append(Membership(program=program, role=Role.COUNSELOR))
    session.add(counselor)
    session.flush()
    client = Client(
        **{"id": UUID(int=1), "number": 10_001, "given_name": "Robin", "name_key": "robin"},
        **{"birth_year": 1990, "recorded_at": NOON, "recorded_by_id": counselor.id},
        **{"program_id": program.id, "stage": Stage.OUTPATIENT, "area_postcode": "10150"},
    )
    client.free_times = ["2 evening", "4 evening", "6 morning"]
    client.care_team.append(CareTeamMember(user=counselor, part=Part.PRIMARY, since=NOON))
    session.add(client)
    session.execute(sa.text("ANALYZE"))
    session.commit()
    return counselor


def _rows(chance, many):
    """The rows of every table, the same ones each time."""
    towns = [(chance.uniform(33, 48), chance.uniform(-123, -105)) for _ in range(TOWNS)]
    groups, notes, venues, meetings = [], [], [], []
    for number in range(many):
        if number % 4 != 3:
            groups.append(_group(chance, len(groups)))
            if number % 7 == 0:
                notes.append(_notes(len(groups), chance))
        if number % 2 == 0:
            venues.append(_venue(chance, len(venues), towns))
        meetings.append(_meeting(chance, number, len(groups), len(venues)))
    return {PeerGroup: groups, GroupNotes: notes, Venue: venues, GroupMeeting: meetings}


def _plain(model, **facts):
    """A row with every column that has a plain default."""
    row = {}
    for column in model.__table__.columns:
        default = column.default
        if default is not None and column.name != "id":
            row[column.name] = default.arg(None) if default.is_callable else default.arg
        elif column.nullable:
            row[column.name] = None
    return row | facts


def _group(chance, number):
    fellowship = chance.choice(FELLOWSHIPS)
    step = fellowship in ("AA", "NA", "Al-Anon", "CA")
    name = f"{chance.choice(('Hope', 'Steps', 'Lamp', 'Table', 'River'))} {number}"
    return _plain(
        PeerGroup,
        id=UUID(int=number + 1),
        name=name,
        name_key=fold(name),
        kind=GroupKind.TWELVE_STEP if step else GroupKind.MUTUAL,
        fellowship=fellowship,
        words=fold(f"{name} {fellowship}"),
        status="retired" if chance.random() < 0.01 else "active",
        created_at=NOON,
        revision=1,
    )


def _notes(group, chance):
    checked = datetime.date(2026, 2, chance.randint(1, 28))
    key = UUID(int=group)
    return _plain(GroupNotes, id=key, group_id=key, checked_on=checked, revision=1)


def _venue(chance, number, towns):
    town = int(chance.random() ** 2 * len(towns))
    latitude, longitude = towns[town]
    return _plain(
        Venue,
        id=UUID(int=number + 1),
        name="Hall",
        street=f"{number % 900} Elm Street",
        city=f"Town {town}",
        postcode=f"{10_000 + town}",
        latitude=latitude + chance.gauss(0, 0.06),
        longitude=longitude + chance.gauss(0, 0.08),
        wheelchair=chance.choice(("yes", "not_stated", "not_stated", "no")),
    )


def _meeting(chance, number, groups, venues):
    day, at = chance.randrange(7), datetime.time(chance.choice(HOURS), chance.choice((0, 0, 30)))
    online = chance.random() < 0.1
    return _plain(
        GroupMeeting,
        id=UUID(int=number + 1),
        group_id=UUID(int=groups),
        venue_id=None if online else UUID(int=venues),
        weekday=day,
        starts_at=at,
        week_minute=week_minute(day, at),
        timezone=chance.choice(ZONES) if online else ZONES[0],
        attendance=Attendance.ONLINE if online else Attendance.IN_PERSON,
        traits=[trait for trait, share in TRAITS.items() if chance.random() * 100 < share],
        languages=["es"] if chance.random() < 0.05 else ["en"],
        words=fold(f"hall {number % 900} elm street town"),
        notes="Enter by the side door and go down the stairs. " * 4,
        first_seen_at=NOON,
        seen_at=NOON,
        ended_at=NOON if chance.random() < 0.03 else None,
        revision=1,
    )


def measure(directories):
    """The finder's page in each directory; then the nearest meetings against a scan."""
    small, large = directories[0], directories[-1]
    for words, query in _PAGES.items():
        work = [_opened(small, query), _opened(large, query)]
        first, last = medians(work, 25, time.process_time)
        yield f"{words}, at {large.many:,}, CPU ms", last, _LIMITS.get(words, 100)
        grown = f"{words}, at {large.many:,} / at {small.many:,} ({last:.0f} and {first:.0f} ms)"
        yield grown, last / first, 3
    yield from _nearest(large)


#: Measured by the processor's time, for others use the machine as well.
#: The pages measured: what is asked, and the most a page may take, in ms.
_PAGES = {
    "finder with distance, day and three needs": f"?asked=1&day=2&within=10&{NEEDS}",
    "finder with three needs": f"?asked=1&{NEEDS}",
    "finder as it opens": "",
    "finder by words": "?asked=1&q=river",
    "week": f"?asked=1&view=week&{NEEDS}",
}
_LIMITS = {"finder with distance, day and three needs": 60}
CLIENT = f"/clients/{UUID(int=1)}/find-a-group"


def _opened(directory, query):
    client = directory.client(directory.counselor)

    def work():
        response = client.get(CLIENT + query)
        assert response.status_code == 200, response.status

    return work


def _nearest(directory):
    with directory.app.app_context():
        home = queries.center_of("10150")
        ask = FinderAsk(at=NOON, zone=ZONES[0])
        source = Stream(ask, shifts_of(ask), NOON)
        asked = sa.select(GroupMeeting.id, Venue.latitude, Venue.longitude)
        asked = asked.join(Venue, Venue.id == GroupMeeting.venue_id)

        def scan():
            rows = db.session.execute(asked).all()
            return sorted(distance(home, row) for row in rows)[:20]

        def near():
            spots = nearest_spots(source, home, 20, reach_km=160)
            return [km for km, _spot in spots[:20]]

        assert all(map(math.isclose, scan(), near()))
        slow, quick = medians([scan, near], 9, time.process_time)
        db.session.rollback()
    words = f"20 nearest / scan in Python, at {directory.many:,} ({quick:.2f} ms)"
    yield words, quick / slow, 0.01
