"""The printed plan: its words, its pages, its tags, its codes."""

import io
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise

import pikepdf
import pypdf
import pypdfium2
import pytest
import zxingcpp

from clinic.plans import printing
from clinic.plans.document import PlanDocument, compose
from clinic.plans.document.parts import Medicines, Signature
from clinic.plans.document.sample import english, sample
from clinic.plans.document.shape import ContactRule, Goal
from tests.make import NOON, TODAY


@pytest.fixture
def document(app, facts):
    with app.app_context():
        yield sample(facts)


@pytest.fixture
def bare(app, facts):
    """A plan in which nothing has been written yet."""
    with app.app_context():
        yield sample(replace(facts, phone=""), variant="empty")


def pages_of(printed):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed.pdf)).pages]


def words_of(printed):
    return " ".join(" ".join(pages_of(printed)).split())


def strings_in(value):
    if isinstance(value, str):
        return [value]
    return [s for part in value for s in strings_in(part)] if isinstance(value, list) else []


def test_each_page_holds_what_belongs_together(document):
    start, goals, groups, after, hard, together = pages_of(printing.print_plan(document))

    assert "My aftercare plan" in start
    assert "Who to call now" in start
    assert "My first 3 days" in start
    assert "My goals, in my words" in goals
    assert "My week" in goals
    assert "My groups" in groups
    assert "My strengths" in goals
    assert "My appointments and calls" in after
    assert "How we stay in touch" in after
    assert "My medicines" in after
    assert "I do not stop suddenly." in after
    assert "When things get hard" in hard
    assert "If I use again" in hard
    assert "What I still take care of" in hard
    assert "People I can call" in together
    assert "Who can see what" in together
    assert "My questions and notes" in together
    assert "We made this plan together" in together
    assert "Page 1 of 6" in start
    assert "Page 6 of 6" in together


def test_every_word_of_a_plan_reaches_the_paper(document):
    words = words_of(printing.print_plan(document))

    for card in document.groups:
        for said in (card.name, card.when, card.where, card.ask_for, card.first_time, *card.went):
            assert said in words
    for person in document.people:
        assert person.name in words
        assert person.phone in words
    for goal in document.goals:
        assert goal.goal in words
        assert goal.step in words
    for line in (document.remember, *document.why, *document.helps, document.counselor_name):
        assert line in words


def test_every_further_part_reaches_the_paper(document, crisis):
    words = words_of(printing.print_plan(replace(document, crisis=crisis)))

    assert left_out(document.medicines, words) == []
    assert left_out(document.safety, words) == []
    assert left_out(document.hard_times, words) == []
    assert left_out(crisis, words) == []
    assert left_out(document.contacts, words) == []
    assert left_out(document.life_areas, words) == []
    level = document.level
    plain = (level.now, level.next, level.why, document.strengths, document.gains)
    assert left_out(plain, words) == []
    assert left_out((document.taught, document.sharing), words) == []


def left_out(part, words):
    """Every word of a part that does not stand on the paper."""
    if isinstance(part, str):
        return [] if part in words else [part]
    if is_dataclass(part):
        part = tuple(getattr(part, field.name) for field in fields(part))
    return [w for one in part for w in left_out(one, words)] if isinstance(part, tuple) else []


@pytest.fixture
def crisis():
    return english.CRISIS


def test_a_plan_without_risk_has_no_crisis_steps(document):
    assert "My crisis steps" not in words_of(printing.print_plan(document))


def test_a_plan_that_was_frozen_before_the_further_parts_existed_still_prints(document):
    old = {"medicines", "safety", "hard_times", "contacts", "life_areas", "level", "calendar"}
    stored = {k: v for k, v in document.as_json().items() if k not in old}

    words = words_of(printing.print_plan(PlanDocument.from_json(stored)))

    assert "My list is not filled in yet." in words
    assert "My body is not used to it any more." in words
    assert "Naloxone: It can save a life." in words


def test_no_medicines_is_said_only_when_somebody_asked(document):
    none = replace(document, medicines=Medicines(confirmed_none=True, as_of="Nov 23, 2026"))
    nobody = replace(document, medicines=Medicines())

    said = words_of(printing.print_plan(none))
    assert "No daily medicines on my list. We looked on Nov 23, 2026." in said
    assert "No daily medicines" not in words_of(printing.print_plan(nobody))


def test_what_was_signed_stands_where_the_lines_were(document):
    signatures = (
        Signature("client", "Maya Reyes", "Nov 23, 2026"),
        Signature("counselor", "Dana Cole", "Nov 23, 2026"),
        Signature("supervisor", "Kim Lo", "", "The date was not settled."),
    )

    words = words_of(printing.print_plan(replace(document, signatures=signatures)))

    assert "Client: signed by Maya Reyes, Nov 23, 2026" in words
    assert "Kim Lo did not sign. The date was not settled." in words
    assert "My signature" not in words


def test_a_plan_of_real_records_prints(ready, facts):
    document = compose(ready, clinic=facts, at=NOON, today=TODAY, final=True)

    words = words_of(printing.print_plan(document))

    assert "Thursday Steps" in words
    assert "Thursdays, 7:00 to 8:00 pm" in words
    assert "St. Mark's Hall, 12 Elm Street, Portland" in words
    assert "My first time: Thursday, March 5" in words


def test_the_foot_of_a_page_says_less_than_the_page(document):
    (foot,) = {page.split("This plan is mine")[0].strip() for page in pages_of_foot(document)}

    assert "Maya R. · Plan 3 · printed Nov 23, 2026" in foot
    assert "Reyes" not in foot


def pages_of_foot(document):
    return [page[page.index("Maya R.") :] for page in pages_of(printing.print_plan(document))]


def test_a_draft_says_so_on_every_page(document):
    pages = pages_of(printing.print_plan(replace(document, draft=True)))

    assert all("Draft. Not signed off." in page for page in pages)
    assert not any("This plan is mine" in page for page in pages)


def test_another_wording_has_another_mark(document):
    changed = replace(document, remember="Call Ana.")

    assert printing.mark_of(document) != printing.mark_of(changed)
    assert printing.mark_of(changed) in words_of(printing.print_plan(changed))


def test_a_plan_with_nothing_in_it_has_lines_to_write_on(bare):
    printed = printing.print_plan(bare)

    words = words_of(printed)
    assert printed.pages == 5
    assert "I have no group yet. I ask my counselor to find one with me." in words
    assert "Day 1" in words
    assert "Voice message: yes no" in words


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("yes", "You may leave a voice message."),
        ("no", "Please do not leave a voice message."),
    ],
)
def test_the_contact_rule_is_said_in_full(document, answer, said):
    contact = ContactRule("(503) 555-0150", "evenings", answer)

    words = words_of(printing.print_plan(replace(document, contact=contact)))

    assert f"It is OK to call me at (503) 555-0150, evenings. {said}" in words


def test_a_card_that_the_directory_has_left_behind_says_so(document):
    moved = replace(document.groups[0], changed=True, link="")

    words = words_of(printing.print_plan(replace(document, groups=(moved,))))

    assert "This may have changed. I call before I go." in words


def test_four_groups_fit_a_page_and_long_lists_go_on(document):
    many = replace(
        document,
        groups=tuple(replace(document.groups[n % 4], name=f"Group {n}") for n in range(9)),
        goals=tuple(Goal(f"Goal {n}", "A step") for n in range(30)),
        client_name="Maximiliana-Alexandrina Konstantinopoulos-Fotheringhamshire " * 3,
    )

    printed = printing.print_plan(many)

    words = words_of(printed)
    assert printed.pages < 14
    assert all(f"Group {n}" in words for n in range(9))
    assert all(f"Goal {n}" in words for n in range(30))


@pytest.mark.parametrize(("paper", "size"), [("Letter", (612, 792)), ("A4", (595, 842))])
def test_the_paper_is_the_clinics(document, paper, size):
    printed = printing.print_plan(replace(document, paper=paper))

    box = pypdf.PdfReader(io.BytesIO(printed.pdf)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_the_same_plan_prints_the_same_bytes(document):
    first, again = printing.print_plan(document), printing.print_plan(document)

    assert first == again
    assert len(first.sha256) == 64


def test_nobody_is_named_in_what_the_file_says_of_itself(document):
    with pikepdf.open(io.BytesIO(printing.print_plan(document).pdf)) as file:
        told = str(file.docinfo) + file.Root.Metadata.read_bytes().decode()

    assert "My aftercare plan" in told
    assert "Maya" not in told
    assert "Reyes" not in told


def test_the_file_is_tagged_for_people_who_listen(document):
    with pikepdf.open(io.BytesIO(printing.print_plan(document).pdf)) as file:
        root = file.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "en"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        tags = list(walk(root.StructTreeRoot))

    headings = [int(tag[2]) for tag, _alt in tags if tag in ("/H1", "/H2", "/H3")]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))
    assert [alt for tag, alt in tags if tag == "/Figure"] == [
        "QR code: directions to Thursday Steps",
        "QR code: directions to Lakeside Skills Group",
        "QR code: directions to Side by Side",
        "QR code: how to join Night Owls",
    ]


def walk(element):
    """Yield tag and alternative text of every element, in reading order."""
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield str(child.S), str(child.get("/Alt", ""))
            yield from walk(child)


def test_the_codes_can_be_read_from_a_grey_copy(document):
    longest = "https://maps.example/?q=" + "x" * 176
    cards = (*document.groups[:3], replace(document.groups[3], link=longest))
    printed = printing.print_plan(replace(document, groups=cards))

    with pypdfium2.PdfDocument(printed.pdf) as file:
        picture = file[2].render(scale=100 / 72, grayscale=True).to_pil()
    found = {code.text for code in zxingcpp.read_barcodes(picture)}

    assert found == {card.link for card in cards}


def test_characters_no_font_has_are_named_and_marked(document):
    typed = replace(document, remember="李明 calls 🙂 first")

    assert printing.unprintable(typed) == ["李", "明", "🙂"]
    assert "� calls � first" in words_of(printing.print_plan(typed))
    assert printing.unprintable(document) == []


def test_the_sample_needs_no_database(app, tmp_path):
    file = tmp_path / "sample.pdf"

    told = app.test_cli_runner().invoke(args=["plans", "sample", "-o", str(file), "--paper", "a4"])

    assert told.exit_code == 0, told.output
    assert "6 pages" in told.output
    assert file.read_bytes().startswith(b"%PDF")
