"""Pages of a PDF drawn as pictures; only a press imports it."""

from __future__ import annotations

import io

import pypdfium2
from pypdfium2 import raw

#: Shades in a picture: text and a few drawings need no more, and a file is a third as large.
SHADES = 256


def draw(
    pdf: bytes, *, width: int, page: int, at: str, most: int
) -> tuple[bytes, dict[str, list[int]]]:
    """Return pictures of pages, one after the other, with the number and the size of each; as PNG.

    That is the page of this number, or the nearest there is; for 0 the one where the anchor
    ``at`` stands; without an anchor the first ``most`` pages.
    """
    with pypdfium2.PdfDocument(pdf) as file:
        one = page or (_page_of(file, at) if at else 0)
        every = range(1, min(len(file), most) + 1)
        drawn = [min(max(one, 1), len(file))] if one else list(every)
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
