"""Consents and accountings on paper."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template

from clinic.consents.document import AccountingDocument, ConsentDocument
from clinic.core import pdf
from clinic.core.words import speaking


def print_consent(document: ConsentDocument) -> pdf.Paper:
    """Lay a consent out, before it is signed or as it was.

    Hold no transaction open meanwhile: it takes about a second. Raises
    :class:`clinic.core.pdf.RenderFailed`, a rule broken, when the page cannot be made in time.
    """
    return print_sheet("consents/print/consent.html", document)


def print_accounting(document: AccountingDocument) -> pdf.Paper:
    """Lay out what was shared. As with a consent, hold no transaction open."""
    return print_sheet("consents/print/accounting.html", document)


def print_sheet(template: str, sheet: Any, **page: Any) -> pdf.Paper:
    """Lay out a template of the family, in the language of the sheet."""
    with speaking(sheet.language):
        html = render_template(template, sheet=sheet, **page)
    return pdf.render(
        html, seconds=current_app.config["RENDER_SECONDS"], strict=current_app.testing
    )
