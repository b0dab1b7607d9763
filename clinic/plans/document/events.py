"""What of a plan goes into the client's own calendar file: what its printed calendar says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID, uuid5

from clinic.core.formats import weekday_of
from clinic.core.words import gettext
from clinic.groups.policy import days_from
from clinic.plans.document.parts import Event
from clinic.plans.document.week import said
from clinic.plans.models import AftercarePlan, AppointmentKind, ContactKind, PlanSupport
from clinic.plans.policy.follow import contact_days
from clinic.plans.policy.kinds import CONTACT_WORDS
from clinic.referrals.models import Referral

DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")


class Names:
    """Gives each event a name that later versions of the plan give it too.

    Rows are copied from version to version, so an event is known by what it is: an appointment
    that moves to another day stays the same one in the client's calendar. The name is a SHA-1 of
    that (RFC 9562, 5.5) under the key of the episode, which leaves the clinic in no other way.
    """

    def __init__(self, episode: UUID) -> None:
        self._episode = episode
        self._seen: Counter[str] = Counter()

    def __call__(self, *what: str) -> str:
        """Return the name of the next event of this kind and these words."""
        words = "|".join(what)
        self._seen[words] += 1
        return str(uuid5(self._episode, f"{words}|{self._seen[words]}"))


def events(plan: AftercarePlan, supports: Iterable[PlanSupport], zone: str) -> tuple[Event, ...]:
    """Return groups, appointments, doses, refills and planned contacts, in their order of time.

    ``zone`` is the clinic's; a group that meets by another one keeps its own.
    """
    name = Names(plan.episode_id)
    found = [*_booked(plan, zone, name), *_medicines(plan, zone, name), *_kept(plan, zone, name)]
    for support in supports:
        met = _meetings(support.referral, zone)
        found += [replace(event, place="") if support.omit_place else event for event in met]
    return tuple(sorted(found, key=lambda event: (event.starts, event.uid)))


def _booked(plan: AftercarePlan, zone: str, name: Names) -> Iterator[Event]:
    for each in plan.appointments:
        mark = "call" if each.kind is AppointmentKind.CLINIC_CALL else "visit"
        uid = name("appointment", each.kind.value, each.what)
        starts = _starts(each.on, each.starts_at)
        yield Event(uid, mark, starts, said(each), zone, place=each.place)


def _medicines(plan: AftercarePlan, zone: str, name: Names) -> Iterator[Event]:
    for dose in plan.doses:
        if dose.next_on:
            uid, starts = name("dose", dose.name), _starts(dose.next_on, dose.next_at)
            yield Event(uid, "dose", starts, dose.name, zone, place=dose.place)
    for medicine in plan.medicines:
        if medicine.refill_on and not medicine.stopped:
            words = gettext("Refill: %(medicine)s", medicine=medicine.name)
            uid = name("refill", medicine.name)
            yield Event(uid, "refill", medicine.refill_on.isoformat(), words, zone)


def _kept(plan: AftercarePlan, zone: str, name: Names) -> Iterator[Event]:
    for contact in plan.contacts:
        mark = "visit" if contact.kind is ContactKind.VISIT else "call"
        what = ", ".join(part for part in (str(CONTACT_WORDS[contact.kind]), contact.who) if part)
        for day in contact_days(contact):
            uid = name("contact", contact.kind.value, contact.who)
            yield Event(uid, mark, day.isoformat(), what, zone)


def _meetings(referral: Referral, zone: str) -> Iterator[Event]:
    """Yield the rhythm of a group, and its first meeting alone where that is out of step."""
    first, uid = referral.first_on, str(uuid5(referral.id, "group"))
    if first is None:
        return
    regular = first
    if referral.weekday is not None:
        regular = next(days_from(weekday_of(first), referral.weeks, start=first))
    if regular != first or referral.weekday is None:
        yield _meeting(referral, str(uuid5(referral.id, "first")), first, zone)
    if referral.weekday is not None:
        yield _meeting(referral, uid, regular, zone, _rule(regular, referral.weeks))


def _meeting(referral: Referral, uid: str, day: date, zone: str, rule: str = "") -> Event:
    return Event(
        uid=uid,
        mark="group",
        starts=_starts(day, referral.starts_at),
        words=referral.group_name,
        zone=referral.timezone or zone,
        minutes=referral.minutes or 0 if referral.starts_at else 0,
        rule=rule,
        place=referral.place,
    )


def _rule(day: date, weeks: list[int]) -> str:
    """Return "FREQ=MONTHLY;BYDAY=1TH,3TH" for the first and third Thursday of the month."""
    letters = DAYS[weekday_of(day)]
    if not weeks:
        return f"FREQ=WEEKLY;BYDAY={letters}"
    return f"FREQ=MONTHLY;BYDAY={','.join(f'{week}{letters}' for week in weeks)}"


def _starts(day: date, at: time | None) -> str:
    if at is None:
        return day.isoformat()
    return datetime.combine(day, at).isoformat(timespec="minutes")
