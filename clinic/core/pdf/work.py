"""What a press is asked to do; only a press imports it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from clinic.core.pdf import bound, page, raster


def do(asked: Mapping[str, Any]) -> tuple[bytes, dict[str, Any]]:
    """Lay a page out and, if so asked, draw it; or put finished PDFs into one.

    Returns what was made and what is said of it: ``pages`` and ``warnings`` at least.
    """
    if "bind" in asked:
        pdfs = map(base64.b64decode, asked["bind"]["pdfs"])
        body, pages = bound.bind(pdfs, front=asked["bind"]["front"])
        return body, {"pages": pages, "warnings": []}
    body, pages, warnings = page.lay_out(**asked["page"])
    body, drawn = raster.draw(body, **asked["draw"]) if "draw" in asked else (body, {})
    return body, {"pages": pages, "warnings": warnings, **drawn}
