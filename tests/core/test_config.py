"""The app says which settings it has, and refuses to start with unsafe ones."""

import os
import subprocess
import sys

import pytest

from clinic import create_app
from clinic.core import config
from clinic.core.config import BadSettings

KEY = "9f2c47d1e8b35a60c1d2e3f405162738"
SAFE = {"MODE": "production", "SECRET_KEY": KEY, "SECURE_COOKIES": True}


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    for name in [name for name in os.environ if name.startswith(("CLINIC_", "FLASK_"))]:
        monkeypatch.delenv(name)


def load(folder, **given):
    return config.load(folder, given or None)


def test_production_starts_with_a_good_key_and_https(tmp_path):
    assert load(tmp_path, **SAFE)["MODE"] == "production"


@pytest.mark.parametrize(
    "given",
    [
        {"SECRET_KEY": "short"},
        {"SECRET_KEY": "a" * 64},
        {"SECRET_KEY": "change-me-change-me-change-me-12"},
        {"SECRET_KEY": "my-very-own-secret-key-for-the-clinic"},
        {"SECURE_COOKIES": False},
        {"MODE": "prod"},
        {"TIMEZONE": "Mars/Olympus"},
        {"SESSION_IDLE_MINUTES": 0},
        {"SIGN_IN_TRIES": -1},
        {"PASSWORD_MIN_LENGTH": 7},
        {"PAPER": "Foolscap"},
    ],
)
def test_unsafe_and_senseless_settings_are_refused(tmp_path, given):
    with pytest.raises(BadSettings, match=next(iter(given))):
        load(tmp_path, **SAFE | given)


@pytest.mark.parametrize("debug", ["1", "true", "yes"])
def test_production_refuses_debug(tmp_path, monkeypatch, debug):
    monkeypatch.setenv("FLASK_DEBUG", debug)

    with pytest.raises(BadSettings, match="FLASK_DEBUG"):
        load(tmp_path, **SAFE)


def test_the_key_is_made_once_for_us_alone(tmp_path):
    first = load(tmp_path)["SECRET_KEY"]
    second = load(tmp_path)["SECRET_KEY"]

    assert first == second
    assert len(first) == 64
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_the_instance_folder_is_shut_to_others(tmp_path, monkeypatch):
    open_to_all = tmp_path / "instance"
    open_to_all.mkdir(mode=0o755)
    monkeypatch.setenv("CLINIC_INSTANCE", str(open_to_all))

    folder = config.instance_folder()

    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_environment_wins_over_the_file(tmp_path, monkeypatch):
    (tmp_path / "settings.toml").write_text('session_hours = 4\nclinic_name = "Elm"\n')
    monkeypatch.setenv("CLINIC_SESSION_HOURS", "6")

    found = load(tmp_path)

    assert (found["SESSION_HOURS"], found["CLINIC_NAME"]) == (6, "Elm")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("SESSION_HOURS", "10", 10),
        ("SECURE_COOKIES", "true", True),
        ("TRUSTED_HOSTS", "a.example, b.example,", ["a.example", "b.example"]),
        ("CLINIC_NAME", "3 Elms", "3 Elms"),
        ("CRISIS_LINES", '[{when="now", do="call", number="911"}]', None),
    ],
)
def test_environment_variables_are_read_by_type(tmp_path, monkeypatch, name, text, value):
    monkeypatch.setenv(f"CLINIC_{name}", text)

    found = load(tmp_path)[name]

    assert found == (value or [{"when": "now", "do": "call", "number": "911"}])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("CLINIC_SESSION_HUORS", "8"),
        ("CLINIC_SESSION_HOURS", "eight"),
        ("CLINIC_SESSION_HOURS", "8.5"),
        ("CLINIC_SECURE_COOKIES", "1"),
    ],
)
def test_slips_in_the_environment_are_refused(tmp_path, monkeypatch, name, text):
    monkeypatch.setenv(name, text)

    with pytest.raises(BadSettings, match=name.removeprefix("CLINIC_")):
        load(tmp_path)


@pytest.mark.parametrize("text", ["nonsense = 1", "session_hours = '8'", "= broken", "\udcff"])
def test_slips_in_the_file_are_refused(tmp_path, text):
    (tmp_path / "settings.toml").write_bytes(text.encode("utf-8", "surrogateescape"))

    with pytest.raises(BadSettings):
        load(tmp_path)


def test_the_server_does_not_start_unsafe(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "CLINIC_INSTANCE": str(tmp_path),
        "CLINIC_SECURE_COOKIES": "false",
    }

    ended = subprocess.run(
        [sys.executable, "-c", "import clinic.wsgi"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode != 0
    assert "SECURE_COOKIES is off" in ended.stderr


def test_a_view_without_a_rule_stops_the_start(tmp_path, monkeypatch):
    from clinic.audit import views

    def bare():
        return ""

    monkeypatch.setenv("CLINIC_INSTANCE", str(tmp_path))
    monkeypatch.setattr(
        views, "init_app", lambda app: app.add_url_rule("/bare", "bare", bare), raising=False
    )

    with pytest.raises(RuntimeError, match="bare"):
        create_app({"MODE": "test", "SECURE_COOKIES": False})


@pytest.mark.parametrize("name", config.HOSTS)
def test_hosts_are_listed_with_commas(tmp_path, monkeypatch, name):
    monkeypatch.setenv(f"CLINIC_{name}", "meetings.internal, 10.1.2.3:8443,")

    assert load(tmp_path)[name] == ["meetings.internal", "10.1.2.3:8443"]
