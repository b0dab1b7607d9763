"""Random series of the states of a feed: what a client was sent to never becomes something else."""

import json
import random
from datetime import timedelta

import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clinic.core.db import db
from clinic.groups.feeds.importing import import_feed
from clinic.groups.models import GroupMeeting, ImportIssue, ImportRun, PeerGroup, Venue
from tests.make import NOON

NAMES = ["Lamp", "Table", "Harbor", "Morning", "Serenity", "Bridge", "Candle", "Garden", "River"]
STREETS = ["Elm", "Oak", "Pine", "Cedar", "Maple", "Birch", "Walnut", "Cherry", "Ash", "Holly"]
#: Read by nobody but this test: no field of a row tells which meeting it is.
ACTS = (
    "renamed_a_little",
    "renamed",
    "re_identified",
    "swapped",
    "ring_of_three",
    "moved_in_time",
    "moved_to_another_day",
    "moved_house",
    "vanished",
    "returned",
    "back_under_another_id",
    "added",
    "unreadable",
    "outage",
    "re_cased",
    "re_keyed",
    "twice",
)


class Feed:
    """A feed whose meetings live a life of their own."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.counted = 0
        self.meetings, self.gone = [], []
        for _ in range(14):
            self.added()

    def slug(self):
        self.counted += 1
        return f"m-{self.counted}-{self.chance.randrange(10**6)}"

    def added(self):
        chance, here = self.chance, len(self.meetings) + len(self.gone)
        self.meetings.append(
            {
                "truth": self.counted,
                "slug": self.slug(),
                "name": f"{chance.choice(NAMES)} {chance.choice(NAMES)} {self.counted}",
                "day": chance.randrange(7),
                "time": f"{chance.randrange(7, 22):02}:{chance.choice(('00', '30'))}",
                "street": f"{10 + here} {chance.choice(STREETS)} Street",
            }
        )
        if here and here % 3 == 0:  # another meeting of the same group
            last, before = self.meetings[-1], self.meetings[-2]
            last |= {"name": before["name"], "street": before["street"]}
            last["day"] = (before["day"] + 1) % 7

    def step(self, acts):
        """Let each act happen to meetings of its own; return the rows of the file."""
        self.lost, self.broken = set(), set()
        self.free = self.chance.sample(self.meetings, len(self.meetings))
        for act in acts:
            getattr(self, act)()
        rows = [self.row(one) for one in self.meetings if one["truth"] not in self.lost]
        return self.chance.sample(rows, len(rows))

    def row(self, one):
        row = {key: one[key] for key in ("slug", "name", "day", "time")}
        if one["truth"] in self.broken:
            row["time"] = "25:61"
        return {**row, "formatted_address": f"{one['street']}, Portland, OR 97205, USA"}

    def some(self, many=1):
        taken, self.free = self.free[:many], self.free[many:]
        return taken if len(taken) == many else []

    def renamed_a_little(self):
        for one in self.some():
            one["name"] += " Group"

    def renamed(self):
        for one in self.some():
            one["name"] = f"Entirely {self.slug()}"

    def re_identified(self):
        for one in self.some(2):
            one["slug"] = self.slug()

    def swapped(self, many=2):
        some = self.some(many)
        slugs = [one["slug"] for one in some]
        for one, slug in zip(some, slugs[1:] + slugs[:1], strict=True):
            one["slug"] = slug

    def ring_of_three(self):
        self.swapped(3)

    def moved_in_time(self):
        for one in self.some():
            one["time"] = f"{6 + self.chance.randrange(16):02}:15"

    def moved_to_another_day(self):
        for one in self.some():
            one["day"] = (one["day"] + 1 + self.chance.randrange(6)) % 7

    def moved_house(self):
        for one in self.some():
            one["street"] = f"{self.chance.randrange(100, 999)} New Street"

    def vanished(self):
        for one in self.some():
            self.meetings.remove(one)
            self.gone.append(one)

    def returned(self):
        if self.gone:
            self.meetings.append(self.gone.pop(0))

    def back_under_another_id(self):
        if self.gone:
            self.gone[0]["slug"] = self.slug()
            self.returned()

    def unreadable(self):
        self.broken |= {one["truth"] for one in self.some(2)}

    def outage(self):
        self.lost |= {one["truth"] for one in self.some(4)}

    def re_cased(self):
        for one in self.meetings:
            one["slug"] = one["slug"].swapcase()

    def re_keyed(self):
        for one in self.meetings:
            one["slug"] = self.slug()

    def twice(self):
        for one in self.some():
            # Nobody can tell the two apart: they count as one.
            self.meetings.append({**one, "slug": self.slug()})
            self.free = [other for other in self.free if other is not one]


def run(rows, at):
    report = import_feed(
        json.dumps(rows).encode(),
        source_name="Portland",
        fellowship="AA",
        timezone="America/Los_Angeles",
        accept_held=True,
        by=None,
        at=at,
    )
    db.session.commit()
    return report


def stored():
    """Every meeting by its id in the feed."""
    columns = (GroupMeeting.uid_key, GroupMeeting.id, GroupMeeting.group_id)
    return {row.uid_key: row for row in db.session.execute(sa.select(*columns))}


def doubted():
    """The ids of rows that the last run wants looked at."""
    newest = sa.select(ImportRun.id).order_by(ImportRun.at.desc()).limit(1).scalar_subquery()
    asked = sa.select(ImportIssue.uid).where(
        ImportIssue.run_id == newest, ImportIssue.field == "id"
    )
    return {uid.casefold() for uid in db.session.scalars(asked)}


def everything():
    return {
        model: set(db.session.scalars(sa.select(model.id)))
        for model in (GroupMeeting, PeerGroup, Venue)
    }


STEP = st.lists(st.sampled_from(ACTS), min_size=1, max_size=4)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(
    seed=645,
    steps=[
        ["twice", "renamed"],
        ["added"],
        ["re_keyed"],
        ["re_identified"],
        ["moved_to_another_day", "re_identified", "outage"],
    ],
)
@given(seed=st.integers(0, 10**6), steps=st.lists(STEP, min_size=2, max_size=5))
def test_no_meeting_silently_becomes_another(app, database, session, seed, steps):
    db.session.rollback()
    database.reset(db.engine)
    feed, truth_of, group_of = Feed(seed), {}, {}
    before = everything()
    for day, acts in enumerate([[], *steps]):
        rows = feed.step(acts)
        report = run(rows, NOON + timedelta(days=day))
        now, noted = stored(), doubted()
        for one in feed.meetings:
            row = now.get(one["slug"].casefold())
            if row is None or one["truth"] in feed.lost | feed.broken:
                continue
            if one["slug"].casefold() in noted:
                truth_of[row.id] = one["truth"]
            assert truth_of.setdefault(row.id, one["truth"]) == one["truth"], (acts, one)
            assert group_of.setdefault(row.id, row.group_id) == row.group_id
        counted = report.new + report.changed + report.same + report.rematched + report.ambiguous
        assert counted == len(rows) - report.counts["skipped"]
        assert all(before[model] <= some for model, some in everything().items())
        before = everything()
        again = run(rows, NOON + timedelta(days=day, hours=1))
        assert (again.new, again.changed, again.missing, again.rematched) == (0, 0, 0, 0)
        assert again.ambiguous == report.ambiguous
        assert everything() == before
