"""What is left to do for a client before they leave, worked out and never typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from clinic.clients.models import Asked, Client, Stage
from clinic.core.formats import long_day
from clinic.core.words import gettext, ngettext
from clinic.plans.models import AftercarePlan
from clinic.plans.policy import Section
from clinic.plans.queries import ToTell
from clinic.referrals import policy as referring
from clinic.referrals.models import Referral, ReferralState


@dataclass(frozen=True)
class Task:
    """One thing to do. ``place`` names the page where it is done, ``key`` the part of it.

    ``tone`` is the tone of the tag that ``status`` stands in: soon, wait, line or done.
    """

    words: str
    hint: str
    status: str
    tone: str
    place: str
    key: str = ""

    @property
    def is_done(self) -> bool:
        """Whether nothing is left of it."""
        return self.tone == "done"


def of_record(client: Client) -> Iterator[Task]:
    """Yield what intake left open."""
    open_points = (
        (client.counselor, gettext("Give %(name)s a counselor"), "care-team"),
        (client.birth_year, gettext("Ask for the date of birth"), "born_on"),
        (client.phone, gettext("Ask for a phone number"), "phone"),
        (
            client.voice_message is not Asked.NOT_ASKED,
            gettext("Ask whether a voice message is OK"),
            "voice_message",
        ),
        (
            client.needs or client.needs_note,
            gettext("Ask what a group must offer, such as evenings or child care"),
            "needs",
        ),
    )
    for known, words, key in open_points:
        if not known:
            yield _to_do(words % {"name": client.first_name}, "", "details", key)
    if client.stage is Stage.RECORDED:
        yield _to_do(gettext("Admit to care"), "", "care")
    elif client.stage is not Stage.LEFT and not client.leaves_on:
        hint = gettext("A guess is fine.")
        yield _to_do(gettext("Say when %(name)s leaves", name=client.first_name), hint, "care")


def of_changes(client: Client, changed: Sequence[ToTell]) -> Iterator[Task]:
    """Yield the groups that are not as the client's paper prints them."""
    for row in changed:
        group = row.referral.group_name
        words = gettext("Tell %(name)s: %(group)s has changed", name=client.first_name, group=group)
        hint = "; ".join(f"{fact.what}: {fact.now}" for fact in row.changes)
        yield Task(words, hint, gettext("Old on paper"), "soon", "tell")


def of_referrals(referrals: Sequence[Referral], today: date) -> Iterator[Task]:
    """Yield the referrals that wait for an answer, and those that have one."""
    for referral in referrals:
        wait = referring.wait(referral, today)
        key = str(referral.id)
        if wait:
            waited = ngettext("Waiting %(num)s day", "Waiting %(num)s days", wait.days)
            waited = waited if wait.days else gettext("Waiting")
            words = _asked_of(referral)
            yield Task(words, _contact(referral), waited, wait.tone, "referral", key)
        elif referral.state in referring.OPEN:
            state = str(referring.STATE_WORDS[referral.state])
            yield _done(f"{referral.group_name}: {state[0].lower()}{state[1:]}", "referral", key)


def _asked_of(referral: Referral) -> str:
    """Say what is missing: an answer, or word of how the first meeting went."""
    if referral.state is ReferralState.AGREED:
        return gettext("Ask how %(group)s went", group=referral.group_name)
    return gettext("%(group)s has no answer yet", group=referral.group_name)


def of_plan(plan: AftercarePlan | None, parts: Sequence[Section]) -> Iterator[Task]:
    """Yield the sections of the plan, then the signing off that needs them."""
    if plan is None:
        yield _to_do(gettext("Start the plan"), "", "plan")
        return
    for part in parts:
        if part.ready or plan.is_final:
            yield _done(gettext("Plan: %(section)s", section=part.title), "plan", part.key)
        else:
            words = gettext("Plan: %(section)s", section=part.title)
            yield _to_do(words, part.reason, "plan", part.key)
    words = gettext("Talk the plan through, sign and print")
    if plan.is_final:
        yield _done(words, "plan")
    elif all(part.ready for part in parts if part.required):
        yield _to_do(words, "", "check", str(plan.id))
    else:
        hint = gettext("Opens when the plan has its goals and who to call now")
        yield Task(words, hint, gettext("Not yet"), "line", "")


def of_copy(
    client: Client,
    versions: Sequence[AftercarePlan],
    missing: int,
    due: date | None,
    today: date,
) -> Iterator[Task]:
    """Yield the copy of the plan signed last: given and noted, or by when it has to be."""
    if not versions:
        return
    newest = versions[0]
    words = gettext("Note that %(name)s has plan %(n)s", name=client.first_name, n=newest.version)
    if not missing:
        yield _done(words, "copy", str(newest.id))
        return
    hint = gettext("Due by %(day)s.", day=long_day(due)) if due else ""
    tone = "late" if due and today > due else "soon"
    yield Task(words, hint, gettext("Copy not noted yet"), tone, "copy", str(newest.id))


def _to_do(words: str, hint: str, place: str, key: str = "") -> Task:
    return Task(words, hint, gettext("To do"), "soon", place, key)


def _done(words: str, place: str, key: str = "") -> Task:
    return Task(words, "", gettext("Done"), "done", place, key)


def _contact(referral: Referral) -> str:
    group = referral.group
    return ", ".join(part for part in (group.leader_name, group.phone) if part)
