"""Pictures of pages: what they show, what they say of themselves, how many and how wide."""

import io
import struct
import subprocess
import sys
import zlib

import pytest
from PIL import Image

from clinic.core import pdf
from clinic.core.pdf import pictures as sizes
from clinic.core.pdf import pool

HEAD = (
    "<!doctype html><html lang=en><title>A page</title><style>@page{size:Letter;margin:0}</style>"
)
RED = "<div style='height:5in;background:#f00'></div>"
BLUE = "<div id=there style='break-before:page;height:5in;background:#00f'></div>"
TWO = HEAD + RED + BLUE


@pytest.fixture
def words(app):
    """What a refusal says goes through gettext, which needs the app."""
    with app.app_context():
        yield


def colour(picture):
    return Image.open(io.BytesIO(picture.png)).convert("RGB").getpixel((100, 50))


def chunks(png):
    """The kinds of parts a PNG is made of, each checked against its sum."""
    place, kinds = 8, []
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        body = png[place + 4 : place + 8 + length]
        assert struct.unpack(">I", png[place + 8 + length : place + 12 + length])[0] == zlib.crc32(
            body
        )
        kinds.append(body[:4].decode())
        place += 12 + length
    return kinds


def test_every_page_is_drawn_in_its_order():
    drawn = pdf.draw(TWO, width=400, seconds=30, strict=True)

    assert drawn.pages == 2
    assert [each.number for each in drawn.drawn] == [1, 2]
    assert [colour(each) for each in drawn.drawn] == [(255, 0, 0), (0, 0, 255)]


def test_a_picture_is_as_wide_as_asked_and_as_high_as_its_paper():
    (first, _second) = pdf.draw(TWO, width=425, seconds=30).drawn

    assert Image.open(io.BytesIO(first.png)).size == (425, 550)


def test_a_page_is_drawn_by_its_number():
    drawn = pdf.draw(TWO, width=400, seconds=30, page=2)

    assert drawn.pages == 2
    assert [(each.number, colour(each)) for each in drawn.drawn] == [(2, (0, 0, 255))]


@pytest.mark.parametrize(("anchor", "page"), [("there", 2), ("nowhere", 1)])
def test_the_page_is_drawn_where_something_stands(anchor, page):
    drawn = pdf.draw(TWO, width=400, seconds=30, at=anchor)

    assert [each.number for each in drawn.drawn] == [page]


@pytest.mark.parametrize(("page", "nearest"), [(-1, 1), (3, 2), (10**30, 2)])
def test_of_a_page_that_is_not_there_the_nearest_is_drawn(page, nearest):
    drawn = pdf.draw(TWO, width=400, seconds=30, page=page).drawn

    assert [each.number for each in drawn] == [nearest]


def test_the_same_page_gives_the_same_picture():
    first, again = (pdf.draw(TWO, width=400, seconds=30) for _ in range(2))

    assert first == again


def test_a_picture_says_nothing_of_itself():
    named = TWO.replace("A page", "Robin Vale")

    for each in pdf.draw(named, width=400, seconds=30).drawn:
        assert set(chunks(each.png)) == {"IHDR", "PLTE", "IDAT", "IEND"}
        assert b"Robin" not in each.png


def test_a_picture_can_stand_in_a_page():
    (first, _second) = pdf.draw(TWO, width=40, seconds=30).drawn

    assert first.address.startswith("data:image/png;base64,iVBOR")


@pytest.mark.parametrize("width", [0, -5, sizes.WIDEST + 1])
def test_a_picture_has_a_widest_measure(width):
    with pytest.raises(ValueError, match="dots wide"):
        pdf.draw(TWO, width=width, seconds=30)


def test_a_long_paper_is_drawn_up_to_a_limit():
    long = HEAD + "<p style='break-after:page'>x" * (sizes.MOST + 5)

    drawn = pdf.draw(long, width=40, seconds=30)

    assert len(drawn.drawn) == sizes.MOST
    assert drawn.pages > sizes.MOST


def test_paper_too_large_to_lay_out_is_refused_in_words(words):
    with pytest.raises(pdf.RenderFailed, match="could not be printed"):
        pdf.draw(HEAD + "<div>" * 400 + "x", width=400, seconds=20)


def test_a_picture_waits_no_longer_than_asked_for_a_free_press(words, monkeypatch):
    full = pool.Pool(places=1)
    monkeypatch.setattr(pool, "_pool", full)

    with full._places, pytest.raises(pdf.RenderFailed):
        pdf.draw(TWO, width=400, seconds=0.1)


def test_drawing_works_where_connecting_and_starting_programs_is_refused():
    code = (
        "import sys\n"
        "from clinic.core.pdf import page, press, raster\n"
        "sys.addaudithook(press._refuse)\n"
        f"made, *_rest = page.lay_out({TWO!r}, {{}})\n"
        "png, about = raster.draw(made, width=40, page=0, at='there', most=3)\n"
        "assert about['numbers'] == [2], about\n"
    )

    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_web_process_does_not_load_what_draws():
    code = (
        "import sys\n"
        "from clinic import create_app\n"
        "from clinic.core import pdf\n"
        "assert not {'pypdfium2', 'PIL'} & set(sys.modules)\n"
    )

    subprocess.run([sys.executable, "-c", code], check=True)
