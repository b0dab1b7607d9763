"""What staff say about a source, and when it is due."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.core.errors import RuleBroken
from clinic.groups import actions, policy, queries
from clinic.groups.feeds.addresses import Reach
from clinic.groups.models import DirectorySource
from tests.make import NOON

URL = "https://feed.test/feed.json?key=1234"
PORTLAND = {"fellowship": "AA", "timezone": "America/Los_Angeles", "url": URL, "refresh_hours": 24}


@pytest.fixture
def add(session, admin):
    def add(name="Portland", **facts):
        source = actions.add_source(name=name, by=admin, at=NOON, **{**PORTLAND, **facts})
        session.flush()
        return source

    return add


def acts(session):
    asked = sa.select(AuditEvent.act, AuditEvent.detail).where(AuditEvent.act.like("source.%"))
    return [tuple(row) for row in session.execute(asked.order_by(AuditEvent.id))]


def test_a_source_is_written_down(add, session):
    source = add("  Portland ", timezone="america/los_angeles", format="bmlt_json")

    assert queries.source_named("PORTLAND") is source
    assert queries.source(source.id) is source
    assert (source.name, source.timezone) == ("Portland", "America/Los_Angeles")
    assert (source.url, source.format, source.attribution) == (URL, "bmlt_json", "")
    assert acts(session) == [("source.added", None)]


def test_a_source_without_an_address_is_read_from_files(add):
    source = add(url="", refresh_hours=0, timezone="", fellowship="")

    assert not policy.is_due(source, at=NOON)


WRONG = [
    ("name", {"name": " "}),
    ("url", {"url": "http://feed.test/a"}),
    ("url", {"url": "https://127.0.0.1/a"}),
    ("url", {"url": "https://ada:word@feed.test/"}),
    ("url", {"url": "nowhere"}),
    ("url", {"url": "", "refresh_hours": 24}),
    ("refresh_hours", {"refresh_hours": -1}),
    ("refresh_hours", {"refresh_hours": 24 * 32}),
    ("timezone", {"timezone": "Moon/Base"}),
    ("format", {"format": "papyrus"}),
]


@pytest.mark.parametrize(("field", "facts"), WRONG)
def test_what_cannot_be_is_refused_beside_its_field(add, field, facts):
    with pytest.raises(RuleBroken) as refused:
        add(**facts)

    assert refused.value.field == field


@pytest.mark.parametrize(("field", "facts"), WRONG)
def test_a_change_is_checked_as_well(add, admin, field, facts):
    source = add()

    with pytest.raises(RuleBroken) as refused:
        actions.change_source(source, by=admin, at=NOON, **facts)

    assert refused.value.field == field


def test_two_sources_have_two_names(add, admin):
    add()
    with pytest.raises(RuleBroken):
        add("PORTLAND")

    salem = add("Salem")
    with pytest.raises(RuleBroken):
        actions.change_source(salem, by=admin, at=NOON, name="portland")


def test_plain_http_is_for_hosts_that_the_settings_name(add):
    reach = Reach(http_hosts=["old.test"])

    assert add(url="http://old.test/a", reach=reach).url == "http://old.test/a"


def test_a_change_is_made_once_and_logged_by_field(add, session, admin):
    source = add()
    change = {"name": "Portland AA", "refresh_hours": 12, "url": URL}

    first = actions.change_source(source, by=admin, at=NOON, **change)
    again = actions.change_source(source, by=admin, at=NOON, **change)

    assert (first, again) == (["name", "refresh_hours"], [])
    assert acts(session)[1:] == [("source.changed", {"fields": ["name", "refresh_hours"]})]


@pytest.mark.parametrize(
    ("facts", "anew"),
    [
        ({"url": "https://feed.test/new.json"}, True),
        ({"format": "bmlt_json"}, True),
        ({"timezone": "America/Denver"}, True),
        ({"fellowship": "NA"}, True),
        ({"name": "Salem"}, False),
        ({"refresh_hours": 48}, False),
    ],
)
def test_a_source_that_is_read_otherwise_is_read_anew(add, session, admin, facts, anew):
    source = add()
    source.etag, source.last_modified, source.sha256 = '"v1"', "Monday", "ab"
    source.tried_at, source.error = NOON, "Once upon a time."

    actions.change_source(source, by=admin, at=NOON, **facts)

    kept = (source.etag, source.last_modified, source.sha256, source.tried_at, source.error)
    assert kept == (
        ("", "", "", None, "") if anew else ('"v1"', "Monday", "ab", NOON, "Once upon a time.")
    )


def test_meetings_are_not_read_in_the_codes_of_another_fellowship(add, session, make, admin):
    source = add()
    group = make.group()
    group.meetings[0].source_id = source.id
    session.flush()

    with pytest.raises(RuleBroken) as refused:
        actions.change_source(source, by=admin, at=NOON, fellowship="NA")

    assert refused.value.field == "fellowship"
    actions.change_source(source, by=admin, at=NOON, fellowship="aa")


@pytest.mark.parametrize(
    ("hours", "waited", "due"),
    [
        (24, None, True),
        (24, timedelta(hours=24), True),
        (24, timedelta(hours=23, minutes=51), True),
        (24, timedelta(hours=23, minutes=49), False),
        (1, timedelta(minutes=49), False),
        (1, timedelta(minutes=50), True),
        (0, timedelta(days=99), False),
        (0, None, False),
        (24, timedelta(hours=-1), True),
        (24, timedelta(minutes=-1), False),
    ],
)
def test_a_source_is_due_when_its_last_try_is_old_enough(hours, waited, due):
    tried_at = None if waited is None else NOON - waited
    source = DirectorySource(url=URL, refresh_hours=hours, tried_at=tried_at, error="It failed.")

    assert policy.is_due(source, at=NOON) is due


@pytest.mark.parametrize(
    ("facts", "at_work"),
    [
        ({"tried_at": None}, False),
        ({"tried_at": NOON - timedelta(minutes=5)}, True),
        ({"tried_at": NOON - timedelta(minutes=5), "error": "It failed."}, False),
        ({"tried_at": NOON - timedelta(minutes=5), "succeeded_at": NOON}, False),
        ({"tried_at": NOON, "succeeded_at": NOON}, False),
        ({"tried_at": NOON, "succeeded_at": NOON - timedelta(days=1)}, True),
        ({"tried_at": NOON - timedelta(minutes=20)}, False),
    ],
)
def test_a_refresh_is_at_work_until_it_ends_or_was_killed(facts, at_work):
    source = DirectorySource(**{"url": URL, "refresh_hours": 24, "error": "", **facts})

    assert policy.is_at_work(source, at=NOON) is at_work


def test_the_sources_that_waited_longest_come_first(add, session):
    for name, waited in (("A", 30), ("B", 50), ("C", 2), ("D", None)):
        source = add(name)
        source.tried_at = None if waited is None else NOON - timedelta(hours=waited)
        source.error = "It failed."
    session.flush()

    assert [one.name for one in queries.due_sources(at=NOON)] == ["D", "B", "A"]
    assert [one.name for one in queries.all_sources()] == ["A", "B", "C", "D"]
