"""A plan in a language that came with a catalog alone."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from clinic.core import catalogs
from clinic.plans import printing
from clinic.plans.document import compose
from clinic.plans.document.sample import release, sample
from tests.core.test_languages import lay_down
from tests.make import NOON, TODAY
from tests.plans.tools import home, sign_off

__all__ = ["lay_down"]

WRITTEN = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "My aftercare plan"
msgstr "O meu plano"

msgid "Who to call now"
msgstr "Para quem ligar agora"

msgid "(in English)"
msgstr "(em inglês)"
"""


@pytest.fixture
def portuguese(lay_down):
    lay_down("pt", WRITTEN)


def words(pdf):
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split()
    )


def test_a_plan_prints_in_it_and_marks_what_is_english(portuguese, ready, facts):
    ready.episode.client.language = "pt"
    document = compose(ready, clinic=facts, at=NOON, today=TODAY)
    assert (document.language, "safety" in document.untranslated) == ("pt", True)

    said = words(printing.print_plan(document).pdf)

    assert "O meu plano" in said
    assert "Para quem ligar agora" in said
    assert "The one thing I want to remember (em inglês)" in said
    assert "Call (em inglês)" in said
    assert "de março" in said


def test_the_clinics_sentences_are_marked_even_when_the_rest_is_written_in_it(
    portuguese, ready, facts
):
    ready.episode.client.language = ready.answers.language = "pt"

    assert compose(ready, clinic=facts, at=NOON, today=TODAY).untranslated == ("safety",)


@pytest.mark.parametrize("part", printing.PARTS)
def test_every_sheet_prints_in_it(portuguese, facts, app, part):
    with app.app_context():
        document = sample(facts, language="pt")
        printed = printing.print_part(document, part=part)

    assert (document.language, printed.pages > 0) == ("pt", True)


def test_a_copy_for_somebody_else_prints_in_it(portuguese, facts, app):
    with app.app_context():
        document = replace(sample(facts, language="pt"), short_name="")
        printed = printing.print_part(document, copy="recipient", release=release("pt"))

    assert "42 CFR part 2" in words(printed.pdf)


def test_the_screens_offer_it(portuguese, ada, ready, session):
    ready.episode.client.language = "es"
    session.commit()
    said = ada.get(home(ready)).text
    assert '<option value="pt">Portuguese</option>' in said
    early = ada.get(f"/clients/{ready.episode.client_id}/leaving-today").text
    assert '<option value="pt">Portuguese</option>' in early

    ready.episode.client.language = "pt"
    session.commit()
    sign_off(ada, ready)

    assert "Prints in Portuguese, as it was signed." in ada.get(f"/plans/{ready.id}").text
    assert "pt" in catalogs.languages()
