"""What a plan is taken apart into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from clinic.core.words import LazyString
from clinic.core.words import lazy_gettext as _

Facts = tuple[tuple[str, str], ...]

#: The parts of a plan in the order they are told in, with the heading of each.
HEADINGS: dict[str, LazyString] = {
    "client": _("Name"),
    "leaves": _("I leave on"),
    "medicines": _("My medicines"),
    "allergies": _("Allergies"),
    "doses": _("My next dose"),
    "groups": _("My groups"),
    "appointments": _("My appointments and calls"),
    "contacts": _("How we stay in touch"),
    "week": _("My week"),
    "closed": _("My 30 days"),
    "crisis_lines": _("Who to call now"),
    "clinic": _("The clinic"),
    "counselor": _("Counselor"),
    "people": _("People I can call"),
    "contact": _("How to reach me"),
    "safety": _("If I use again"),
    "naloxone": _("Naloxone"),
    "remember": _("The one thing I want to remember"),
    "goals": _("My goals, in my words"),
    "why": _("Why this matters to me"),
    "helps": _("What helps me"),
    "strengths": _("My strengths"),
    "gains": _("What I have gained"),
    "signs": _("I notice my warning signs"),
    "acts": _("I do something on my own"),
    "places": _("I go somewhere, or be with someone"),
    "callers": _("I call someone and say it out loud"),
    "pairs": _("When this happens"),
    "crisis": _("My crisis steps"),
    "life_areas": _("What I still take care of"),
    "level": _("My care now and next"),
    "sharing": _("Who can see what"),
    "taught": _("I told back in my own words"),
    "first_days": _("My first 3 days"),
    "usual": _("My week"),
    "calendar": _("My 30 days"),
}
#: Parts that only say once more, by day, what the others say.
DERIVED = ("first_days", "usual", "calendar")


class Item(NamedTuple):
    """One thing a plan says: the part it stands in, its name there, and what is said of it.

    ``facts`` are pairs of a heading, empty for what everybody asks first, and the words. Items of
    one part have the same number of them. A line of a list has no name.
    """

    part: str
    name: str
    facts: Facts

    @property
    def heading(self) -> str:
        """The heading of its part."""
        return str(HEADINGS[self.part])

    @property
    def said(self) -> list[tuple[str, str]]:
        """The facts of which something is said."""
        return [fact for fact in self.facts if fact[1]]

    @property
    def words(self) -> str:
        """All that is said of it, in one line."""
        return joined(self.name, *(f"{head}: {said}" if head else said for head, said in self.said))


def joined(*parts: str) -> str:
    """Return the parts that say something, with commas between them."""
    return ", ".join(part for part in parts if part)


def lines(part: str, said: Iterable[str]) -> Iterator[Item]:
    """Yield an item without a name for each line."""
    for line in said:
        yield Item(part, "", (("", line),))
