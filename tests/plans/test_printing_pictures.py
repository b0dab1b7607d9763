"""Pictures of pages beside the editor: the true ones, and only those concerned."""

import io
from dataclasses import replace

import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from clinic.core import pdf
from clinic.plans import printing
from clinic.plans.document.sample import english, sample
from clinic.plans.policy import keys
from clinic.plans.printing.blocks import BLOCKS, PRINTED, openers, run_of
from clinic.plans.printing.paper import drawings
from clinic.plans.printing.pictures import COLUMN
from tests.plans.test_printing_attacks import filled

#: Where the foot begins, of the height of a page: the number of the page stands there.
FOOT = {"standard": 0.92, "large": 0.90}
PLANS = [
    (language, size, variant)
    for language in ("en", "es")
    for size in ("standard", "large")
    for variant in ("", "stress", "empty", "crisis")
]


@pytest.fixture
def draft(app, facts):
    with app.app_context():
        yield replace(sample(facts), draft=True)


@pytest.fixture
def invented(app, facts):
    """Make a draft to look at, by language, size and what is special about it."""

    def make(language="en", size="standard", variant=""):
        risk = {"crisis": english.CRISIS} if variant == "crisis" else {}
        variant = "" if variant == "crisis" else variant
        made = sample(facts, language=language, size=size, variant=variant)
        return replace(made, draft=True, **risk)

    with app.app_context():
        yield make


def runs(plan):
    return list(dict.fromkeys(run_of(plan, block) for block in BLOCKS))


def pages_of(html):
    made = pdf.render(html, seconds=30, assets=drawings(), strict=True).pdf
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]


def shades_of(html, size):
    """The pages as the press draws them before it saves shades, without their foot."""
    made = pdf.render(html, seconds=30, assets=drawings(), strict=True).pdf
    with pypdfium2.PdfDocument(made) as file:
        drawn = [page.render(scale=COLUMN / page.get_width()).to_pil() for page in file]
    return [each.crop((0, 0, COLUMN, int(each.height * FOOT[size]))) for each in drawn]


def test_every_section_of_the_editor_is_printed_somewhere():
    assert set(PRINTED) == set(keys.ALL)
    assert set(PRINTED.values()) == set(BLOCKS)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "size", "variant"), PLANS)
def test_pages_of_a_part_are_those_of_the_whole_plan(invented, language, size, variant):
    plan = invented(language, size, variant)
    whole = shades_of(printing.page_of(plan), size)

    parts = [
        page
        for run in runs(plan)
        for page in shades_of(printing.page_of(plan, run=run, here=run[-1]), size)
    ]

    assert len(parts) == len(whole)
    for number, (part, page) in enumerate(zip(parts, whole, strict=True), 1):
        assert ImageChops.difference(part, page).getbbox() is None, number


def test_a_part_has_the_words_of_its_pages_but_no_number(draft):
    whole = pages_of(printing.page_of(draft))

    parts = [
        page
        for run in runs(draft)
        for page in pages_of(printing.page_of(draft, run=run, here=run[0]))
    ]

    assert len(parts) == len(whole)
    for part, page in zip(parts, whole, strict=True):
        assert "Draft. Not signed off." in part
        assert "Page" not in part.splitlines()[-1]
        assert part.split() == page.split("Page ")[0].split()


@pytest.mark.parametrize(
    ("section", "shares"),
    [
        ("remember", ("start",)),
        ("week", ("goals",)),
        ("groups", ("groups",)),
        ("medicines", ("after", "medicines")),
        ("people", ("hard", "life", "people", "together", "crisis")),
    ],
)
def test_only_the_pages_concerned_are_laid_out(draft, section, shares):
    assert run_of(draft, PRINTED[section]) == shares


def test_what_begins_a_page_follows_from_what_is_written(draft):
    wordy = replace(draft, remember="Call Ana. " * 20)
    long = replace(draft, appointments=draft.appointments * 6)
    few = replace(draft, groups=draft.groups[:2])

    assert {"goals", "groups", "after", "hard"} == openers(draft)
    assert "goals" not in openers(wordy)
    assert "hard" not in openers(long)
    assert not {"after", "hard"} & openers(few)
    assert "crisis" in openers(replace(draft, crisis=english.CRISIS))
    assert openers(replace(draft, size="large")) == {"groups"}


def test_a_section_opens_on_its_own_page(draft):
    people, hard = (printing.draw_section(draft, key) for key in ("people", "hard"))

    assert people.pages == hard.pages == 2
    assert [each.number for each in hard.drawn] == [1]
    assert [each.number for each in people.drawn] == [2]


def test_the_other_pages_of_a_section_are_had_by_number(draft):
    (picture,) = printing.draw_section(draft, "hard", 2).drawn

    assert picture == printing.draw_section(draft, "people").drawn[0]
    assert printing.draw_section(draft, "hard", 3).drawn == (picture,)


def test_every_page_of_a_plan_is_drawn_small(draft):
    drawn = printing.draw_plan(draft)

    assert drawn.pages == 6
    assert [each.number for each in drawn.drawn] == [1, 2, 3, 4, 5, 6]
    assert all(len(each.png) < 20_000 for each in drawn.drawn)


def test_what_is_typed_is_drawn_and_does_nothing_else(draft):
    hostile = filled(draft, "<img src=http://127.0.0.1:9/x> </style><script>alert(1)</script>")

    for section in keys.ALL:
        assert len(printing.draw_section(hostile, section).drawn) == 1


def test_text_without_end_is_given_up_in_words(draft, monkeypatch):
    monkeypatch.setattr(printing.pictures, "SECONDS", 1)
    endless = replace(draft, helps=("Walk by the river. " * 200,) * 3_000)

    with pytest.raises(pdf.RenderFailed):
        printing.draw_section(endless, "goals")


@pytest.mark.parametrize("section", ["goals", "groups", "people"])
def test_a_picture_keeps_the_colour_of_headings(draft, section):
    (picture,) = printing.draw_section(draft, section).drawn

    shown = Image.open(io.BytesIO(picture.png)).convert("RGB")
    assert (18, 71, 75) in {colour for _count, colour in shown.getcolors(1 << 16)}
