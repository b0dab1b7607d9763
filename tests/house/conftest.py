"""Fixtures of the house's tests: a clinic full of people, each at a browser."""

import hashlib

import pytest

from clinic.consents import printing as consents_printing
from clinic.core.db import db
from clinic.core.pdf import Paper
from clinic.plans.printing import PrintedPlan
from clinic.plans.views import batches, check, paper, sheets
from clinic.referrals import printing as referrals_printing
from tests.house import matrix
from tests.house.visitors import Visitors
from tests.house.world import World


@pytest.fixture
def world(make, monkeypatch):
    """The clinic of the table; its paper is the plain words of the plan."""
    for views in (check, paper):
        monkeypatch.setattr(views, "print_plan", plain_words)
    monkeypatch.setattr(sheets, "print_part", plain_words)
    monkeypatch.setattr(batches, "lay_out_all", lambda plans, _what: list(map(plain_words, plans)))
    monkeypatch.setattr(batches, "as_one", lambda pdfs, **_kind: b"".join(pdfs))
    for printing in (consents_printing, referrals_printing):
        monkeypatch.setattr(printing, "print_sheet", plain_sheet)
    monkeypatch.setattr(check.pdf, "warm", lambda: None)
    return World(make)


def plain_words(document, **_kind):
    text = f"%PDF-1.7 {document.as_json()}".encode()
    return PrintedPlan(text, hashlib.sha256(text).hexdigest(), 1)


def plain_sheet(_template, sheet, **_page):
    return Paper(f"%PDF-1.7 {sheet}".encode(), 1)


@pytest.fixture
def visitors(app, world):
    return Visitors(app, world, matrix.PEOPLE)


@pytest.fixture
def again(visitors, database):
    """Put the world back as it was when everybody had just come in."""
    blank = database.blank
    database.keep(db.engine)

    def back():
        database.reset(db.engine)
        visitors.come_back()

    yield back
    database.blank = blank
