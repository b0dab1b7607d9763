"""What looks broken waits for a person, with the reason in a sentence."""

import pytest

from clinic.groups.actions import imports
from clinic.groups.models import (
    GroupMeeting,
    ImportChange,
    ImportFile,
    PeerGroup,
    RunStatus,
)
from clinic.groups.queries.use import Use, asked
from tests.groups.imported import (
    DAY,
    count,
    filler,
    last_run,
    meeting,
    meetings,
    row,
    tables,
    take,
    try_to,
)
from tests.make import NOON

LATER = NOON + DAY


@pytest.fixture
def in_use():
    """Who uses which group or meeting, by key; empty at first."""
    used = {}

    def listen(_sender, group_ids):
        return dict(used)

    asked.connect(listen)
    yield used
    asked.disconnect(listen)


BROKEN = {
    "a fifth gone": (
        lambda rows: rows[:40],
        "The list fell from 50 to 40 meetings, 20 % fewer.",
    ),
    "a part gone": (
        lambda rows: [one for one in rows if one["region"] == "South"] + rows[:22],
        "North fell from 30 to 22 meetings, 27 % fewer.",
    ),
    "other ids": (
        lambda rows: [{**one, "slug": f"x{one['slug']}"} for one in rows[:16]] + rows[16:],
        "32 % of the ids are new (16 of 50): the feed may have changed them all. "
        "16 meetings were known by what they say.",
    ),
    "unreadable": (
        lambda rows: [{**one, "time": "25:61"} for one in rows[:6]] + rows[6:],
        "6 of 50 rows cannot be read, 12 %.",
    ),
    "no traits": (
        lambda rows: [{**one, "types": []} for one in rows],
        "50 of 50 meetings lost all that said what they offer.",
    ),
    "no coordinates": (
        lambda rows: [{**one, "latitude": None, "longitude": None} for one in rows],
        "50 of 50 meetings lost their place on the map.",
    ),
}
WHOLE = {
    "a few gone": lambda rows: rows[2:41] + rows[43:],
    "no longer quite all": lambda rows: rows[:23] + rows[30:],
    "other letters": lambda rows: [{**one, "slug": one["slug"].upper()} for one in rows],
    "many more": lambda rows: rows + [row(f"new-{n}", f"New {n}", n % 7) for n in range(40)],
    "another part": lambda rows: [{**one, "region": f"{one['region']} County"} for one in rows],
    "five unreadable": lambda rows: [{**one, "day": 9} for one in rows[:5]] + rows[5:],
}


def feed():
    rows = filler(30, region="North") + filler(50, region="South")[30:]
    return [
        {**one, "types": ["D", "BE"], "latitude": 45 + n / 100, "longitude": -122.5}
        for n, one in enumerate(rows)
    ]


@pytest.mark.parametrize(("breaks", "reason"), BROKEN.values(), ids=BROKEN.keys())
def test_what_looks_broken_is_held_and_changes_nothing(session, breaks, reason):
    take(feed())
    before = tables()

    report = try_to(breaks(feed()), at=LATER)

    assert report.status == "held"
    assert reason in report.reason
    assert tables() == before
    run = last_run()
    assert (run.status, " ".join(run.reasons)) == (RunStatus.HELD, report.reason)
    assert count(ImportFile) == 1


@pytest.mark.parametrize("changes", WHOLE.values(), ids=WHOLE.keys())
def test_an_ordinary_change_is_applied(session, changes):
    take(feed())

    report = try_to(changes(feed()), at=LATER)

    assert (report.status, report.reason) == ("applied", "")


def test_a_first_reading_has_nothing_to_be_held_against(session):
    report = try_to([*filler(5), *({**one, "day": 9} for one in filler(4))])

    assert (report.status, report.new) == ("applied", 5)


def test_a_first_reading_that_is_mostly_noise_is_held(session):
    report = try_to([*filler(1), *({**one, "day": 9} for one in filler(9))])

    assert report.status == "held"
    assert count(GroupMeeting) == 0


def test_an_outage_of_one_country_is_held_though_the_whole_hardly_falls(session):
    world = [
        {**one, "region": "Ireland" if n < 60 else f"Region {n % 20}"}
        for n, one in enumerate(filler(500))
    ]
    take(world)

    report = try_to(world[28:], at=LATER)

    assert report.reason == "Ireland fell from 60 to 32 meetings, 47 % fewer."


def test_what_was_held_is_applied_when_accepted_and_is_the_new_measure(session):
    take(filler(20))
    held = try_to(filler(10), at=LATER)
    run = last_run()

    accepted = take(filler(10), at=LATER + DAY)
    again = try_to(filler(10), at=LATER + 2 * DAY)

    assert (held.status, accepted.status, again.status) == ("held", "applied", "applied")
    assert accepted.missing == 10
    assert (run.status, run.decided_at) == (RunStatus.APPLIED, LATER + DAY)
    assert count(ImportFile) == 0


def test_a_held_run_does_not_lower_the_measure(session):
    take(filler(20))

    reports = [try_to(filler(many), at=LATER) for many in (12, 12, 11)]

    assert {report.status for report in reports} == {"held"}
    assert "from 20 to 11" in reports[-1].reason
    assert count(ImportFile) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"formatted_address": "9 Pine Street, Portland, OR 97205, USA"},
        {"formatted_address": ""},
        {"conference_url": "https://example.org/j/999999999"},
        {"conference_phone": "503 555 0199"},
    ],
)
@pytest.mark.parametrize("whose", ["meeting", "group"])
def test_a_changed_address_of_a_group_in_use_is_held(session, in_use, changed, whose):
    reach = {"conference_url": "https://zoom.us/j/123456789", "conference_phone": "503 555 0111"}
    take([row("a", **reach), *filler(20)])
    key = meeting("a").id if whose == "meeting" else meeting("a").group_id
    in_use[key] = Use(plans=2, papers=1)

    report = try_to([row("a", **{**reach, **changed}), *filler(20)], at=LATER)

    assert report.status == "held"
    assert "Lamp: the phone, link or address changed" in report.reason
    assert "2 plans, 1 on paper" in report.reason


def test_other_changes_of_a_group_in_use_are_applied(session, in_use):
    take([row("a"), *filler(20)])
    in_use[meeting("a").id] = Use(plans=2, papers=1)

    report = try_to([row("a", time="18:00", street="12 Elm St."), *filler(20)], at=LATER)

    assert (report.status, report.changed) == ("applied", 1)


def test_nobody_is_asked_when_no_address_changed(session, monkeypatch):
    take([row("a"), *filler(20)])

    def fail(_sender, group_ids):
        raise AssertionError(group_ids)

    asked.connect(fail)
    try:
        report = try_to([row("a", time="18:00"), *filler(20)], at=LATER)
    finally:
        asked.disconnect(fail)

    assert report.changed == 1


def test_a_dry_run_says_that_it_would_be_held(session):
    take(filler(20))
    before = count(ImportChange)

    report = try_to(filler(10), dry_run=True)

    assert (report.status, report.missing) == ("held", 10)
    assert count(ImportChange) == before
    assert all(one.missing_since is None for one in meetings().values())


def test_a_held_run_can_be_applied_from_its_page(session, supervisor):
    take(filler(20))
    try_to(filler(10), at=LATER)
    run = last_run()
    assert imports.apply(run, by=supervisor, at=LATER).status is RunStatus.HELD

    imports.apply(run, accept_held=True, by=supervisor, at=LATER + DAY)

    assert run.status is RunStatus.APPLIED
    assert sum(one.missing_since is not None for one in meetings().values()) == 10
    assert count(PeerGroup) == 20
