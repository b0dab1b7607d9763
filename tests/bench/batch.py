"""Many plans: what a second press is worth, and what putting two hundred into one file takes."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import replace

from clinic import create_app
from clinic.core import pdf
from clinic.core.pdf import pool
from clinic.plans.document import ClinicFacts
from clinic.plans.document.sample import sample
from clinic.plans.printing.paper import lay_out, page_of

MANY, TURN = 200, 20


def measure(database):
    """Two hundred plans, no two alike, in turns: twenty on one press, the same twenty on two."""
    settings = {"MODE": "test", "SECURE_COOKIES": False, "DATABASE_URL": database.new()}
    app = create_app(settings)
    with app.app_context():
        facts = ClinicFacts.from_settings(app.config)
        pages = [page_of(plan) for plan in plans(facts)]
        yield _presses(pages)
        yield _binding(lay_out(pages[0]).pdf)


def plans(facts):
    """Samples in both languages, each with words of its own."""
    for number in range(MANY):
        document = sample(facts, language=("en", "es")[number % 2])
        yield replace(document, remember=f"{document.remember} {number}")


def _presses(pages):
    one, two = 0.0, 0.0
    with presses(1) as alone, presses(2) as both:
        alone(pages[:2]), both(pages[:4])
        for start in range(0, MANY, TURN):
            turn = pages[start : start + TURN]
            one, two = one + alone(turn), two + both(turn)
    words = f"time of {MANY} plans on two presses / on one ({two:.0f} s and {one:.0f} s)"
    return words, two / one, 1 / 1.7


@contextmanager
def presses(places):
    """So many presses: a function that prints pages on them and says how long it took."""
    own = pool.Pool(places)

    def printed(pages):
        before, pool._pool = pool._pool, own
        began = time.perf_counter()
        with ThreadPoolExecutor(places) as at_once:
            jobs = [at_once.submit(copy_context().run, lay_out, page) for page in pages]
            assert all(job.result().pages for job in jobs)
        pool._pool = before
        return time.perf_counter() - began

    try:
        yield printed
    finally:
        own.close()


def _binding(plan):
    """Seconds until two hundred plans are one file."""
    pdf.bind([plan] * 2, seconds=30)
    began = time.perf_counter()
    whole = pdf.bind([plan] * MANY, seconds=30, front=True)
    words = f"seconds until {MANY} plans are one PDF ({len(whole.pdf) / 1e6:.0f} MB)"
    return words, time.perf_counter() - began, 5
