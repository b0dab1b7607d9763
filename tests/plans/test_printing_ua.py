"""What veraPDF, the reference validator, says of our paper."""

import io
from dataclasses import replace
from itertools import product

import pikepdf
import pytest

from clinic.plans import printing
from clinic.plans.document import compose
from clinic.plans.document.sample import release, sample
from clinic.plans.printing.ics import calendar_file
from tests.make import NOON, TODAY
from tests.plans.verapdf import needs_verapdf, verdicts

LANGUAGES = ("en", "es")
SHEETS = tuple(part for part in printing.PARTS if part != "plan")


@pytest.mark.slow
@needs_verapdf
def test_the_paper_conforms_to_pdf_ua(ready, facts, tmp_path):
    documents = {
        "real": compose(ready, clinic=facts, at=NOON, today=TODAY),
        "foreign": replace(sample(facts), remember="李 Ω", untranslated=("goals", "safety")),
    }
    for language in LANGUAGES:
        for size in ("standard", "large"):
            for variant in ("", "stress", "empty"):
                name = " ".join((language, size, variant))
                documents[name] = sample(facts, language=language, size=size, variant=variant)

    said, told = verdicts(
        {name: printing.print_plan(each).pdf for name, each in documents.items()}, tmp_path
    )

    assert {verdict for verdict, _checks in said.values()} == {"yes"}, told
    assert all(checks > 3_000 for _verdict, checks in said.values()), told
    assert len(said) == len(documents)


@pytest.mark.slow
@needs_verapdf
def test_every_sheet_and_copy_conforms_to_pdf_ua(facts, app, tmp_path):
    pdfs = {}
    with app.app_context():
        for language in LANGUAGES:
            for variant in ("", "stress", "empty"):
                plan = sample(facts, language=language, variant=variant)
                for part in SHEETS:
                    pdfs[f"{language} {variant} {part}"] = printing.print_part(plan, part=part).pdf
            whole = sample(facts, language=language)
            for copy in ("chart", "draft"):
                pdfs[f"{language} {copy}"] = printing.print_part(whole, copy=copy).pdf
            allowed = printing.print_part(whole, copy="recipient", release=release(language))
            pdfs[f"{language} recipient"] = allowed.pdf
            large = replace(whole, size="large")
            pdfs[f"{language} large days"] = printing.print_part(large, part="calendar").pdf

    said, told = verdicts(pdfs, tmp_path)

    assert {name for name, (verdict, _checks) in said.items() if verdict != "yes"} == set(), told
    assert len(said) == len(pdfs)


@pytest.fixture
def document(facts, app):
    with app.app_context():
        yield sample(facts)


@pytest.fixture
def charts(facts, app):
    """Chart copies of plans of all kinds."""
    kinds = product(LANGUAGES, ("standard", "large"), ("", "stress", "empty"))
    with app.app_context():
        plans = {
            " ".join(kind): sample(facts, language=kind[0], size=kind[1], variant=kind[2])
            for kind in kinds
        }
        return {name: printing.print_part(p, copy="chart").pdf for name, p in plans.items()}


@pytest.mark.slow
@needs_verapdf
def test_the_chart_copy_conforms_to_both_standards(charts, tmp_path):
    for profile, least in (("PDFUA-1", 3_000), ("PDFA-3A", 9_000)):
        said, told = verdicts(charts, tmp_path, profile)

        broken = {name for name, (verdict, _checks) in said.items() if verdict != "yes"}
        assert broken == set(), told
        assert all(checks > least for _verdict, checks in said.values()), told
        assert len(said) == len(charts)


def test_the_chart_copy_holds_the_calendar_file_of_its_client(document):
    pdf = printing.print_part(document, copy="chart").pdf

    with pikepdf.open(io.BytesIO(pdf)) as file:
        held = file.attachments["calendar.ics"]
        assert held.get_file().read_bytes() == calendar_file(document)
        assert held.get_file().mime_type == "text/calendar"
        assert str(held.relationship) == "/Supplement"
        assert len(file.Root.AF) == 1
    assert printing.print_part(document, copy="chart").pdf == pdf


def test_no_other_copy_holds_a_file(document):
    whole = [printing.print_part(document), printing.print_part(document, copy="draft")]
    pocket = printing.print_part(document, part="pocket", copy="chart")

    for printed in (*whole, pocket):
        with pikepdf.open(io.BytesIO(printed.pdf)) as file:
            assert dict(file.attachments) == {}
