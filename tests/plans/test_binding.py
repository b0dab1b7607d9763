"""Plans laid out side by side, and put together into one file."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from clinic.core.pdf import RenderFailed
from clinic.core.pdf.pool import Pool
from clinic.core.pdf.process import PressDied
from clinic.plans.document import ClinicFacts
from clinic.plans.document.sample import sample
from clinic.plans.models import BatchWhat
from clinic.plans.printing import as_one, as_zip, lay_out_all


def test_the_same_plans_make_the_same_zip():
    plans = [("plan-1-v1.pdf", b"one"), ("plan-2-v1.pdf", b"two")]

    assert as_zip(plans) == as_zip(iter(plans))
    assert as_zip(plans) != as_zip(plans[::-1])


@pytest.fixture
def documents(app, session):
    facts = ClinicFacts.from_settings(app.config)
    return [replace(sample(facts, language=each), draft=False) for each in ("en", "es", "en")]


@pytest.mark.slow
def test_two_languages_side_by_side_do_not_mix(documents):
    printed = lay_out_all(documents, BatchWhat.POCKET)

    words = [PdfReader(io.BytesIO(each.pdf)).pages[0].extract_text() for each in printed]
    assert words[0] == words[2] != words[1]
    assert printed == lay_out_all(documents, BatchWhat.POCKET)


@pytest.mark.slow
@pytest.mark.parametrize("what", BatchWhat)
def test_everything_on_offer_can_be_laid_out(documents, what):
    printed = lay_out_all(documents[:1], what)

    assert printed[0].pdf.startswith(b"%PDF")


@pytest.mark.slow
def test_a_page_that_fails_is_returned_as_such(documents, monkeypatch):
    def die(*_request, **_limits):
        raise PressDied("it took too long")

    monkeypatch.setattr(Pool, "run", die)

    failed = lay_out_all(documents[:2], BatchWhat.POCKET)

    assert all(isinstance(each, RenderFailed) for each in failed)


@pytest.mark.slow
def test_one_pdf_begins_each_plan_on_a_front(documents):
    cards = [each.pdf for each in lay_out_all(documents, BatchWhat.CALENDAR)]
    pages = len(PdfReader(io.BytesIO(cards[0])).pages)

    whole = PdfReader(io.BytesIO(as_one(cards, front=True)))

    assert len(whole.pages) == 2 * (pages + pages % 2) + pages
    assert not {*(whole.metadata or {})} & {"/Title", "/Author", "/Subject"}
