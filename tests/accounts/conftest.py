"""A clock that tests may set, for everything in this room."""

from datetime import UTC, datetime, timedelta

import pytest

MODULES = (
    "clinic.accounts.sessions",
    "clinic.accounts.views.signing_in",
    "clinic.accounts.views.me",
    "clinic.accounts.views.staff",
    "clinic.accounts.commands",
)


class Clock:
    def __init__(self):
        self.at = datetime(2026, 3, 2, 18, 42, tzinfo=UTC)  # 10:42 am in Los Angeles

    def now(self):
        return self.at

    def wait(self, **length):
        self.at += timedelta(**length)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    for module in MODULES:
        monkeypatch.setattr(f"{module}.now", clock.now)
    return clock


@pytest.fixture
def second(app, session):
    """Another browser, on another desk."""
    return app.test_client()
