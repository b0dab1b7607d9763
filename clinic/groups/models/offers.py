"""What meetings offer, as conditions, each with an index of the few meetings that do.

The indexes cover only the rows that hold a word, so that a large directory costs no more to ask
than a small one. The database keeps them true whoever writes.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from clinic.groups.models.directory import Attendance, GroupMeeting, Stated, Venue

#: The traits behind what can be asked for; one of them is enough.
OFFERS: dict[str, tuple[str, ...]] = {
    "children": ("child_friendly", "childcare"),
    "transit": ("transit",),
    "sign_language": ("sign_language",),
    "women": ("women",),
    "men": ("men",),
    "lgbtq": ("lgbtq",),
    "secular": ("secular",),
    "young_people": ("young_people",),
    "dual_diagnosis": ("dual_diagnosis",),
    "family": ("family",),
    "proof": ("proof_of_attendance",),
}


def holds(column: InstrumentedAttribute[list[str]], *words: str) -> sa.ColumnElement[bool]:
    """Say in SQL that a JSON list holds one of some words; both databases keep it as plain text.

    The words are written into the statement: a database uses a partial index only where it sees
    that the condition is the index's own.
    """
    text = sa.cast(column, sa.Text)
    return sa.or_(*(text.like(_written(f'%"{word}"%')) for word in words))


def _written(value: str) -> sa.BindParameter[str]:
    return sa.bindparam(None, value, type_=sa.Text(), literal_execute=True)


def other_languages() -> sa.ColumnElement[bool]:
    """Say that a meeting is held in another language than English, or in several."""
    english = (_written("[]"), _written('["en"]'))
    return sa.cast(GroupMeeting.languages, sa.Text).not_in(english)


def remote() -> sa.ColumnElement[bool]:
    """Say that a meeting is held on a screen or by phone alone."""
    ways = (_written(Attendance.ONLINE.value), _written(Attendance.PHONE.value))
    return sa.type_coerce(GroupMeeting.attendance, sa.Text).in_(ways)


def step_free() -> sa.ColumnElement[bool]:
    """Say that a place can be reached without steps."""
    return sa.type_coerce(Venue.wheelchair, sa.Text) == _written(Stated.YES.value)


def _index(name: str, *columns: Any, only: sa.ColumnElement[bool]) -> None:
    plain = only.compile(compile_kwargs={"literal_binds": True})
    words = sa.text(str(plain).replace("group_meetings.", "").replace("venues.", ""))
    sa.Index(name, *columns, sqlite_where=words, postgresql_where=words)


#: What filters by hours look at, so that the index alone answers.
_BY_START = (
    GroupMeeting.week_minute,
    GroupMeeting.id,
    GroupMeeting.timezone,
    GroupMeeting.attendance,
)
for _name, _traits in OFFERS.items():
    _index(
        f"ix_group_meetings_offers_{_name}",
        *_BY_START,
        only=holds(GroupMeeting.traits, *_traits),
    )
_index(
    "ix_group_meetings_other_languages",
    *_BY_START,
    only=other_languages(),
)
_index(
    "ix_group_meetings_remote",
    *_BY_START,
    only=remote(),
)
_index("ix_venues_step_free", Venue.id, only=step_free())
