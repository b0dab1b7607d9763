"""The paper in Spanish: every fixed word, and what becomes of words nobody translated."""

import re
from dataclasses import replace

import pytest
from markupsafe import Markup

from clinic.consents.policy import statement
from clinic.core import catalogs
from clinic.core.config import SETTINGS
from clinic.plans import printing
from clinic.plans.document.parts import Signature
from clinic.plans.document.sample import release, sample
from clinic.plans.document.shape import CrisisLine
from tests.core.test_catalogs import words_of


@pytest.fixture
def spanish(app, facts):
    with app.app_context():
        yield sample(replace(facts, crisis_lines=app_lines(app)), language="es")


def app_lines(app):
    lines = app.config["CRISIS_LINES"]
    return tuple(CrisisLine(line["when"], line["do"], line["number"]) for line in lines)


def text_of(page):
    """The words of a page of HTML, without the regulation's own statement."""
    page = re.sub(r"<style>.*?</style>|<p lang=\"en\">.*?</p>", " ", page, flags=re.DOTALL)
    spoken = re.findall(r'data-(?:page|of|foot|notice)="([^"]*)"', page)
    return " ".join(Markup(re.sub(r"<[^>]*>", " ", page) + " ".join(spoken)).unescape().split())


def every_page(document, facts):
    """Each sheet and copy, full, stressed and empty."""
    signed = (Signature("client", "Maya"), Signature("counselor", "Dana", refused="x"))
    kinds = [sample(facts, language="es", variant=each) for each in ("", "stress", "empty")]
    kinds += [replace(document, signatures=signed, size="large", draft=True)]
    for kind in kinds:
        for part in printing.PARTS:
            yield printing.page_of(kind, part=part)
    yield printing.page_of(document, copy="chart", discreet=True)
    yield printing.page_of(document, copy="recipient", release=release("es"))


def test_printing_in_spanish_leaves_no_english_word(spanish, facts, app):
    known = catalogs.catalog("es")
    fixed = {m for m in words_of("plans") if isinstance(m, str) and "%(" not in m}
    foreign = {m for m in fixed if known.gettext(m) != m}
    facts = replace(facts, crisis_lines=app_lines(app))
    shown = " ".join(text_of(page) for page in every_page(spanish, facts))
    for name in (statement.SHORT, "Lakeside Skills Group", "Alder Pharmacy"):
        shown = shown.replace(name, "")

    left = [m for m in foreign if re.search(rf"(?<!\w){re.escape(m)}(?!\w)", shown)]

    assert len(foreign) > 150
    assert left == []


@pytest.mark.parametrize("line", SETTINGS["CRISIS_LINES"].default)
def test_the_words_a_new_clinic_starts_with_are_translated(line):
    known = catalogs.catalog("es")

    assert known.gettext(line["when"]) != line["when"]
    assert known.gettext(line["do"]) != line["do"]


def test_days_and_times_are_written_the_spanish_way(spanish):
    shown = text_of(printing.page_of(spanish, part="calendar"))

    assert "domingo lunes martes" in shown
    assert "26 nov Día de Acción de Gracias 7:00 p. m. Thursday Steps" in shown


def test_the_file_says_that_it_is_spanish(spanish):
    assert '<html lang="es"' in printing.page_of(spanish)


def test_words_in_english_are_marked_and_printed(spanish):
    page = text_of(printing.page_of(replace(spanish, untranslated=("goals", "medicines"))))

    assert "Mis metas, en mis palabras (en inglés)" in page
    assert "Mis medicinas (en inglés)" in page
    assert "Mis grupos (en inglés)" not in page


def test_the_clinics_own_english_words_are_marked_too(spanish):
    own = CrisisLine("Something else", "Do this", "555")

    page = text_of(printing.page_of(replace(spanish, crisis_lines=(own,))))

    assert "Something else (en inglés)" in page
    assert "Do this (en inglés)" in page


def test_a_language_without_a_catalog_is_printed_in_english(spanish):
    page = printing.page_of(replace(spanish, language="vi"))

    assert "My goals, in my words" in page
