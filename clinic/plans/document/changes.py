"""What changed between two copies of a plan, in lines a client can read.

Things are known again by their part and their name: a group, a medicine with its strength, a
person. Two of the same name are told apart by what is the same about them. What stands in both
and differs gives a line for each fact; what stands in one gives a line with all of it. A name
that changed is one thing less and one thing more: nothing is guessed, and nothing dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from clinic.core.formats import language_name
from clinic.core.words import gettext, speaking
from clinic.plans.document.apart import DERIVED, HEADINGS, Item, taken_apart
from clinic.plans.document.parts import Changed
from clinic.plans.document.shape import PlanDocument

#: The same thing as the document compared has it, and as it is told.
Telling = Mapping[Item, Item]


def changes(
    before: PlanDocument, after: PlanDocument, *, as_before: PlanDocument | None = None
) -> tuple[Changed, ...]:
    """Return what differs, in the language of the later document; nothing when nothing does.

    ``as_before`` is the later document composed in the language of the earlier one, when the two
    differ: then both are compared in that language, so that Thursday and jueves are the same day,
    and a line says that the language is another one. What a line says of before stays in the
    words of the old paper. Without ``as_before`` two languages are compared as they stand: too
    much is said then, never too little. A part that an older document did not have is new.

    The week, the first days and the calendar say again what groups, appointments, medicines and
    calls say; they have lines of their own only when nothing else explains why they differ.
    """
    with speaking(after.language):
        old, told = taken_apart(before), taken_apart(after)
        new = taken_apart(as_before or after)
        if len(new) != len(told):
            new = told
        found = _by_part(old, new, dict(zip(new, told, strict=True)))
        plain = [line for part in HEADINGS if part not in DERIVED for line in found[part]]
        again = [line for part in DERIVED for line in found[part]]
        return (*_language(before, after), *(plain or again))


def since(
    last: PlanDocument, document: PlanDocument, *, as_last: PlanDocument | None = None
) -> PlanDocument:
    """Return a document that says what is new since the copy the client had last."""
    new = changes(last, document, as_before=as_last)
    return replace(document, changes=new, since=last.version)


def _language(before: PlanDocument, after: PlanDocument) -> Iterator[Changed]:
    if before.language != after.language:
        names = language_name(before.language), language_name(after.language)
        yield Changed(gettext("Language"), *names)


def _by_part(
    old: Sequence[Item], new: Sequence[Item], telling: Telling
) -> dict[str, list[Changed]]:
    found = {}
    for part in HEADINGS:
        was = [item for item in old if item.part == part]
        now = [item for item in new if item.part == part]
        lines = [line for pair in _pairs(was, now) for line in _lines(*pair, telling)]
        found[part] = lines or list(_order(was, now, telling))
    return found


def _pairs(old: list[Item], new: list[Item]) -> Iterator[tuple[Item | None, Item | None]]:
    """Yield what differs, each with its counterpart of the same name, if it has one."""
    for name in dict.fromkeys(item.name for item in (*new, *old)):
        was = [item for item in old if item.name == name]
        now = [item for item in new if item.name == name]
        yield from zip_longest(_without(was, now), _without(now, was))


def _without(items: list[Item], others: list[Item]) -> list[Item]:
    """Return the items that have no equal among the others, each equal counted once."""
    equals, found = list(others), []
    for item in items:
        if item in equals:
            equals.remove(item)
        else:
            found.append(item)
    return found


def _lines(was: Item | None, now: Item | None, telling: Telling) -> Iterator[Changed]:
    if now is None or was is None:
        gone = (was.heading, was.words, "") if was else ()
        come = (now.heading, "", telling[now].words) if now else ()
        yield Changed(*(gone or come))
        return
    told = telling[now]
    for (_head, old), (_same, new), (head, words) in zip(
        was.facts, now.facts, told.facts, strict=True
    ):
        if old != new:
            what = told.name or told.heading
            yield Changed(f"{what}: {head}" if head else what, old, words)


def _order(was: list[Item], now: list[Item], telling: Telling) -> Iterator[Changed]:
    """Yield that the same things stand in another order."""
    if was != now:
        order = [item.name or item.words for item in was]
        told = [telling[item] for item in now]
        yield Changed(now[0].heading, "; ".join(order), "; ".join(t.name or t.words for t in told))
