"""Settings: what they are, where they come from, and which of them are refused.

A setting is looked up in three places, the last one found winning: the default below,
``instance/settings.toml``, the environment variable ``CLINIC_<NAME>``. A name that begins with
``CLINIC_`` already is its own variable.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ROOT = Path(__file__).parent.parent
PRODUCTION, DEMO, DEVELOPMENT, TEST = "production", "demo", "development", "test"


class BadSettings(RuntimeError):
    """The app refuses to start with these settings; the message says which and why."""


@dataclass(frozen=True)
class Setting:
    """One setting: its default, and what it is for. Its type is the default's."""

    default: Any
    purpose: str


CRISIS_LINES = (
    {
        "when": "Someone is in danger, or has overdosed",
        "do": "Stay with them. Give naloxone if you have it.",
        "number": "911",
    },
    {
        "when": "I think about suicide, or I need to talk now",
        "do": "Call or text. Free. Day and night.",
        "number": "988",
    },
)

SETTINGS: dict[str, Setting] = {
    "MODE": Setting(PRODUCTION, "production, demo, development or test"),
    "SECRET_KEY": Setting("", "signs form tokens; made in the instance folder when left out"),
    "DATABASE_URL": Setting("", "SQLAlchemy address; left out: SQLite in the instance folder"),
    "SECURE_COOKIES": Setting(True, "send cookies over https only; production insists"),
    "TRUSTED_HOSTS": Setting((), "host names the app answers to; empty: any"),
    "PROXIES": Setting(0, "how many reverse proxies stand before the app"),
    "SESSION_IDLE_MINUTES": Setting(15, "a session left alone this long has to sign in again"),
    "SESSION_HOURS": Setting(8, "a session older than this has to sign in again"),
    "PASSWORD_MIN_LENGTH": Setting(15, "shortest password, in characters"),
    "SIGN_IN_TRIES": Setting(5, "failed sign-ins for one account before it pauses"),
    "SIGN_IN_TRIES_PER_ADDRESS": Setting(30, "failed sign-ins from one address before it pauses"),
    "SIGN_IN_PAUSE_MINUTES": Setting(15, "how long such a pause lasts"),
    "TIMEZONE": Setting("America/Los_Angeles", "the clinic's own IANA time zone"),
    "CLINIC_NAME": Setting("Our clinic", "printed at the top of each plan"),
    "CLINIC_PHONE": Setting("", "printed on each plan as the number to call first"),
    "CLINIC_PHONE_NOTE": Setting("Day and night.", "printed beside that number"),
    "CRISIS_LINES": Setting(CRISIS_LINES, "rows of the call box: when, do, number"),
    "PAPER": Setting("Letter", "paper size of printed plans: Letter or A4"),
    "MAP_SEARCH": Setting(
        "https://www.google.com/maps/search/?api=1&query=",
        "printed QR codes open this address with the meeting's place at its end",
    ),
    "STALE_GROUP_DAYS": Setting(60, "a group not checked for this many days is marked"),
    "FEED_HTTP_HOSTS": Setting((), "hosts whose feeds may come over http; empty: https only"),
    "FEED_PRIVATE_HOSTS": Setting((), "hosts inside your own network that may have feeds"),
    "FEED_SECONDS": Setting(10, "longest time that fetching one feed may take"),
    "RENDER_SECONDS": Setting(30, "longest time a printed page may take"),
}

#: The least that makes sense; a password of 8 is the floor even with a second factor.
LEAST = {
    "PROXIES": 0,
    "SESSION_IDLE_MINUTES": 1,
    "SESSION_HOURS": 1,
    "PASSWORD_MIN_LENGTH": 8,
    "SIGN_IN_TRIES": 1,
    "SIGN_IN_TRIES_PER_ADDRESS": 1,
    "SIGN_IN_PAUSE_MINUTES": 1,
    "FEED_SECONDS": 1,
    "RENDER_SECONDS": 1,
}

#: Settings that are lists of host names, with commas between them in the environment.
HOSTS = ("TRUSTED_HOSTS", "FEED_HTTP_HOSTS", "FEED_PRIVATE_HOSTS")

#: Words that stand in keys copied from a page of instructions.
EXAMPLES = ("secret", "change", "example", "password", "default", "insecure")


def instance_folder() -> Path:
    """Return the folder of this machine's own files, made with no rights for others."""
    named = os.environ.get("CLINIC_INSTANCE")
    folder = Path(named) if named else ROOT.parent / "instance"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_uid == os.geteuid():
        folder.chmod(0o700)
    return folder.resolve()


def load(instance: Path, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return every setting by name, from defaults, file, environment and ``given``.

    Raises :class:`BadSettings` for a name nobody knows, a value of the wrong type, or anything
    unsafe in production.
    """
    found = {name: setting.default for name, setting in SETTINGS.items()}
    found.update(_from_file(instance / "settings.toml"))
    found.update(_from_environment(os.environ))
    found.update(given or {})
    if not found["SECRET_KEY"]:
        found["SECRET_KEY"] = _kept_key(instance / "secret_key")
    if not found["DATABASE_URL"]:
        found["DATABASE_URL"] = f"sqlite:///{instance / 'clinic.sqlite'}"
    _refuse_nonsense(found)
    _refuse_unsafe(found)
    return found


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        written = {k.upper(): v for k, v in tomllib.loads(path.read_text("utf-8")).items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(f"settings.toml cannot be read: {error}") from error
    for name, value in written.items():
        _check_type(name, value)
    return written


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    elsewhere = {"CLINIC_INSTANCE"}
    named = {
        key if key in SETTINGS else key.removeprefix("CLINIC_"): value
        for key, value in environment.items()
        if key.startswith("CLINIC_") and key not in elsewhere and not key.startswith("CLINIC_TEST_")
    }
    return {name: _parse(name, text) for name, text in named.items()}


def _check_type(name: str, value: Any) -> None:
    if name not in SETTINGS:
        raise BadSettings(f"there is no setting {name}")
    wanted = type(SETTINGS[name].default)
    if wanted is tuple:
        wanted = list
    if type(value) is not wanted:
        raise BadSettings(f"{name} should be a {wanted.__name__}, not {value!r}")


def _parse(name: str, text: str) -> Any:
    if name not in SETTINGS:
        raise BadSettings(f"there is no setting {name}: is CLINIC_{name} a slip?")
    default = SETTINGS[name].default
    if isinstance(default, str):
        return text
    if name in HOSTS:
        return [host.strip() for host in text.split(",") if host.strip()]
    try:
        value = tomllib.loads(f"it = {text.strip()}")["it"]
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"CLINIC_{name} cannot be read: {text!r}") from error
    _check_type(name, value)
    return value


def _kept_key(path: Path) -> str:
    """Return the key kept in the instance folder, making it, readable by us alone."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
    return path.read_text("ascii").strip()


def _refuse_nonsense(found: Mapping[str, Any]) -> None:
    """Refuse values of the right type that cannot be meant."""
    if found["MODE"] not in (PRODUCTION, DEMO, DEVELOPMENT, TEST):
        raise BadSettings(f"MODE is {found['MODE']!r}: say production, demo, development or test")
    if found["PAPER"] not in ("Letter", "A4"):
        raise BadSettings(f"PAPER is {found['PAPER']!r}: say Letter or A4")
    for name, least in LEAST.items():
        if found[name] < least:
            raise BadSettings(f"{name} is {found[name]}: say {least} or more")
    try:
        ZoneInfo(found["TIMEZONE"])
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadSettings(f"TIMEZONE is {found['TIMEZONE']!r}: no such place") from error


def _refuse_unsafe(found: Mapping[str, Any]) -> None:
    """Refuse what would leave a real clinic's door open."""
    if found["MODE"] != PRODUCTION:
        return
    if _is_weak(found["SECRET_KEY"]):
        raise BadSettings("SECRET_KEY is too weak for production: leave it out to have one made")
    if not found["SECURE_COOKIES"]:
        raise BadSettings("SECURE_COOKIES is off: production sends cookies over https only")
    if os.environ.get("FLASK_DEBUG", "0").lower() not in ("", "0", "false", "no"):
        raise BadSettings("FLASK_DEBUG is on: production shows nobody its insides")


def _is_weak(key: str) -> bool:
    """Say whether a key is short, repeats itself, or is an example somebody copied."""
    copied = any(word in key.lower() for word in EXAMPLES)
    return len(key) < 32 or len(set(key)) < 8 or copied
