"""Styles, scripts, fonts and icons that come from packages, served as our own."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue

from clinic.core.access import public

bp = Blueprint("assets", __name__, url_prefix="/assets")

DAY, YEAR = 86_400, 31_536_000
_BOOTSTRAP = files("flask_bootstrap") / "static" / "bootstrap5"
_SPRITE = _BOOTSTRAP / "icons" / "bootstrap-icons.svg"
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
    response.cache_control.max_age = DAY
    return response


def address(name: str) -> str:
    """Return where a page finds a packaged file, or one of ours under ``static``.

    The address ends in a hash of the content, so that a browser may keep it for a year.
    """
    if name in ASSETS:
        return url_for("assets.send", name=name, v=_package_hash(name))
    folder = Path(current_app.static_folder or "")
    return url_for("static", filename=name, v=_own_hash(folder / name))


@cache
def _package_hash(name: str) -> str:
    return hashlib.sha256(ASSETS[name][0].read_bytes()).hexdigest()[:12]


@cache
def _own_hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


@cache
def icon_paths(name: str) -> list[tuple[str, bool]]:
    """Return the outlines of a Bootstrap icon, and whether each is filled even-odd.

    Raises :class:`LookupError` for a name the package does not have.
    """
    symbol = re.search(rf'<symbol [^>]*id="{re.escape(name)}">(.*?)</symbol>', _sprite())
    if not symbol:
        raise LookupError(f"there is no icon {name!r}")
    paths = re.findall(r"<path ([^>]*)>", symbol[1])
    return [(_outline(path), 'fill-rule="evenodd"' in path) for path in paths]


def _outline(path: str) -> str:
    found = re.search(r'\bd="([^"]+)"', path)
    return found[1] if found else ""


@cache
def _sprite() -> str:
    return _SPRITE.read_text("utf-8")


def _keep_for_long(response: Response) -> Response:
    named_by_content = request.endpoint in ("static", "assets.send") and "v" in request.args
    if named_by_content and response.status_code in (200, 304):
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


def init_app(app: Flask) -> None:
    """Open the way to the packaged files."""
    app.register_blueprint(bp)
    app.after_request(_keep_for_long)
    app.jinja_env.globals.update(asset=address, icon_paths=icon_paths)
