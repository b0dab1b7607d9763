"""Finding staff."""

from __future__ import annotations

import sqlalchemy as sa

from clinic.accounts.models import User
from clinic.core.db import db


def by_email(email: str) -> User | None:
    """Return the person with this email, whatever its case."""
    return db.session.scalar(sa.select(User).where(User.email == email.strip().lower()))
