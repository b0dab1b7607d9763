"""Keeping passwords without knowing them."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from clinic.accounts.policy import normal

#: argon2id, above the floor of the OWASP password storage cheat sheet (19 MiB, 2 passes).
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)

#: A password that opens nothing.
NOTHING = ""

#: Letters that a person can read out and type without mistaking one for another.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def conceal(password: str) -> str:
    """Return a salted argon2id hash, the only form in which a password is kept."""
    return HASHER.hash(normal(password))


#: Compared with when nobody has the email that was typed, so that the answer takes as long.
NOBODYS = conceal(secrets.token_urlsafe())


def matches(concealed: str, password: str) -> bool:
    """Say whether this is the password that was concealed."""
    try:
        return HASHER.verify(concealed, normal(password))
    except (VerificationError, InvalidHashError):
        return False


def is_dated(concealed: str) -> bool:
    """Say whether a hash was made with weaker parameters than ours of today."""
    return HASHER.check_needs_rehash(concealed)


def new_code() -> str:
    """Return a one-time code to read out: 20 letters and digits, 99 bits of chance."""
    groups = ("".join(secrets.choice(LETTERS) for _each in range(5)) for _group in range(4))
    return "-".join(groups)
