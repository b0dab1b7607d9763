"""What a printed plan costs, beside other ways to print the same."""

import base64
import json
import re
import statistics
import subprocess
import sys
import time
from itertools import count

from clinic import create_app
from clinic.core.pdf.process import Press
from clinic.plans import printing
from clinic.plans.document import ClinicFacts
from clinic.plans.document.sample import sample
from clinic.plans.printing.paper import drawings
from tests.bench import others

ROUNDS, BATCH = 15, 40
APP = "from clinic import create_app\ncreate_app({'MODE': 'test', 'DATABASE_URL': 'sqlite://'})\n"


class Naive(Press):
    program = ("-m", "tests.bench.ways", "naive")


class Tuned(Press):
    program = ("-m", "tests.bench.ways", "tuned")


class Plans:
    """The page of an invented plan; each one asked for is another client's."""

    def __init__(self):
        app = create_app({"MODE": "test", "SECURE_COOKIES": False, "DATABASE_URL": "sqlite://"})
        with app.app_context():
            plan = sample(ClinicFacts.from_settings(app.config))
            self.page, self.drawings = printing.page_of(plan), drawings()
        self.numbers = count(1)

    def next(self, copies=1):
        """One more plan, with its inner pages so many times over."""
        head, inner, foot = re.split(r"<main>|</main>", self.page)
        page = f"{head}<main>{inner * copies}</main>{foot}"
        return page.replace("Maya", f"Maya{next(self.numbers)}")

    def alone(self):
        """One more plan that needs no drawing from elsewhere."""

        def put_in(found):
            drawing = base64.b64encode(self.drawings[found[1]].encode()).decode()
            return f"url(data:image/svg+xml;base64,{drawing})"

        return re.sub(r"url\(asset:([\w.]+)\)", put_in, self.next())


def measure():
    plans = Plans()
    naive, tuned = Naive(), Tuned()
    try:
        yield from _ways(plans, naive, tuned)
        yield from _growth(plans, tuned)
        yield from _beside(plans, tuned)
    finally:
        naive.close()
        tuned.close()
    yield from _cold_start()


def lay_out(press, way, html, drawings):
    """Seconds of the processor, those with tidying up, and the file."""
    request = {"way": way, "html": html, "assets": drawings}
    head, pdf = press.run(json.dumps(request).encode(), seconds=300)
    return *json.loads(head), pdf


def _ways(plans, naive, tuned):
    asked = {"naive": naive, "ours": tuned, "untagged": tuned}
    taken = {way: [] for way in asked}
    for _ in range(ROUNDS + 1):
        html = plans.next()
        for way, press in asked.items():
            taken[way].append(lay_out(press, way, html, plans.drawings))
    laid = {way: statistics.median(one[0] for one in runs[1:]) for way, runs in taken.items()}
    tidy = statistics.median(one[1] for one in taken["ours"][1:])
    assert taken["naive"][-1][2] == taken["ours"][-1][2], "the ways differ in more than time"
    words = f"CPU of a plan / the same naively ({laid['ours'] * 1_000:.0f} ms)"
    yield words, laid["ours"] / laid["naive"], 0.75
    yield "the same, with tidying up after it was handed over", tidy / laid["naive"], 0.75
    yield "CPU of a tagged plan / of an untagged one", laid["ours"] / laid["untagged"], 1.10


def _growth(plans, tuned):
    taken = {1: [], 7: []}
    for _ in range(5):
        for copies, times in taken.items():
            page = plans.next(copies)
            times.append(lay_out(tuned, "ours", page, plans.drawings)[0] / copies)
    short, long = (statistics.median(times) for times in taken.values())
    yield "CPU of a page of 42 / of a page of 6", long / short, 1.35


def _beside(plans, tuned):
    """By the clock: the others use several processes or threads."""
    for name, way in others.WAYS.items():
        with way(plans) as print_one:
            if print_one is None:
                print(f"{name}: not installed, left out", flush=True)
                continue
            mine, theirs = [], []
            for _ in range(ROUNDS + 1):
                html = plans.next()
                began = time.perf_counter()
                pdf = lay_out(tuned, "ours", html, plans.drawings)[2]
                between = time.perf_counter()
                other = print_one()
                theirs.append(time.perf_counter() - between)
                mine.append(between - began)
        ratio = statistics.median(mine[1:]) / statistics.median(theirs[1:])
        yield f"time of a plan / with {name}", ratio, None
        if name == "Chromium":
            yield "size of a plan / with Chromium, tagged too", len(pdf) / len(other), 0.6


def _cold_start():
    taken = {APP: [], f"import weasyprint\n{APP}": []}
    for _ in range(5):
        for code, times in taken.items():
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            times.append(time.perf_counter() - began)
    lazy, eager = (statistics.median(times) for times in taken.values())
    yield "cold start of the app / with the layout loaded", lazy / eager, 0.9
