"""A plan and the sheets that go with it, laid out on paper."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app, render_template

from clinic.core import pdf
from clinic.core.words import speaking
from clinic.plans.document import PlanDocument
from clinic.plans.document import digest as digest_of
from clinic.plans.document.parts import Release
from clinic.plans.printing.copies import COPIES, Copy, limited
from clinic.plans.printing.ics import calendar_file
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
    its parts; no other may have one. A chart copy is made for the archive, and the plan's has
    the calendar file inside. ``discreet`` leaves the clinic's name off. As with
    :func:`print_plan`, hold no transaction open. Raises :class:`ValueError` for a copy that
    there cannot be.
    """
    page = page_of(document, part=part, copy=copy, release=release, discreet=discreet)
    attached = _attached(document) if (part, copy) == ("plan", "chart") else None
    return lay_out(page, archive=copy == "chart", attachments=attached)


def lay_out(
    page: str, *, archive: bool = False, attachments: Mapping[str, str] | None = None
) -> PrintedPlan:
    """Lay a page of :func:`page_of` out on paper, as :func:`clinic.core.pdf.render` does."""
    paper = pdf.render(
        page,
        seconds=current_app.config["RENDER_SECONDS"],
        assets=drawings(),
        archive=archive,
        attachments=attachments,
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
    **given: Any,
) -> str:
    """Return one sheet as HTML, complete in itself; the arguments of :func:`print_part`.

    The template gets what is ``given`` besides.
    """
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
            **given,
        )


def _attached(document: PlanDocument) -> dict[str, str]:
    file = calendar_file(document)
    return {"calendar.ics": file.decode()} if file else {}


def _refuse_unlawful(part: str, copy: str, release: Release | None) -> None:
    if part not in PARTS or copy not in COPIES:
        raise ValueError(f"there is no {part} as a copy {copy}")
    if (copy == "recipient") is not (release is not None):
        raise ValueError("a copy for a recipient, and no other, needs a release")
    if release and part != "plan":
        raise ValueError(f"the sheet {part} is for the client alone")


def mark_of(document: PlanDocument) -> str:
    """Return eight characters that differ for every other wording of a plan."""
    digest = digest_of(document.as_json()).upper()
    return f"{digest[:4]}-{digest[4:8]}"


def unprintable(document: PlanDocument) -> list[str]:
    """Return the characters that no font of ours has, for the check before signing off."""
    return pdf.missing(json.dumps(document.as_json(), ensure_ascii=False))


def drawings() -> dict[str, str]:
    """Return the drawings that printed pages may ask for, by their names."""
    folder = Path(str(current_app.template_folder)) / "plans" / "print" / "art"
    return {file.name: file.read_text("utf-8") for file in sorted(folder.glob("*.svg"))}
