"""Pictures of a plan's pages: those that a section of the editor shows on, or every one."""

from __future__ import annotations

from flask import current_app

from clinic.core import pdf
from clinic.plans.document import PlanDocument
from clinic.plans.printing.blocks import PRINTED, run_of
from clinic.plans.printing.paper import drawings, page_of

#: How many dots wide a picture is: the editor's column, and a thumb's width, on a sharp screen.
COLUMN, THUMB = 504, 240
#: A picture is waited for only so long: the one before it stays meanwhile.
SECONDS = 4


def draw_section(plan: PlanDocument, section: str, page: int = 0) -> pdf.Pictures:
    """Draw one of the pages that a section of the editor shows on, and count them.

    They look as they will in the whole plan, but for the number of the page. ``page`` counts
    from 1 on; without it, the one where the section stands is drawn. Hold no transaction open
    meanwhile. Raises :class:`clinic.core.pdf.RenderFailed` when it cannot be had soon.
    """
    block = PRINTED[section]
    html = page_of(plan, run=run_of(plan, block), here=block)
    return _drawn(html, width=COLUMN, page=page, at="here")


def draw_plan(plan: PlanDocument) -> pdf.Pictures:
    """Draw every page of a plan, small; as :func:`draw_section` otherwise."""
    return _drawn(page_of(plan), width=THUMB)


def _drawn(html: str, *, width: int, page: int = 0, at: str = "") -> pdf.Pictures:
    return pdf.draw(
        html,
        width=width,
        page=page,
        at=at,
        seconds=min(SECONDS, current_app.config["RENDER_SECONDS"]),
        assets=drawings(),
        strict=current_app.testing,
    )
