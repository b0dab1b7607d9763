"""Every sheet of the family, in every language, size and state: what it tells whoever reads it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import product

import pytest

from clinic.core.pdf import pool
from clinic.plans import printing
from clinic.plans.document import ClinicFacts
from clinic.plans.document.sample import LANGUAGES, release, sample
from clinic.plans.printing.sheets import next_group
from tests.plans.paper import codes_of, draws_nothing, out_of_order, read, spoken

SIZES, PAPERS, VARIANTS = ("standard", "large"), ("Letter", "A4"), ("", "stress", "empty")
#: Pages of the plan: full, overfull, empty.
PLAN_PAGES = {
    ("en", "standard", "Letter"): [6, 13, 5],
    ("en", "standard", "A4"): [6, 13, 5],
    ("en", "large", "Letter"): [12, 28, 8],
    ("en", "large", "A4"): [12, 24, 7],
    ("es", "standard", "Letter"): [6, 13, 5],
    ("es", "standard", "A4"): [6, 13, 5],
    ("es", "large", "Letter"): [14, 28, 8],
    ("es", "large", "A4"): [13, 28, 8],
}
#: Pages of the other sheets, where it is not one: they are the same on both papers.
SHEET_PAGES = {
    ("calendar", "large"): [3, 3, 1],
    ("journal", "large"): [2, 2, 2],
    ("slips", "large"): [2, 2, 2],
    ("early-exit", "standard"): [1, 2, 1],
    ("early-exit", "large"): [2, 3, 2],
}
#: Spanish takes a page more there.
SPANISH_PAGES = {("early-exit", "large"): [2, 4, 2]}
#: Nothing here asks the database, so one run of the two is enough.
pytestmark = [pytest.mark.slow, pytest.mark.sqlite]


@dataclass(frozen=True)
class Sheet:
    """A sheet as it was asked for, the page it was made from, and the paper."""

    part: str
    copy: str
    language: str
    size: str
    paper: str
    variant: str
    html: str
    printed: printing.PrintedPlan
    links: list[str]
    again: Callable[[], printing.PrintedPlan]

    def __str__(self):
        words = (self.part, self.copy, self.language, self.size, self.paper, self.variant)
        return " ".join(word for word in words if word)


def wanted():
    for part, kinds in product(printing.PARTS, product(LANGUAGES, SIZES, PAPERS, VARIANTS)):
        yield part, "own", *kinds
    for copy, language, size in product(("chart", "draft", "recipient"), LANGUAGES, SIZES):
        yield "plan", copy, language, size, "Letter", ""


def links_of(plan, part):
    """Where the codes of a sheet lead: all groups of a plan, or the first to go to."""
    cards = {"plan": plan.groups, "early-exit": filter(None, [next_group(plan)])}
    return sorted(card.link for card in cards.get(part, ()) if card.link)


@pytest.fixture(scope="module")
def sheets(app):
    """All of them, laid out once, two at a time; a complaint of the layout is an error."""

    def make(kind):
        part, copy, language, size, paper, variant = kind
        with app.app_context():
            facts = replace(ClinicFacts.from_settings(app.config), paper=paper)
            plan = sample(facts, language=language, size=size, variant=variant)
            asked = {"part": part, "copy": copy}
            asked["release"] = release(language) if copy == "recipient" else None
            html, printed = printing.page_of(plan, **asked), printing.print_part(plan, **asked)
        links = links_of(plan, part) if copy != "recipient" else []
        return Sheet(*kind, html, printed, links, partial(printing.print_part, plan, **asked))

    with ThreadPoolExecutor(pool.AT_ONCE) as presses:
        return list(presses.map(make, wanted()))


def test_what_is_read_out_and_what_is_copied_come_in_the_order_of_the_page(sheets):
    wrong = {}
    for sheet in sheets:
        by_tags, by_drawing = read(sheet.printed.pdf)
        lost = out_of_order(spoken(sheet.html), by_tags)
        if lost or by_tags != by_drawing:
            wrong[str(sheet)] = lost

    assert wrong == {}


def test_every_code_can_be_read_from_a_grey_copy(sheets):
    read_wrong = [
        str(sheet) for sheet in sheets if sorted(codes_of(sheet.printed.pdf)) != sheet.links
    ]

    assert read_wrong == []
    assert sum(len(sheet.links) for sheet in sheets) > 100


def test_no_glyph_is_missing(sheets):
    assert [str(sheet) for sheet in sheets if draws_nothing(sheet.printed.pdf)] == []


def test_a_sheet_takes_as_many_pages_as_it_always_did(sheets):
    plans = [sheet for sheet in sheets if sheet.part == "plan" and sheet.copy == "own"]
    counted = {}
    for sheet in plans:
        pages = counted.setdefault((sheet.language, sheet.size, sheet.paper), [])
        pages.append(sheet.printed.pages)
    assert counted == PLAN_PAGES


def test_the_other_sheets_take_as_many_pages_as_they_always_did(sheets):
    others = [sheet for sheet in sheets if sheet.part != "plan"]
    wrong = {str(s): s.printed.pages for s in others if s.printed.pages != pages_pinned(s)}

    assert others
    assert wrong == {}


def pages_pinned(sheet):
    kind = (sheet.part, sheet.size)
    pages = SHEET_PAGES.get(kind, [1, 1, 1])
    if sheet.language == "es":
        pages = SPANISH_PAGES.get(kind, pages)
    return pages[VARIANTS.index(sheet.variant)]


def test_two_presses_give_the_same_bytes(sheets, app, monkeypatch):
    full = [s for s in sheets if s.variant == "stress" and s.paper == "A4" and s.language == "es"]
    other = pool.Pool()
    monkeypatch.setattr(pool, "_pool", other)

    try:
        for sheet in full:
            with app.app_context():
                assert sheet.again() == sheet.printed, str(sheet)
    finally:
        other.close()
