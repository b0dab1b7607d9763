"""Importing on the command line: one object, one exit status, nothing half done."""

import json

import pytest

from clinic.groups.models import DirectorySource, GroupMeeting, ImportRun
from tests.groups.test_import import LAMP, TABLE, count, meeting


@pytest.fixture
def typed(app, session, tmp_path):
    """Type the import command; give back the exit code and what it printed."""

    def typed(rows, *more, name="feed.json"):
        file = tmp_path / name
        file.write_bytes(rows if isinstance(rows, bytes) else json.dumps(rows).encode())
        options = ("--source", "Portland", "--fellowship", "AA")
        zone = ("--timezone", "America/Los_Angeles")
        return app.test_cli_runner().invoke(
            args=["groups", "import", str(file), *options, *zone, *more]
        )

    return typed


def test_the_command_says_what_it_did(typed):
    done = typed([LAMP, {**TABLE, "day": 9}])

    assert done.exit_code == 0
    assert "2 rows read" in done.output
    assert "row 2: day:" in done.output
    assert count(GroupMeeting) == 1


def test_a_dry_run_changes_nothing(typed):
    done = typed([LAMP], "--dry-run")

    assert done.exit_code == 0
    assert "Dry run: nothing was changed." in done.output
    assert count(GroupMeeting) == count(DirectorySource) == count(ImportRun) == 0


def test_the_report_is_one_object(typed):
    report = json.loads(typed([LAMP, {**TABLE, "day": 9}], "--json").output)

    assert report["status"] == "applied"
    assert (report["read"], report["new"], report["skipped"]) == (2, 1, 1)
    assert report["issues"][0]["row"] == 2


def test_a_refusal_has_its_own_exit_status(typed):
    done = typed(b"[]", "--json")

    assert done.exit_code == 2
    assert json.loads(done.output)["status"] == "refused"


def test_counts_add_up_and_are_all_there(typed):
    typed([LAMP, TABLE])
    report = json.loads(typed([LAMP, {**TABLE, "time": "18:30"}], "--json").output)

    names = ("read", "new", "changed", "same", "rematched", "ambiguous", "missing", "returned")
    assert [report[name] for name in names] == [2, 0, 1, 1, 0, 0, 0, 0]
    assert (report["skipped"], report["repaired"]) == (0, 0)
    assert (report["status"], report["reason"], report["dry_run"]) == ("applied", "", False)


def test_a_held_file_has_its_own_exit_status_and_is_applied_when_accepted(typed):
    typed([LAMP, TABLE])

    held = typed([LAMP], "--json")
    dry = typed([LAMP], "--json", "--dry-run")
    accepted = typed([LAMP], "--json", "--accept-held")

    assert (held.exit_code, dry.exit_code, accepted.exit_code) == (3, 3, 0)
    said = json.loads(held.output)
    assert (said["status"], said["missing"]) == ("held", 1)
    assert said["reason"] == "The list fell from 2 to 1 meetings, 50 % fewer."
    assert json.loads(accepted.output)["status"] == "applied"
    assert meeting("table").missing_since


def test_a_held_file_is_explained(typed):
    typed([LAMP, TABLE])
    said = typed([LAMP]).output

    assert "Held. The list fell from 2 to 1 meetings" in said
    assert "--accept-held" in said


@pytest.mark.parametrize(
    "options", [("--timezone", "Moon/Base"), ("--format", "tablets"), ("--fellowship", "NA")]
)
def test_options_nobody_knows_are_refused_in_one_object(typed, options):
    typed([LAMP])
    done = typed([LAMP], "--json", *options)

    assert done.exit_code == 2
    assert json.loads(done.output)["status"] == "refused"


def test_a_file_that_is_not_there_is_refused_in_one_object(app, session):
    options = ("--source", "Portland", "--json")
    done = app.test_cli_runner().invoke(args=["groups", "import", "/nowhere.json", *options])

    assert done.exit_code == 2
    assert json.loads(done.output)["status"] == "refused"


def test_a_source_that_is_known_needs_no_more_settings(app, session, tmp_path, typed):
    typed([LAMP])
    file = tmp_path / "feed.json"

    done = app.test_cli_runner().invoke(
        args=["groups", "import", str(file), "--source", "Portland", "--json"]
    )

    assert json.loads(done.output)["same"] == 1
