"""Several PDFs put into one for the printer; only a press imports it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from io import BytesIO

import pypdfium2

#: What PDFium writes of its own: the hour, before any page, and two marks drawn by lot, at the end.
_HOUR = re.compile(rb"/CreationDate\(D:[^()]{0,40}\)")
_MARKS = re.compile(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\](?=>>\r\nstartxref)")


def bind(pdfs: Iterable[bytes], *, front: bool) -> tuple[bytes, int]:
    """Return the pages of all these PDFs as one, in order, and how many pages that is.

    ``front`` puts an empty page after each odd end, so that printed on both sides every PDF
    begins on the front of a sheet. The one file is for paper: it has no tags, bookmarks, title or
    other metadata. The same PDFs give the same bytes. Raises
    :class:`pypdfium2.PdfiumError` for what is no PDF.
    """
    whole = pypdfium2.PdfDocument.new()
    last = (0.0, 0.0)
    for each in pdfs:
        if front and len(whole) % 2:
            whole.new_page(*last).close()
        part = pypdfium2.PdfDocument(each)
        whole.import_pages(part)
        last = part.get_page_size(len(part) - 1)
        part.close()
    file, pages = BytesIO(), len(whole)
    whole.save(file)
    whole.close()
    return _without_chance(file.getvalue()), pages


def _without_chance(pdf: bytes) -> bytes:
    """Return a file of the same length without the hour, marked by its content."""
    pdf = _HOUR.sub(lambda found: b" " * len(found[0]), pdf, count=1)
    found = _MARKS.search(pdf, max(len(pdf) - 400, 0))
    if found is None:
        return pdf
    mark = hashlib.sha256(pdf[: found.start()]).hexdigest()[:32].upper().encode()
    return pdf[: found.start()] + b"/ID[<%b><%b>]" % (mark, mark) + pdf[found.end() :]
