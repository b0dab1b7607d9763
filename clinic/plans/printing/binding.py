"""Many plans laid out at once, and put together into one file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from io import BytesIO

from flask import current_app

from clinic.core import pdf
from clinic.core.pdf import RenderFailed
from clinic.plans.document import PlanDocument
from clinic.plans.models import BatchWhat
from clinic.plans.printing.paper import PrintedPlan, lay_out, page_of

#: The earliest moment a ZIP can tell: the same plans make the same file whatever the hour.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def lay_out_all(
    documents: Sequence[PlanDocument], what: BatchWhat
) -> list[PrintedPlan | RenderFailed]:
    """Lay a few documents out, all at once; for one that cannot be, return the refusal.

    Hold no transaction open. The words are put together here, one document after another, since
    each has a language of its own; only waiting for the presses is done side by side.
    """
    pages = [_page(document, what) for document in documents]
    with ThreadPoolExecutor(max(len(pages), 1)) as at_once:
        return [
            job.result() for job in [at_once.submit(copy_context().run, _try, p) for p in pages]
        ]


def _page(document: PlanDocument, what: BatchWhat) -> str:
    if what is BatchWhat.LARGE:
        return page_of(replace(document, size="large"))
    return page_of(document, part=what.value)


def _try(page: str) -> PrintedPlan | RenderFailed:
    try:
        return lay_out(page)
    except RenderFailed as refusal:
        return refusal


def as_one(pdfs: Iterable[bytes], *, front: bool) -> bytes:
    """Return plans as one PDF for the printer; ``front`` begins each on the front of a sheet.

    For paper only: the tags that a screen reader needs are lost. Raises :class:`RenderFailed`.
    """
    return pdf.bind(pdfs, front=front, seconds=current_app.config["RENDER_SECONDS"]).pdf


def as_zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return plans as a ZIP, each under its name; they are compressed already, so stored.

    Each is read only when its turn comes: in memory are the whole file and one plan.
    """
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as bundle:
        for name, content in files:
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.external_attr = 0o600 << 16
            bundle.writestr(entry, content)
    return whole.getvalue()
