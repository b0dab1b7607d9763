"""Pages about signing in, oneself, the staff and the programs."""

from flask import Flask

from clinic.accounts import sessions
from clinic.accounts.views import me, programs, signing_in, staff
from clinic.accounts.views.blueprint import bp

__all__ = ["bp", "init_app", "me", "programs", "signing_in", "staff"]


def init_app(app: Flask) -> None:
    """Keep sessions in the database; send those with a one-time code to choose a password."""
    sessions.init_app(app)
    app.before_request(me.ask_for_a_password)
