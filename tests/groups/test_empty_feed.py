"""A feed that suddenly lists nothing at all waits for a person."""

import json

import pytest
import sqlalchemy as sa

from clinic.groups.feeds.reading import Refused
from clinic.groups.models import GroupMeeting
from tests.groups.imported import row, take

EMPTY = [[], {"meetings": []}, {"values": [["ID", "Name", "Day"]]}, b"slug,name,day,time\n"]


def content(value):
    return value if isinstance(value, bytes) else json.dumps(value).encode()


@pytest.mark.parametrize("value", EMPTY, ids=str)
def test_it_is_held_where_there_were_meetings(session, value):
    take([row("lamp"), row("table", "Table")])

    report = take(content(value), accept_held=False)

    assert report.status == "held"
    assert "no meetings at all; there were 2" in report.reason
    missing = session.scalars(sa.select(GroupMeeting.missing_since)).all()
    assert missing == [None, None]


def test_a_person_may_say_that_they_are_all_gone(session):
    take([row("lamp")])

    report = take([])

    assert (report.status, report.missing) == ("applied", 1)


@pytest.mark.parametrize("value", EMPTY, ids=str)
def test_it_is_refused_where_there_were_none(session, value):
    with pytest.raises(Refused, match="holds no meetings"):
        take(content(value))
