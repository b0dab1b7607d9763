"""Pages of the groups room."""

from __future__ import annotations

from flask import Flask

from clinic.groups import policy
from clinic.groups.views import directory, group, meetings, merging
from clinic.groups.views.blueprint import bp

__all__ = ["bp", "directory", "group", "init_app", "meetings", "merging"]


def init_app(app: Flask) -> None:
    """Hand every template the words for groups."""
    app.jinja_env.globals["group_words"] = policy
