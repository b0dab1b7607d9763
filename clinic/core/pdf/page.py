"""The one place that calls WeasyPrint; only a press imports it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any

from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from clinic.core.pdf import archive as archiving
from clinic.core.pdf import faster
from clinic.core.pdf.fonts import printable
from clinic.core.pdf.tags import finish


class AssetFetcher(URLFetcher):  # type: ignore[misc]
    """Serve the drawings given, and refuse every other address."""

    def __init__(self, assets: dict[str, str]) -> None:
        super().__init__(allowed_protocols=())
        self._assets = assets

    def fetch(self, url: str, headers: object = None) -> Any:
        """Return a drawing by its name."""
        name = url.removeprefix("asset:")
        if name == url or name not in self._assets:
            raise ValueError("this page may not fetch anything but its own drawings")
        drawing = self._assets[name].encode()
        return URLFetcherResponse(url, drawing, {"Content-Type": "image/svg+xml"})


class Complaints(logging.Handler):
    """Collect what the layout warns about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.heard.append(record.getMessage())


STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
#: The styles of all kinds of pages we have, with room to spare.
STYLES_KEPT = 32
_fonts = FontConfiguration()
faster.apply()
_log = logging.getLogger("weasyprint")
_log.propagate = False


def lay_out(
    html: str,
    assets: dict[str, str],
    archive: bool = False,
    attachments: Mapping[str, str] | None = None,
) -> tuple[bytes, int, list[str]]:
    """Return the PDF of a page, how many sheets it takes, and what the layout complained about.

    What stands in its ``<style>`` elements is parsed once for all the pages that say the same.
    """
    variant, finisher = ("pdf/a-3a", archiving.finish) if archive else ("pdf/ua-1", finish)
    with _listening() as heard:
        words = printable(html)
        styles = [parsed(style) for style in STYLE.findall(words)]
        page = HTML(string=STYLE.sub("", words), url_fetcher=AssetFetcher(assets), base_url=None)
        sheets = [sheet for sheet, _complaints in styles]
        laid = page.render(pdf_variant=variant, font_config=_fonts, stylesheets=sheets)
        attached = [_attached(laid, *file) for file in (attachments or {}).items()]
        pdf = laid.write_pdf(pdf_variant=variant, finisher=finisher, attachments=attached)
    return bytes(pdf), len(laid.pages), [line for _sheet, told in styles for line in told] + heard


@lru_cache(STYLES_KEPT)
def parsed(style: str) -> tuple[CSS, list[str]]:
    """Return a style sheet ready for use, and what there is to complain about in it."""
    with _listening() as heard:
        sheet = CSS(string=style, font_config=_fonts, url_fetcher=AssetFetcher({}))
    return sheet, heard


@contextmanager
def _listening() -> Iterator[list[str]]:
    complaints = Complaints()
    earlier, _log.handlers = _log.handlers, [complaints]
    try:
        yield complaints.heard
    finally:
        _log.handlers = earlier


def _attached(laid: Document, name: str, text: str) -> Attachment:
    """Return a file to go inside, dated as its page is: the same page stays the same bytes."""
    dated = datetime.fromisoformat(laid.metadata.created or "1970-01-01")
    facts = {"created": dated, "modified": dated, "relationship": "Supplement"}
    return Attachment(string=text, name=name, url_fetcher=AssetFetcher({}), **facts)
