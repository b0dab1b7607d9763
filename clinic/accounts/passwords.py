"""Keeping passwords without knowing them."""

from __future__ import annotations

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

#: argon2id, above the floor of the OWASP password storage cheat sheet (19 MiB, 2 passes).
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def conceal(password: str) -> str:
    """Return a salted argon2id hash, the only form in which a password is kept."""
    return HASHER.hash(unicodedata.normalize("NFKC", password))


def matches(concealed: str, password: str) -> bool:
    """Say whether this is the password that was concealed."""
    try:
        return HASHER.verify(concealed, unicodedata.normalize("NFKC", password))
    except (VerifyMismatchError, InvalidHashError):
        return False
