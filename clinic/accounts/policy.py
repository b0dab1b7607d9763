"""Which roles may do what, and what a good password is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from zxcvbn import zxcvbn

from clinic.accounts.models import Role
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.core.words import lazy_gettext as _

#: Those who may find a client and see who they are.
CLERICAL = (Role.INTAKE, Role.COUNSELOR, Role.SUPERVISOR)

#: Those who may read what treatment is about.
CLINICAL = (Role.COUNSELOR, Role.SUPERVISOR)

ROLES = {
    Role.INTAKE: _("Intake"),
    Role.COUNSELOR: _("Counselor"),
    Role.SUPERVISOR: _("Supervisor"),
    Role.ADMIN: _("Admin"),
    Role.AUDITOR: _("Auditor"),
}

#: How long a one-time code opens the door.
CODE_LASTS = timedelta(hours=24)

LONGEST_PASSWORD = 1024
PRODUCT = "Handrail"
#: The fewest letters that must be left of a password without the words everyone would try first.
OWN_LETTERS = 8


def normal(password: str) -> str:
    """Return a password as it is hashed: the same letters from every keyboard (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def refuse_weak(password: str, *, shortest: int, near: Iterable[str]) -> None:
    """Refuse a password that somebody would guess (NIST SP 800-63B-4 §3.1.1.2).

    No rule asks for digits or signs. ``near`` are words close at hand: names of the person and
    of the clinic.
    """
    text = normal(password)
    if len(text) < shortest:
        raise _weak(gettext("Use %(n)s characters or more. Spaces count.", n=shortest))
    if len(text) > LONGEST_PASSWORD:
        raise _weak(gettext("Use %(n)s characters or fewer.", n=LONGEST_PASSWORD))
    if _is_guessable(text, _words((*near, PRODUCT))):
        raise _weak(
            gettext(
                "That is easy to guess: it is well known, repeats itself or uses a name from "
                "here. Four or five words that do not go together make a good password."
            )
        )


def _weak(message: str) -> RuleBroken:
    return RuleBroken(message, field="password")


def _words(names: Iterable[str]) -> list[str]:
    """Return the words of some names that are long enough to matter."""
    found = {word for name in names for word in re.findall(r"\w+", normal(name).casefold())}
    return sorted((word for word in found if len(word) > 2), key=len, reverse=True)


def _is_guessable(text: str, near: list[str]) -> bool:
    """Say whether a password is on the lists, has a pattern, or is made of words at hand."""
    own = text.casefold()
    for word in near:
        own = own.replace(word, "")
    if len(re.sub(r"[\W\d_]+", "", own)) < OWN_LETTERS and own != text.casefold():
        return True
    return int(zxcvbn(text[:72], user_inputs=near)["score"]) < 4


class Pause(NamedTuple):
    """What stands between one more try to sign in and a pause."""

    tries_left: int
    until: datetime | None


def pause(tried: list[datetime], *, most: int, lasts: timedelta, at: datetime) -> Pause:
    """Say how many tries are left after these, newest first, or until when to wait."""
    recent = [moment for moment in tried if moment > at - lasts]
    if len(recent) < most:
        return Pause(most - len(recent), None)
    return Pause(0, recent[most - 1] + lasts)
