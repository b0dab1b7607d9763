"""The wheel is the whole app: pages and migrations ride along."""

import subprocess
import sys
import sysconfig
import zipfile

import pytest

from tests.tools.migrate import ROOT

#: Started from the installed wheel, this opens the first page of a migrated clinic.
OPEN_THE_DOOR = """
import clinic
from clinic import create_app
app = create_app({"MODE": "test", "SECURE_COOKIES": False})
page = app.test_client().get("/sign-in")
print(clinic.__file__, page.status_code, "<h1" in page.text)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


@pytest.mark.slow
def test_pages_and_migrations_ride_in_the_wheel(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"clinic/{path.relative_to(ROOT)}"
        for folder in ("templates", "migrations")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix in {".html", ".css", ".py", ".ini", ".mako", ".svg"}
    }
    wanted |= {
        str(path.relative_to(ROOT))
        for path in (ROOT / "clinic").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".mo"
    }

    assert wanted - inside == set()
    assert not [name for name in inside if name.startswith(("tests/", "instance/"))]


@pytest.mark.slow
def test_an_installed_wheel_migrates_and_serves(wheel, tmp_path):
    venv = tmp_path / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", str(venv))
    python = venv / "bin" / "python"
    scheme = sysconfig.get_path("purelib", vars={"base": str(venv), "platbase": str(venv)})
    # What the app leans on comes from the venv of this run; the app itself only from the wheel.
    with open(f"{scheme}/ours.pth", "w", encoding="utf-8") as path:
        path.write(sysconfig.get_path("purelib") + "\n")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(scheme)
    place = {"CLINIC_INSTANCE": str(tmp_path / "instance"), "CLINIC_MODE": "development"}
    place["CLINIC_SECURE_COOKIES"] = "false"

    run(python, "-m", "flask", "--app", "clinic", "db", "upgrade", cwd=tmp_path, env=place)
    said = run(python, "-c", OPEN_THE_DOOR, cwd=tmp_path, env=place)

    file, code, heading = said.split()[-3:]
    assert file.startswith(scheme)
    assert (code, heading) == ("200", "True")


def run(*command, **options):
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, **options
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
