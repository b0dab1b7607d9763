"""What we build on: few packages, none older than we tried, each pinned by its content."""

import re
import tomllib
from importlib.metadata import version

import pytest
from packaging.requirements import Requirement

from tests.tools.migrate import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUNTIME = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
CHECKS, BENCHES = (
    [Requirement(line) for line in PROJECT["dependency-groups"][group]]
    for group in ("check", "bench")
)
LOCKS = {
    "requirements.lock": RUNTIME,
    ".ci/requirements.lock": RUNTIME + CHECKS,
    ".ci/bench.lock": BENCHES,
}
#: Each direct dependency is one more stranger to trust: adding one is a decision.
MOST = 28


def locked(name):
    text = (ROOT / name).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", text, re.M))


@pytest.mark.parametrize("requirement", RUNTIME, ids=lambda r: r.name)
def test_a_package_has_a_floor_and_stands_on_it(requirement):
    if requirement.marker and not requirement.marker.evaluate():
        return
    operators = {specifier.operator for specifier in requirement.specifier}

    assert operators & {">=", "=="}
    assert requirement.specifier.contains(version(requirement.name))


def test_direct_dependencies_stay_few():
    assert len(RUNTIME) <= MOST


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_holds_what_is_asked_for(name):
    pinned = locked(name)

    for requirement in LOCKS[name]:
        assert requirement.specifier.contains(pinned[requirement.name.lower()]), requirement


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_pins_by_content_and_names_no_host(name):
    text = (ROOT / name).read_text("utf-8")

    assert "://" not in text
    assert "index-url" not in text
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in block, block


def test_the_checks_run_with_the_packages_the_app_ships_with():
    runtime, checks = locked("requirements.lock"), locked(".ci/requirements.lock")

    assert {name: checks.get(name) for name in runtime} == runtime
