"""The printed plan: words in, paper out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from flask import current_app, render_template
from flask_babel import force_locale

from clinic.core import pdf
from clinic.plans.document import PlanDocument

LOCALES = {"en": "en_US"}
CARDS_ON_A_PAGE = 4


@dataclass(frozen=True)
class PrintedPlan:
    """The paper of a plan: its bytes, their SHA-256, and how many pages."""

    pdf: bytes
    sha256: str
    pages: int


def print_plan(document: PlanDocument) -> PrintedPlan:
    """Lay the plan out on paper.

    Hold no transaction open meanwhile: it takes about a second. Raises
    :class:`clinic.core.pdf.RenderFailed`, a rule broken, when the page cannot be made in time.
    """
    paper = pdf.render(
        page_of(document),
        seconds=current_app.config["RENDER_SECONDS"],
        assets=_drawings(),
        strict=current_app.testing,
    )
    return PrintedPlan(paper.pdf, hashlib.sha256(paper.pdf).hexdigest(), paper.pages)


def page_of(document: PlanDocument) -> str:
    """Return the plan as HTML, complete in itself."""
    codes = {card.link: pdf.qr_code(card.link) for card in document.groups if card.link}
    with force_locale(LOCALES.get(document.language, "en_US")):
        return render_template(
            "plans/print/plan.html", plan=document, codes=codes, mark=mark_of(document)
        )


def mark_of(document: PlanDocument) -> str:
    """Return eight characters that differ for every other wording of a plan."""
    words = json.dumps(document.as_json(), sort_keys=True).encode()
    digest = hashlib.sha256(words).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


def unprintable(document: PlanDocument) -> list[str]:
    """Return the characters that no font of ours has, for the check before signing off."""
    return pdf.missing(json.dumps(document.as_json(), ensure_ascii=False))


def _drawings() -> dict[str, str]:
    folder = Path(str(current_app.template_folder)) / "plans" / "print" / "art"
    return {file.name: file.read_text("utf-8") for file in sorted(folder.glob("*.svg"))}
