"""The group cards of a plan: what the client was told, and what the directory says now.

A card prints the directory's meeting, with its room, its way in and the person to ask for, as
long as day, time and place are what the client was told. When the directory has moved on (the
meeting ended, moved, or the group stopped), the card prints what the client was told and says
"call before I go": a plan never changes a promise behind the counselor's back, nor sends a
client to a closed door without a word. The check before signing off asks the same question,
:func:`clinic.plans.policy.is_as_told`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice
from typing import cast
from urllib.parse import quote_plus, urlsplit

from clinic.core import formats
from clinic.core.words import gettext
from clinic.groups.models import Attendance, GroupMeeting, PeerGroup
from clinic.groups.policy import days_from, days_line, leader_line, meets_line
from clinic.groups.policy.dates import Weekly
from clinic.plans.document.facts import ClinicFacts
from clinic.plans.document.shape import GroupCard
from clinic.plans.policy import is_as_told, place_of
from clinic.referrals.models import Companion, Referral

LONGEST_LINK = 200
REMOTE = (Attendance.ONLINE, Attendance.PHONE)


def card(referral: Referral, *, facts: ClinicFacts, today: date, placed: bool = True) -> GroupCard:
    """Write down one group, as told or as the directory has it; where it meets only if asked."""
    written = _card(referral, facts, today)
    if placed:
        return written
    return replace(written, where="", getting_there="", link="", link_leads="")


def _card(referral: Referral, facts: ClinicFacts, today: date) -> GroupCard:
    group, as_told = referral.group, is_as_told(referral, today)
    meeting = referral.meeting if as_told else None
    link, leads = _link(meeting, facts) if meeting else ("", "")
    return GroupCard(
        kind=group.kind.value,
        name=group.name if as_told else referral.group_name,
        when=when(referral),
        where=_where(meeting) if meeting else referral.place,
        getting_there=_getting_there(meeting) if meeting else "",
        ask_for=group.ask_for,
        led_by=_led_by(group),
        expect=group.expect,
        first_time=_first_time(referral),
        went=_four_dates(referral, referral.first_on or today),
        link=link,
        link_leads=leads,
        changed=not as_told and referral.meeting_id is not None,
    )


def when(referral: Referral) -> str:
    """Return "Thursdays, 7:00 to 8:00 pm", as the client was told."""
    if referral.weekday is None or referral.starts_at is None:
        return gettext("By appointment")
    if referral.minutes:
        return meets_line(cast(Weekly, referral))
    days = days_line(referral.weekday, referral.weeks)
    return gettext("%(days)s, %(start)s", days=days, start=formats.clock(referral.starts_at))


def _first_time(referral: Referral) -> str:
    """Return "Thursday, November 26, with Ana": the day agreed on, and who goes along."""
    if not referral.first_on:
        return ""
    day = formats.long_day(referral.first_on)
    if referral.companion in (Companion.NOBODY, Companion.NOT_SETTLED):
        return day
    anybody = {
        Companion.PEER_SPECIALIST: gettext("a peer support specialist"),
        Companion.FAMILY: gettext("family or a friend"),
        Companion.GREETER: gettext("someone from the group"),
        Companion.STAFF: gettext("someone from my clinic"),
    }
    who = referral.companion_name or anybody[referral.companion]
    return gettext("%(day)s, with %(who)s", day=day, who=who)


def _where(meeting: GroupMeeting) -> str:
    if meeting.attendance not in REMOTE:
        return place_of(meeting)
    if host := _host(meeting):
        return gettext("Online: %(host)s", host=host)
    if meeting.conference_phone:
        return gettext("By phone: %(number)s", number=meeting.conference_phone)
    return gettext("Online")


def _host(meeting: GroupMeeting) -> str:
    return urlsplit(public_link(meeting.conference_url)).hostname or ""


def _getting_there(meeting: GroupMeeting) -> str:
    directions = meeting.venue.directions if meeting.venue else ""
    phone = meeting.conference_phone
    said = meeting.attendance in REMOTE and not _host(meeting)
    by_phone = gettext("By phone: %(number)s.", number=phone) if phone and not said else ""
    return " ".join(part for part in (directions, by_phone, meeting.conference_note) if part)


def _led_by(group: PeerGroup) -> str:
    words = leader_line(group)
    return words if group.leader_name else words[:1].lower() + words[1:]


def _four_dates(referral: Referral, start: date) -> tuple[str, ...]:
    """Return the first four dates of what the client was told, to tick off."""
    if referral.weekday is None:
        return ()
    days = days_from(referral.weekday, referral.weeks, start=start)
    return tuple(formats.month_day(day) for day in islice(days, 4))


def _link(meeting: GroupMeeting, facts: ClinicFacts) -> tuple[str, str]:
    """Return what the QR code holds: the way there, or the page to join. Never the client."""
    venue = meeting.venue
    if meeting.attendance not in REMOTE and venue and venue.street:
        parts = (venue.street, venue.city, venue.region, venue.postcode)
        found = facts.map_search + quote_plus(", ".join(part for part in parts if part))
        return public_link(found), "directions"
    return public_link(meeting.conference_url), "join"


def public_link(address: str) -> str:
    """Return an http or https address as it stands, or nothing for any other text."""
    try:
        parts = urlsplit(address)
        plain = bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        return ""
    fits = len(address.encode()) <= LONGEST_LINK and address.isascii() and address.isprintable()
    web = parts.scheme in ("http", "https")
    return address if web and plain and fits and " " not in address else ""
