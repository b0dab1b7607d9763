"""A plan and the sheets that go with it, laid out on paper."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from flask import current_app, render_template

from clinic.core import pdf
from clinic.core.words import speaking
from clinic.plans.document import PlanDocument
from clinic.plans.document.parts import Release
from clinic.plans.printing.copies import COPIES, Copy, limited
from clinic.plans.printing.sheets import EXTRAS

#: The sheets of the family, with the template of each.
PARTS = {
    "plan": "plan.html",
    "pocket": "pocket.html",
    "calendar": "calendar.html",
    "journal": "journal.html",
    "slips": "slips.html",
    "early-exit": "early_exit.html",
    "changes": "changes.html",
}


@dataclass(frozen=True)
class PrintedPlan:
    """The paper of a plan: its bytes, their SHA-256, and how many pages."""

    pdf: bytes
    sha256: str
    pages: int


def print_plan(document: PlanDocument) -> PrintedPlan:
    """Lay the client's own plan out on paper.

    Hold no transaction open meanwhile: it takes about a second. Raises
    :class:`clinic.core.pdf.RenderFailed`, a rule broken, when the page cannot be made in time.
    """
    return print_part(document)


def print_part(
    document: PlanDocument,
    *,
    part: str = "plan",
    copy: str = "own",
    release: Release | None = None,
    discreet: bool = False,
) -> PrintedPlan:
    """Lay out one sheet of the family, by its name in :data:`PARTS`, as a copy for somebody.

    ``copy`` is one of :data:`COPIES`. A copy for a recipient needs a ``release`` and shows only
    its parts; no other may have one. ``discreet`` leaves the clinic's name off. As with
    :func:`print_plan`, hold no transaction open. Raises :class:`ValueError` for a copy that
    there cannot be.
    """
    return lay_out(page_of(document, part=part, copy=copy, release=release, discreet=discreet))


def lay_out(page: str) -> PrintedPlan:
    """Lay a page of :func:`page_of` out on paper."""
    paper = pdf.render(
        page,
        seconds=current_app.config["RENDER_SECONDS"],
        assets=_drawings(),
        strict=current_app.testing,
    )
    return PrintedPlan(paper.pdf, hashlib.sha256(paper.pdf).hexdigest(), paper.pages)


def page_of(
    document: PlanDocument,
    *,
    part: str = "plan",
    copy: str = "own",
    release: Release | None = None,
    discreet: bool = False,
) -> str:
    """Return one sheet as HTML, complete in itself; the arguments of :func:`print_part`."""
    _refuse_unlawful(part, copy, release)
    mark = mark_of(document)
    shown = limited(document, release.parts) if release else document
    kept = "draft" if document.draft and copy == "own" else copy
    with speaking(document.language):
        return render_template(
            f"plans/print/{PARTS[part]}",
            plan=shown,
            copy=Copy(kept, release, discreet),
            codes={card.link: pdf.qr_code(card.link) for card in shown.groups if card.link},
            mark=mark,
            **(EXTRAS[part](shown) if part in EXTRAS else {}),
        )


def _refuse_unlawful(part: str, copy: str, release: Release | None) -> None:
    if part not in PARTS or copy not in COPIES:
        raise ValueError(f"there is no {part} as a copy {copy}")
    if (copy == "recipient") is not (release is not None):
        raise ValueError("a copy for a recipient, and no other, needs a release")
    if release and part != "plan":
        raise ValueError(f"the sheet {part} is for the client alone")


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
