"""Meetings as the finder weighs them, made with as few words as possible."""

from datetime import time
from uuid import UUID

from clinic.groups.models import Attendance, GroupKind, GroupStatus, Joining, Openness, Stated
from clinic.groups.policy import Candidate, FinderAsk, Person
from tests.make import NOON

ZONE = "America/Los_Angeles"
TUESDAY_7PM = 2 * 1440 + 19 * 60


def meeting(number=1, *, at=TUESDAY_7PM, traits=(), languages=("en",), **facts):
    """A meeting in person, on Tuesdays at 7:00 pm if nothing else is said."""
    known = at is not None
    return Candidate(
        **{
            "id": UUID(int=number),
            "group_id": UUID(int=number),
            "week_minute": at,
            "weekday": at // 1440 if known else None,
            "starts_at": time(at % 1440 // 60, at % 60) if known else None,
            "wall_minute": at,
            "waits": at,
            "minutes": 60,
            "timezone": ZONE,
            "weeks": [],
            "attendance": Attendance.IN_PERSON,
            "openness": Openness.NOT_STATED,
            "traits": listed(traits),
            "languages": listed(languages),
            "missing_since": None,
            "ended_at": None,
            "listed": False,
            "name": f"Group {number}",
            "kind": GroupKind.MUTUAL,
            "fellowship": "",
            "joining": Joining.OPEN,
            "status": GroupStatus.ACTIVE,
            "paused_until": None,
            "do_not_refer": "",
            "checked_on": None,
            "latitude": 0.0,
            "longitude": 0.0,
            "is_placed": False,
            "approximate": False,
            "wheelchair": Stated.NOT_STATED,
            **facts,
        }
    )


def listed(words):
    """A list as both databases keep it."""
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"


def asking(person=None, **facts):
    """A question asked at noon on a Monday; what else is said of a person goes into them."""
    return FinderAsk(at=NOON, zone=ZONE, person=person, **facts)


def about(**facts):
    """A question for a person of whom this is known."""
    return asking(Person(**facts))
