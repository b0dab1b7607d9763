"""What every page shares: words, form tokens, headers, failures."""

from __future__ import annotations

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from clinic.core import access, failures, headers, inputs
from clinic.core.catalogs import OwnBabel

babel = OwnBabel()
csrf = CSRFProtect()


def init_app(app: Flask) -> None:
    """Make every request pass the same doors, and every response wear the same coat.

    In this order: can it be read, may this person enter, does its form come from us.
    """
    babel.init_app(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    inputs.init_app(app)
    access.init_app(app)
    csrf.init_app(app)
    headers.init_app(app)
    failures.init_app(app)
