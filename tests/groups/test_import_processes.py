"""Imports that are killed, and imports of one source at one moment."""

import os
import signal
import subprocess
import sys

import pytest

from clinic.core.db import db
from clinic.groups.models import DirectorySource, ImportRun
from tests.groups.imported import count, filler, packed, tables, take
from tests.tools.migrate import ROOT

pytestmark = pytest.mark.slow


def importer(tmp_path, rows, *statements):
    """Start a process that imports these rows."""
    file = tmp_path / f"{len(rows)}-{'-'.join(map(str, statements))}.json"
    file.write_bytes(packed(rows))
    url = db.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.tools.importer", url, str(file), *map(str, statements)]
    place = {**os.environ, "CLINIC_INSTANCE": str(tmp_path)}
    return subprocess.Popen(command, cwd=ROOT, env=place, stdout=subprocess.PIPE, text=True)


def test_a_kill_in_the_middle_leaves_the_old_directory_whole(session, statements, tmp_path):
    take(filler(30))
    session.commit()
    before = tables()
    changed = [{**one, "time": "05:45"} for one in filler(40)[5:]]
    with statements() as sent:
        take(changed)
    session.rollback()

    for share in (0.5, 0.8, 1):
        process = importer(tmp_path, changed, int(share * len(sent)))
        process.communicate(timeout=60)
        session.rollback()
        assert process.returncode == -signal.SIGKILL
        assert tables() == before
        assert count(ImportRun) == 1
        session.rollback()
    said, _ = importer(tmp_path, changed).communicate(timeout=60)
    session.rollback()

    assert said.split()[:3] == ["begins", "10", "0"]
    assert tables() != before


def test_two_imports_of_one_source_do_not_interleave(session, tmp_path):
    session.commit()

    both = [importer(tmp_path, filler(many)) for many in (300, 301)]
    said = [process.communicate(timeout=60)[0].split() for process in both]
    session.rollback()

    assert [process.returncode for process in both] == [0, 0]
    assert sorted(int(new) for _begins, new, _same, _sent in said) in ([0, 301], [1, 300])
    assert count(DirectorySource) == 1
    assert count(ImportRun) == 2
