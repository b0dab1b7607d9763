"""``make bench``: each claim of speed as a ratio of two things measured side by side.

Milliseconds depend on the machine and on who else uses it; the ratios hardly do.
"""

import argparse
import os
import sys
import tempfile
import time

from tests.bench import batch, feeds, finder, lists, paper, preview, printing
from tests.bench.clinic import Clinic
from tests.tools.databases import KINDS, SERVER
from tests.tools.postgres import Postgres

SIZES = (1_000, 100_000, 1_000_000)


def main():
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--database", choices=sorted(KINDS), default="sqlite")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many clients")
    parser.add_argument("--only", choices=sorted(PARTS), nargs="+", default=list(PARTS))
    asked = parser.parse_args()
    os.environ["CLINIC_INSTANCE"] = tempfile.mkdtemp(prefix="handrail-bench-")
    server = None
    if asked.database == "postgresql":
        server = Postgres().start()
        os.environ[SERVER] = server.url()
    database = KINDS[asked.database]("bench")
    try:
        met = _measure(database, asked.sizes, asked.only)
    finally:
        database.remove()
        if server:
            server.remove()
    sys.exit(0 if met else 1)


def _measure(database, sizes, only):
    met = True
    for part in only:
        for words, value, limit in PARTS[part](database, sizes):
            kept = limit is None or value <= limit
            met &= kept
            word = "met" if kept and limit else "told" if kept else "NOT MET"
            bound = f"at most {limit:g}" if limit else "no limit"
            print(f"{word:8}{value:8.3f}  ({bound})  {words}", flush=True)
    return met


def _of_clinics(database, sizes):
    clinics = []
    for many in sizes:
        began = time.perf_counter()
        clinics.append(Clinic(database.new(), many))
        print(f"{many:>9,} clients seeded in {time.perf_counter() - began:.0f} s", flush=True)
    yield from lists.measure(clinics)
    yield from lists.search(clinics[-1])
    yield from paper.stored(clinics[0])
    if database.name == "sqlite":
        yield from paper.while_rendering(clinics[0])


def _of_feeds(database, sizes):
    yield from feeds.measure(Clinic(database.new(), min(sizes)))


def _of_finder(database, _sizes):
    yield from finder.measure([finder.Directory(database.new(), n) for n in finder.SIZES])


def _of_printing(_database, _sizes):
    yield from printing.measure()


def _of_preview(database, _sizes):
    yield from preview.measure(database.new())


def _of_batches(database, _sizes):
    yield from batch.measure(database)


PARTS = {
    "clinics": _of_clinics,
    "feeds": _of_feeds,
    "finder": _of_finder,
    "printing": _of_printing,
    "preview": _of_preview,
    "batches": _of_batches,
}


if __name__ == "__main__":
    main()
