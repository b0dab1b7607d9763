"""The one place that calls WeasyPrint; only a press imports it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from weasyprint import HTML, Attachment, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from clinic.core.pdf import archive as archiving
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


_fonts = FontConfiguration()
_log = logging.getLogger("weasyprint")
_log.propagate = False


def lay_out(
    html: str,
    assets: dict[str, str],
    archive: bool = False,
    attachments: Mapping[str, str] | None = None,
) -> tuple[bytes, int, list[str]]:
    """Return the PDF of a page, how many sheets it takes, and what the layout complained about."""
    variant, finisher = ("pdf/a-3a", archiving.finish) if archive else ("pdf/ua-1", finish)
    complaints = Complaints()
    _log.addHandler(complaints)
    try:
        page = HTML(string=printable(html), url_fetcher=AssetFetcher(assets), base_url=None)
        laid = page.render(pdf_variant=variant, font_config=_fonts)
        attached = [_attached(laid, *file) for file in (attachments or {}).items()]
        pdf = laid.write_pdf(pdf_variant=variant, finisher=finisher, attachments=attached)
    finally:
        _log.removeHandler(complaints)
    return bytes(pdf), len(laid.pages), complaints.heard


def _attached(laid: Document, name: str, text: str) -> Attachment:
    """Return a file to go inside, dated as its page is: the same page stays the same bytes."""
    dated = datetime.fromisoformat(laid.metadata.created or "1970-01-01")
    facts = {"created": dated, "modified": dated, "relationship": "Supplement"}
    return Attachment(string=text, name=name, url_fetcher=AssetFetcher({}), **facts)
