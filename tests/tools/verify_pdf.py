"""``make verify-pdf``: have veraPDF judge every sample that ``plans sample`` can print.

Takes a folder to leave the samples in, if they are to be looked at.
"""

import contextlib
import io
import itertools
import os
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from clinic import create_app
from clinic.core.pdf.pool import AT_ONCE
from clinic.plans.commands import sample
from tests.conftest import COMPLETE
from tests.plans import verapdf

#: The standards a sample is held to, by whose copy it is.
PROFILES = {
    "own": (verapdf.UA,),
    "draft": (verapdf.UA,),
    "recipient": (verapdf.UA,),
    "chart": (verapdf.UA, verapdf.A3A),
}
#: Options that change no structure: where the file goes, and a line less on its first page.
LEFT_OUT = {"output", "discreet"}


def combinations():
    """Yield every set of options the command takes, by name, with the words to type for it."""
    values = defaultdict(list)
    for option in sample.params:
        if option.name not in LEFT_OUT:
            values[option.name] += meanings(option)
    for chosen in itertools.product(*values.values()):
        options = dict(zip(values, (value for value, _words in chosen), strict=True))
        if options["copy"] != "recipient" or options["part"] == "plan":
            yield options, [word for _value, words in chosen for word in words]


def meanings(option):
    """Return what an option can say, each with the words to type; flags exclude one another."""
    typed = option.opts[-1]
    if not option.is_flag:
        return [(word, (typed, word)) for word in option.type.choices]
    first = next(one for one in sample.params if one.name == option.name) is option
    return [*([("", ())] if first else []), (option.flag_value, (typed,))]


def printed(app, folder):
    """Print all samples, two at a time; return the options of each file."""
    files = {}

    def print_one(words, file):
        with app.app_context():
            sample.main([*words, "-o", str(file)], standalone_mode=False)

    with ThreadPoolExecutor(AT_ONCE) as presses, contextlib.redirect_stdout(io.StringIO()):
        waiting = []
        for options, words in combinations():
            file = folder / f"{'-'.join(value for value in options.values() if value)}.pdf"
            files[file] = options
            waiting.append(presses.submit(print_one, words, file))
        for one in waiting:
            one.result()
    return files


def table(verdicts, files):
    """Return a line for each part, copy and standard: samples, checks, failures."""
    rows = defaultdict(lambda: [0, 0, 0])
    for one in verdicts:
        row = rows[files[one.file]["part"], files[one.file]["copy"], one.profile]
        row[0] += 1
        row[1] += one.checks
        row[2] += not one.keeps
    lines = [f"{'part':12}{'copy':12}{'standard':10}{'samples':>8}{'checks':>12}{'failed':>8}"]
    for (part, copy, profile), (many, checks, failed) in rows.items():
        lines.append(f"{part:12}{copy:12}{profile:10}{many:8,}{checks:12,}{failed:8,}")
    return lines


def main(folder):
    """Print, judge and tell; return whether all samples keep to their standards."""
    began = time.monotonic()
    app = create_app({"MODE": "test", "SECURE_COOKIES": False, "DATABASE_URL": "sqlite://"})
    files = printed(app, folder)
    between = time.monotonic()
    asked = [(file, each) for file, by in files.items() for each in PROFILES[by["copy"]]]
    verdicts = verapdf.judge(asked)
    print(*table(verdicts, files), sep="\n")
    for one in verdicts:
        if not one.keeps:
            print(f"\n{one.file.name} breaks {one.profile}:", *one.broken, sep="\n  ")
    ended = time.monotonic()
    told = f"printed in {between - began:.0f} s, judged in {ended - between:.0f} s"
    print(f"{len(files):,} samples {told}")
    return len(verdicts) == len(asked) and all(one.keeps for one in verdicts)


if __name__ == "__main__":
    if not verapdf.class_path():
        print("veraPDF is left out: it needs a JDK and libjaxb-java")
        sys.exit(bool(os.environ.get(COMPLETE)))
    if sys.argv[1:]:
        Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
        sys.exit(not main(Path(sys.argv[1])))
    with tempfile.TemporaryDirectory() as place:
        sys.exit(not main(Path(place)))
