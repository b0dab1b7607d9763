"""Pages of a PDF drawn as pictures; only a press imports it."""

from __future__ import annotations

import io

import pypdfium2
from pypdfium2 import raw

#: Shades in a picture: text and a few drawings need no more, and the file is a third of the size.
SHADES = 64


def draw(pdf: bytes, *, width: int, pages: list[int], at: str, most: int) -> tuple[bytes, dict]:
    """Return pictures of pages, one after the other, and where each ends; as PNG, without a word.

    ``pages`` are numbers from 1 on, those that are not there left out. None at all: the page
    where the anchor ``at`` stands, or the first ``most`` pages when there is no anchor.
    """
    with pypdfium2.PdfDocument(pdf) as file:
        count = len(file)
        wanted = pages or ([_page_of(file, at)] if at else list(range(1, count + 1)))
        drawn = [number for number in wanted if 1 <= number <= count][:most]
        pictures = [_picture(file[number - 1], width) for number in drawn]
    about = {"numbers": drawn, "sizes": [len(picture) for picture in pictures]}
    return b"".join(pictures), about


def _page_of(file: pypdfium2.PdfDocument, anchor: str) -> int:
    """Return the page that holds an anchor; the first one when none does."""
    place = raw.FPDF_GetNamedDestByName(file, anchor.encode())
    return max(raw.FPDFDest_GetDestPageIndex(file, place), 0) + 1 if place else 1


def _picture(page: pypdfium2.PdfPage, width: int) -> bytes:
    drawn = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    kept = io.BytesIO()
    drawn.quantize(SHADES).save(kept, "PNG")
    return kept.getvalue()
