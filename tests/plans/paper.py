"""What a PDF says to somebody who listens, to a program that copies text, and to a camera."""

import ctypes
import io
import re
from collections import defaultdict

import pikepdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp
from markupsafe import Markup

#: A hyphen where a line ends comes back from a PDF as one of several characters.
HYPHENS = str.maketrans("", "", "-\N{SOFT HYPHEN}\x02\ufffe")


def pages_of(answer):
    """The words of each page of a PDF that was answered."""
    pages = pypdf.PdfReader(io.BytesIO(answer.data)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def without_gaps(words):
    """Words without spaces and hyphens, which depend on where lines end."""
    return "".join(words.translate(HYPHENS).split())


def spoken(page):
    """Every run of text of a page's HTML, in order; what a picture is called is not printed."""
    kept = re.sub(r"<title>.*?</title>", "", page.split("<main>")[1], flags=re.DOTALL)
    runs = (Markup(run).unescape() for run in re.split(r"<[^>]*>", kept))
    return [bare for run in runs if (bare := without_gaps(run))]


def out_of_order(runs, heard):
    """Return the first run that does not follow the ones before it, or nothing."""
    at = 0
    for run in runs:
        found = heard.find(run, at)
        if found < 0:
            return run
        at = found + len(run)
    return ""


def read(pdf):
    """All tagged text: as the tree of tags has it, and as it is drawn, which is how it is copied.

    The foot of a page has no tag.
    """
    pieces = pieces_of(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        numbers = {page.obj.objgen: number for number, page in enumerate(file.pages)}
        tagged = [(numbers[page], mark) for page, mark in marks(file.Root.StructTreeRoot)]
    drawn = [key for key in pieces if key in set(tagged)]
    return tuple(
        without_gaps("".join(pieces.get(key, "") for key in order)) for order in (tagged, drawn)
    )


def pieces_of(pdf):
    """The text of each piece of marked content, by page and number, in the order of drawing."""
    pieces = defaultdict(str)
    with pypdfium2.PdfDocument(pdf) as file:
        for number, page in enumerate(file):
            words = page.get_textpage()
            for at in range(pdfium.FPDFPage_CountObjects(page)):
                drawn = pdfium.FPDFPage_GetObject(page, at)
                mark = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
                if mark >= 0 and pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_TEXT:
                    pieces[number, mark] += text_of(drawn, words)
    return pieces


def text_of(drawn, words):
    size = pdfium.FPDFTextObj_GetText(drawn, words, None, 0)
    buffer = ctypes.create_string_buffer(size)
    place = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    pdfium.FPDFTextObj_GetText(drawn, words, place, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def marks(element, page=None):
    """Yield page and number of every piece of marked content below a tag, in order."""
    page = element.Pg.objgen if "/Pg" in element else page
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, int):
            yield page, child
        elif "/MCID" in child:
            yield (child.Pg.objgen if "/Pg" in child else page), int(child.MCID)
        elif "/S" in child:
            yield from marks(child, page)


def codes_of(pdf):
    """What a camera reads from grey pictures of all pages, at 100 dots to the inch."""
    with pypdfium2.PdfDocument(pdf) as file:
        pictures = [page.render(scale=100 / 72, grayscale=True).to_pil() for page in file]
    return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]


def draws_nothing(pdf):
    """Whether a PDF shows glyph 0, or the mark, for a character that its font lacks."""
    shown = False
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for page in file.pages:
            for operands, operator in pikepdf.parse_content_stream(page, "Tj TJ"):
                strings = operands[0] if str(operator) == "TJ" else operands
                glyphs = [bytes(s) for s in strings if isinstance(s, pikepdf.String)]
                shown = shown or bool(glyphs)
                if any(g[at : at + 2] == b"\0\0" for g in glyphs for at in range(0, len(g), 2)):
                    return True
    assert shown, "no text at all"
    return "\N{REPLACEMENT CHARACTER}" in "".join(pieces_of(pdf).values())
