"""The sheets that go with a plan, and the copies for others."""

import io
import re
from dataclasses import replace

import pikepdf
import pypdf
import pypdfium2
import pytest
import zxingcpp
from markupsafe import Markup

from clinic.plans import printing
from clinic.plans.document.parts import CalendarDay, CalendarEntry
from clinic.plans.document.sample import english, release, sample
from clinic.plans.printing import sheets

SHEETS = [part for part in printing.PARTS if part != "plan"]


@pytest.fixture
def whole(app, facts):
    with app.app_context():
        yield sample(facts)


@pytest.fixture
def other(whole):
    """Print a variant of the sample."""

    def make(part="plan", paper="Letter", **kinds):
        return printing.print_part(replace(sample_of(whole, **kinds), paper=paper), part=part)

    return make


def sample_of(whole, **kinds):
    said = {"paper": whole.paper, "crisis_lines": whole.crisis_lines, "timezone": "America/Denver"}
    facts = type("Facts", (), said)
    return sample(facts, **kinds)


def pages_of(printed):
    pages = pypdf.PdfReader(io.BytesIO(printed.pdf)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def words_of(printed):
    return " ".join(pages_of(printed))


@pytest.mark.parametrize("copy", ["own", "draft", "chart"])
def test_codes_of_levels_of_care_are_for_copies_that_staff_read(whole, copy):
    page = printing.page_of(whole, copy=copy)

    assert "I live at the center until November 25." in page
    assert ("(ASAM 3.5, edition 4)" in page) == (copy == "chart")


def test_crisis_steps_are_the_last_sheet_and_alone_on_it(whole):
    pages = pages_of(printing.print_part(replace(whole, crisis=english.CRISIS)))

    assert ["My crisis steps" in page for page in pages] == [False] * 6 + [True]
    assert "My goals" not in pages[-1]


def test_what_runs_over_does_not_stand_on_a_sheet_alone(whole):
    two = replace(whole.medicines, rows=whole.medicines.rows[1:3])
    few = replace(whole, groups=whole.groups[:1], appointments=whole.appointments[:2])

    pages = pages_of(printing.print_part(replace(few, medicines=two)))

    (over,) = (page for page in pages if page.startswith("Naltrexone"))
    assert "When things get hard" in over


def test_the_plan_takes_six_sheets_in_either_language_on_either_paper(other):
    kinds = [(language, paper) for language in ("en", "es") for paper in ("Letter", "A4")]

    counts = {each: other(language=each[0], paper=each[1]).pages for each in kinds}

    assert counts == dict.fromkeys(kinds, 6)


def test_large_print_takes_twelve(other):
    assert other(size="large").pages == 12
    assert other(size="large", language="es").pages == 13


@pytest.mark.parametrize("part", SHEETS)
def test_a_sheet_takes_one_page_full_or_empty_in_either_language(part, other):
    for language in ("en", "es"):
        for variant in ("", "empty"):
            assert other(part, language=language, variant=variant).pages == 1


@pytest.mark.parametrize("part", printing.PARTS)
def test_what_is_read_out_comes_in_the_order_of_the_page(part, whole):
    """Each run of text follows the one before it, in the file as in the page."""
    plan = sample_of(whole, language="es")
    heard = "".join("".join(pages_of(printing.print_part(plan, part=part))).split())
    at = 0

    for said in spoken(printing.page_of(plan, part=part)):
        found = heard.find(said, at)
        assert found >= 0, f"{said} is out of order"
        at = found + len(said)


def spoken(page):
    """Every run of text of a page, without spaces; what a picture is called is not printed."""
    main = page.split("<main>")[1]
    kept = re.sub(r"<title>.*?</title>", "", main, flags=re.DOTALL)
    runs = (Markup(run).unescape() for run in re.split(r"<[^>]*>", kept))
    return [bare for run in runs if (bare := "".join(run.split()))]


def test_the_pocket_card_keeps_to_its_panels_whatever_was_written(other):
    printed = other("pocket", variant="stress")

    assert printed.pages == 1
    assert "Maximiliana- Alexa…" in words_of(printed)


def test_the_pocket_card_says_nothing_of_treatment(whole):
    words = words_of(printing.print_part(whole, part="pocket"))

    for said in (whole.clinic_name, "treatment", "recovery", "12-step", "overdose", "Reyes,"):
        assert said not in words
    assert "Found this? Please call (503) 555-0150" in words
    assert "988 Crisis line, call or text" in words


def test_leaving_early_takes_one_page_with_what_keeps_somebody_alive(whole):
    (page,) = pages_of(printing.print_part(whole, part="early-exit"))

    assert "Who to call now" in page
    assert "If I use again" in page
    assert "Naloxone:" in page
    assert "Fri, Nov 27, 10:00 am First follow-up call" in page
    assert "Night Owls Online group" in page
    assert "Thursday Steps" not in page


def test_leaving_early_needs_nothing_in_the_plan(other):
    for language, said in (("en", "If I use again"), ("es", "Si vuelvo a consumir")):
        assert said in words_of(other("early-exit", variant="empty", language=language))


def test_the_next_group_is_the_one_that_meets_first(whole):
    assert sheets.next_group(whole).name == "Night Owls"
    assert sheets.next_group(replace(whole, calendar=())).name == "Thursday Steps"
    assert sheets.next_group(replace(whole, groups=())) is None


def test_the_calendar_says_in_words_what_its_shapes_say(whole):
    words = words_of(printing.print_part(whole, part="calendar"))

    assert "Nov 26 Thanksgiving 7:00 pm Thursday Steps" in words
    assert "Nov 27 Front desk closed 10:00 am Call, Dana Cole" in words
    assert "Dec 22 Refill: Sertraline" in words
    assert "Group Appointment Call Dose Refill I leave" in words


def test_the_calendar_lies_on_its_side_but_for_large_print(whole):
    def width(document):
        pdf = printing.print_part(document, part="calendar").pdf
        return round(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox.width)

    assert (width(whole), width(replace(whole, paper="A4"))) == (792, 842)
    assert width(replace(whole, size="large")) == 612


def test_weeks_begin_on_sunday_and_hold_every_day(whole):
    weeks = sheets.weeks(whole.calendar)

    assert all(len(week) == 7 for week in weeks)
    assert [day for week in weeks for day in week if day] == list(whole.calendar)
    assert [day is None for day in weeks[0]] == [True, True, True, False, False, False, False]
    assert sheets.weeks(()) == [(None,) * 7] * 5


def test_the_journal_starts_with_the_coming_meetings_and_goes_on_empty(whole):
    day = CalendarDay("2026-11-25", "Wed", "Nov 25", entries=(CalendarEntry("group", "", "Owls"),))
    short = replace(whole, calendar=(day,))

    found = sheets.meetings(short, 3)

    assert found == [(day, day.entries[0]), (None, None), (None, None)]
    words = words_of(printing.print_part(short, part="journal"))
    assert "Wed, Nov 25 Owls" in words
    assert "Questions for my next visit Fri, Nov 27, 10:00 am, First follow-up call" in words


def test_a_slip_names_the_meeting_and_neither_client_nor_clinic(whole):
    printed = printing.print_part(whole, part="slips")

    above_foot = words_of(printed).split("Maya R.")[0]
    assert "Group Thursday Steps Day and time Thu, Nov 26, 7:00 pm" in above_foot
    assert "Reyes" not in above_foot
    assert whole.clinic_name not in above_foot


def test_what_changed_is_told_line_by_line(whole):
    words = words_of(printing.print_part(whole, part="changes"))

    assert "Medicine check Mon, Nov 30, 2:00 pm Wed, Dec 2, 2:30 pm" in words
    assert "My groups new Night Owls" in words
    assert "Luis, (503) 555-0158 no longer" in words
    nothing = printing.print_part(replace(whole, changes=()), part="changes")
    assert "Nothing changed." in words_of(nothing)


def test_a_copy_for_somebody_else_holds_what_was_released_and_nothing_more(whole):
    allowed = release("en")

    first, *rest = pages_of(printing.print_part(whole, copy="recipient", release=allowed))

    assert "Copy for Dr. Lena Ortiz" in first
    assert " ".join(allowed.statement.split()) in first
    assert "Medicines" in first
    assert all("42 CFR part 2 prohibits unauthorized use" in page for page in (first, *rest))
    words = " ".join((first, *rest))
    assert "Sertraline 50 mg" in words
    assert "Medicine check" in words
    kept = (whole.remember, whole.groups[0].name, whole.goals[0].goal, whole.people[0].phone)
    for said in (*kept, "It is OK to call me", "This plan is mine", "Who can see what"):
        assert said not in words


def test_a_copy_without_the_name_has_it_nowhere(whole):
    allowed = replace(release("en"), parts=("appointments",))

    printed = printing.print_part(whole, copy="recipient", release=allowed)

    assert "Maya" not in words_of(printed)


def test_a_copy_has_a_release_if_it_is_for_somebody_else_and_only_then(whole):
    for wrong in ({"copy": "recipient"}, {"release": release("en")}, {"copy": "unheard-of"}):
        with pytest.raises(ValueError, match="copy"):
            printing.print_part(whole, **wrong)
    with pytest.raises(ValueError, match="for the client alone"):
        printing.print_part(whole, part="pocket", copy="recipient", release=release("en"))


@pytest.mark.parametrize(
    ("copy", "said"),
    [
        ("own", "This plan is mine. I choose who sees it."),
        ("chart", "Chart copy. Confidential treatment record. Do not leave unattended."),
        ("draft", "Draft. Not signed off."),
    ],
)
def test_the_foot_says_whose_copy_it_is(whole, copy, said):
    assert all(said in page for page in pages_of(printing.print_part(whole, copy=copy)))


def test_the_chart_copy_alone_bears_the_number_of_the_record(whole):
    assert "Record 10482" in words_of(printing.print_part(whole, copy="chart"))
    assert "10482" not in words_of(printing.print_part(whole))


@pytest.mark.parametrize("part", printing.PARTS)
def test_a_discreet_copy_names_the_clinic_neither_on_top_nor_in_the_file(whole, part):
    plain = replace(whole, appointments=(), groups=(), medicines=type(whole.medicines)())

    printed = printing.print_part(plain, part=part, discreet=True)

    with pikepdf.open(io.BytesIO(printed.pdf)) as file:
        told = str(file.docinfo) + file.Root.Metadata.read_bytes().decode()
    assert whole.clinic_name not in words_of(printed) + told
    assert "aftercare" not in told
    assert "aftercare" not in words_of(printed)


def test_codes_can_be_read_from_a_grey_copy_of_large_print_and_early_exit(other, whole):
    found = set()
    for printed in (other(size="large"), other("early-exit", language="es")):
        with pypdfium2.PdfDocument(printed.pdf) as file:
            for page in file:
                picture = page.render(scale=100 / 72, grayscale=True).to_pil()
                found |= {code.text for code in zxingcpp.read_barcodes(picture)}

    assert found == {card.link for card in whole.groups}


@pytest.mark.parametrize(
    "options",
    [
        ("--copy", "recipient"),
        ("--part", "pocket", "--language", "es", "--stress"),
        ("--size", "large", "--empty", "--discreet"),
    ],
)
def test_the_command_prints_every_kind_of_sample(app, tmp_path, options):
    file = tmp_path / "sample.pdf"

    told = app.test_cli_runner().invoke(args=["plans", "sample", "-o", str(file), *options])

    assert told.exit_code == 0, told.output
    assert file.read_bytes().startswith(b"%PDF")
