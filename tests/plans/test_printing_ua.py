"""What veraPDF, the reference validator, says of our paper; ``make verify-pdf`` asks for more."""

import io
from dataclasses import replace

import pikepdf
import pytest

from clinic.plans import printing
from clinic.plans.document import compose
from clinic.plans.document.sample import sample
from clinic.plans.printing.ics import calendar_file
from tests.make import NOON, TODAY
from tests.plans import verapdf
from tests.plans.verapdf import needs_verapdf, verdicts
from tests.tools import verify_pdf

BRIEF = [
    ({"part": "changes", "copy": copy}, ["--part", "changes", "--copy", copy])
    for copy in ("own", "draft")
]


@pytest.mark.slow
@needs_verapdf
def test_plans_that_are_no_samples_conform_to_pdf_ua(ready, facts, tmp_path):
    whole = sample(facts)
    pdfs = {
        "real": printing.print_plan(compose(ready, clinic=facts, at=NOON, today=TODAY)).pdf,
        "discreet": printing.print_part(whole, discreet=True).pdf,
        "foreign": printing.print_plan(
            replace(whole, remember="李 Ω", untranslated=("goals", "safety"))
        ).pdf,
    }

    said, told = verdicts(pdfs, tmp_path)

    assert {verdict for verdict, _checks in said.values()} == {"yes"}, told
    assert all(checks > 3_000 for _verdict, checks in said.values()), told


@needs_verapdf
def test_a_file_is_held_to_the_standards_asked_of_it(facts, app, tmp_path):
    whole, bare = tmp_path / "whole.pdf", tmp_path / "bare.pdf"
    with app.app_context():
        whole.write_bytes(printing.print_part(sample(facts), part="changes").pdf)
    with pikepdf.open(io.BytesIO(whole.read_bytes())) as file:
        del file.Root.StructTreeRoot
        file.save(bare)

    kept, other, broken = verapdf.judge(
        [(whole, verapdf.UA), (whole, verapdf.A3A), (bare, verapdf.UA)]
    )

    assert (kept.file, kept.profile, kept.keeps, kept.broken) == (whole, verapdf.UA, True, [])
    assert not other.keeps
    assert any("PDF/A" in rule for rule in other.broken)
    assert not broken.keeps
    assert any("StructTreeRoot" in rule for rule in broken.broken)


@needs_verapdf
@pytest.mark.parametrize(("standard", "kept"), [(verapdf.UA, True), (verapdf.A3A, False)])
def test_one_sample_that_fails_fails_them_all(standard, kept, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(verify_pdf, "combinations", lambda: BRIEF)
    monkeypatch.setitem(verify_pdf.PROFILES, "draft", (standard,))

    assert verify_pdf.main(tmp_path) is kept

    assert ("changes-draft.pdf breaks PDFA-3A" in capsys.readouterr().out) is not kept


def test_every_sample_is_judged():
    found = list(verify_pdf.combinations())

    sheets = (len(printing.PARTS) - 1) * (len(printing.COPIES) - 1)
    assert len(found) == (sheets + len(printing.COPIES)) * 2 * 2 * 2 * 3
    assert len({tuple(words) for _options, words in found}) == len(found)
    assert {options["copy"] for options, _words in found} == set(verify_pdf.PROFILES)
    assert found[0][1][:4] == ["--part", "plan", "--copy", "own"]


@pytest.fixture
def document(facts, app):
    with app.app_context():
        yield sample(facts)


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
