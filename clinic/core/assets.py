"""Styles, scripts, fonts and icons that come from packages, served as our own."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from flask import Blueprint, Flask, Response, abort
from flask.typing import ResponseReturnValue

from clinic.core.access import public

bp = Blueprint("assets", __name__, url_prefix="/assets")

_BOOTSTRAP = files("flask_bootstrap") / "static" / "bootstrap5"
_FONTS = files("fontpkg_atkinson_hyperlegible") / "files"
ASSETS: dict[str, tuple[Traversable, str]] = {
    "bootstrap.css": (_BOOTSTRAP / "css" / "bootstrap.min.css", "text/css"),
    "htmx.js": (files("js_lib_htmx") / "static" / "htmx" / "htmx.min.js", "text/javascript"),
    "regular.ttf": (_FONTS / "AtkinsonHyperlegible-Regular.ttf", "font/ttf"),
    "bold.ttf": (_FONTS / "AtkinsonHyperlegible-Bold.ttf", "font/ttf"),
}


@bp.get("/<name>")
@public
def send(name: str) -> ResponseReturnValue:
    """Send one file of a package by its name here."""
    if name not in ASSETS:
        abort(404)
    file, kind = ASSETS[name]
    response = Response(file.read_bytes(), mimetype=kind)
    response.cache_control.public = True
    response.cache_control.max_age = 86_400
    return response


def init_app(app: Flask) -> None:
    """Open the way to the packaged files."""
    app.register_blueprint(bp)
