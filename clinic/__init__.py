"""Handrail: aftercare planning for addiction treatment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from flask import Flask

ROOMS = (
    "accounts",
    "audit",
    "clients",
    "episodes",
    "groups",
    "consents",
    "referrals",
    "plans",
    "caseload",
)


def create_app(given: Mapping[str, Any] | None = None) -> Flask:
    """Put the clinic together; the one place where every room is named.

    ``given`` overrides settings by name (see :mod:`clinic.core.config`). Raises
    :class:`clinic.core.config.BadSettings` for settings it refuses, and :class:`RuntimeError`
    when a view has not said who may enter.
    """
    from flask_migrate import Migrate

    from clinic.core import access, assets, config, engine, pages, templating
    from clinic.core.db import db
    from clinic.core.failures import QuietFlask

    instance = config.instance_folder()
    settings = config.load(instance, given)
    app = QuietFlask(
        __name__, template_folder=str(_beside("templates")), instance_path=str(instance)
    )
    _configure(app, settings)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine.options(settings["DATABASE_URL"])
    db.init_app(app)
    with app.app_context():
        engine.prepare(db.engine)
    Migrate(app, db, directory=str(_beside("migrations")))
    assets.init_app(app)
    pages.init_app(app)
    templating.init_app(app)
    _open_rooms(app)
    access.refuse_open_doors(app)
    return app


def _configure(app: Flask, settings: Mapping[str, Any]) -> None:
    app.config.from_mapping(
        settings,
        TESTING=settings["MODE"] == "test",
        MAX_CONTENT_LENGTH=5_000_000,
        MAX_FORM_MEMORY_SIZE=2_000_000,
        MAX_FORM_PARTS=2_000,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings["SESSION_HOURS"]),
        SQLALCHEMY_DATABASE_URI=settings["DATABASE_URL"],
        TRUSTED_HOSTS=list(settings["TRUSTED_HOSTS"]) or None,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # our pages send no Referer; inputs.py asks Sec-Fetch-Site
    )


def _open_rooms(app: Flask) -> None:
    for room in ROOMS:
        views = import_module(f"clinic.{room}.views")
        app.register_blueprint(views.bp)
        if hasattr(views, "init_app"):
            views.init_app(app)
        if find_spec(f"clinic.{room}.commands"):
            app.cli.add_command(import_module(f"clinic.{room}.commands").group)
    app.cli.add_command(import_module("clinic.demo.commands").demo)


def _beside(folder: str) -> Path:
    """Return a folder that a wheel carries inside the package and a checkout beside it."""
    here = Path(__file__).parent
    return here / folder if (here / folder).exists() else here.parent / folder
