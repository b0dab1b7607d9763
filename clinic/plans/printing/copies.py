"""Whose copy a sheet is: what stands at its foot, and which parts of the plan it may show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from clinic.consents.policy import statement
from clinic.core.words import current_locale, gettext, lazy_gettext
from clinic.plans.document import PlanDocument
from clinic.plans.document.blank import nothing
from clinic.plans.document.parts import Release
from clinic.plans.document.scope import HOUSE

NOTICES = {
    "own": lazy_gettext("This plan is mine. I choose who sees it."),
    "chart": lazy_gettext("Chart copy. Confidential treatment record. Do not leave unattended."),
    "draft": lazy_gettext("Draft. Not signed off."),
}
COPIES = (*NOTICES, "recipient")
SIGNERS = {
    "client": lazy_gettext("Client"),
    "representative": lazy_gettext("Representative"),
    "counselor": lazy_gettext("Counselor"),
    "supervisor": lazy_gettext("Supervisor"),
}
#: Words of settings that a new clinic has; what it writes itself is printed as written.
SETTINGS = (
    lazy_gettext("Someone is in danger, or has overdosed"),
    lazy_gettext("Stay with them. Give naloxone if you have it."),
    lazy_gettext("I think about suicide, or I need to talk now"),
    lazy_gettext("Call or text. Free. Day and night."),
    lazy_gettext("At night, press 2 for the on-call counselor."),
    lazy_gettext("Day and night."),
)
KINDS = ("step", "clinical", "mutual", "online", "program", "visit", "own")


@dataclass(frozen=True)
class Copy:
    """A copy, as a template asks about it.

    ``name`` is own, recipient, chart or draft; ``discreet`` leaves the clinic's name off.
    """

    name: str = "own"
    release: Release | None = None
    discreet: bool = False

    @property
    def notice(self) -> str:
        """The last line at the foot of each page."""
        return statement.SHORT if self.release else str(NOTICES[self.name])

    @property
    def is_for_staff(self) -> bool:
        """Whether staff or another provider reads it, who know the codes of the field."""
        return self.name in ("chart", "recipient")

    def shows(self, plan: PlanDocument, *names: str) -> bool:
        """Whether one of these parts has its place on this copy.

        A part with nothing in it has lines to write on, but not for somebody else.
        """
        if not self.release:
            return True
        empty = {part.name: nothing(part) for part in fields(plan)}
        return any(getattr(plan, name) != empty[name] for name in names)

    def kinds(self, plan: PlanDocument) -> list[str]:
        """Return the kinds of things in the week, for the key of its shapes."""
        parts = (day.morning + day.afternoon + day.evening for day in plan.week)
        found = {item.kind for items in (*parts, plan.by_appointment) for item in items}
        return [kind for kind in KINDS if kind in found]

    def said(self, words: str) -> str:
        """Return words of the clinic's settings in the language of the sheet, or marked."""
        translated = gettext(words) if words else ""
        if not words or translated != words or current_locale().startswith("en"):
            return translated
        return f"{words} {gettext('(in English)')}"

    def signer(self, part: str) -> str:
        """Return in what part somebody signed, in words."""
        return str(SIGNERS.get(part, part))


def limited(document: PlanDocument, parts: Iterable[str]) -> PlanDocument:
    """Return a plan with these parts, by the names of its fields, and no others."""
    shown = HOUSE | set(parts)
    shut = {part.name: nothing(part) for part in fields(document) if part.name not in shown}
    return replace(document, **shut)
