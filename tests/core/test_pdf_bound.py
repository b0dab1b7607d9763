"""PDFs put into one for the printer."""

from io import BytesIO

import pypdf
import pytest

from clinic.core import pdf
from clinic.core.pdf import pool

SHEET = "<!doctype html><html lang=en><title>Robin Vale</title><style>@page {{ size: {} }}</style>"


def printed(words, pages=1, size="Letter"):
    more = "".join(f'<p style="break-before: page">{words} {n}' for n in range(2, pages + 1))
    return pdf.render(f"{SHEET.format(size)}<h1>{words} 1</h1>{more}", seconds=30).pdf


def pages_of(paper):
    return [page.extract_text().strip() for page in pypdf.PdfReader(BytesIO(paper.pdf)).pages]


@pytest.fixture
def words(app):
    with app.app_context():
        yield


@pytest.fixture(scope="module")
def three():
    return [printed("Ann", 3), printed("Bea", 2), printed("Cal", 1, "A4")]


def test_pages_stay_in_order(three):
    paper = pdf.bind(three, seconds=30)

    assert pages_of(paper) == ["Ann 1", "Ann 2", "Ann 3", "Bea 1", "Bea 2", "Cal 1"]
    assert paper.pages == 6


def test_on_both_sides_each_begins_on_a_front_and_nothing_follows_the_last(three):
    paper = pdf.bind(three, seconds=30, front=True)

    assert pages_of(paper) == ["Ann 1", "Ann 2", "Ann 3", "", "Bea 1", "Bea 2", "Cal 1"]
    assert paper.pages == 7


def test_an_empty_page_is_as_large_as_the_one_before():
    paper = pdf.bind([printed("Ann", size="A4"), printed("Bea")], seconds=30, front=True)

    sizes = [page.mediabox[2:] for page in pypdf.PdfReader(BytesIO(paper.pdf)).pages]
    assert sizes[0] == pytest.approx(sizes[1], abs=0.1)
    assert sizes[2] != pytest.approx(sizes[1], abs=0.1)


def test_it_says_nothing_of_anybody_beside_its_pages(three):
    reader = pypdf.PdfReader(BytesIO(pdf.bind(three, seconds=30).pdf))

    assert not {*(reader.metadata or {})} & {"/Title", "/Author", "/Subject", "/CreationDate"}
    assert reader.outline == []
    assert set(reader.trailer["/Root"]) == {"/Pages", "/Type"}


def test_the_same_pdfs_give_the_same_bytes_on_every_press(three, monkeypatch):
    first = pdf.bind(three, seconds=30)
    own = pool.Pool()
    monkeypatch.setattr(pool, "_pool", own)

    try:
        assert pdf.bind(three, seconds=30) == first
        assert pdf.bind(three[::-1], seconds=30) != first
    finally:
        own.close()


def test_two_hundred_plans_fit_into_a_press():
    one = printed("Word " * 4_000, 6)

    paper = pdf.bind([one] * 200, seconds=30, front=True)

    assert paper.pages == 200 * len(pypdf.PdfReader(BytesIO(one)).pages)


def test_what_is_no_pdf_is_refused_and_the_press_lives_on(words):
    with pytest.raises(pdf.RenderFailed, match="could not be printed"):
        pdf.bind([b"%PDF-1.7 but no more"], seconds=30)

    assert pdf.bind([printed("Ann")], seconds=30).pages == 1
