"""What the sheets that go with a plan need to know beyond its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from clinic.plans.document import PlanDocument
from clinic.plans.document.parts import CalendarDay, CalendarEntry
from clinic.plans.document.shape import GroupCard
from clinic.plans.printing.blocks import BLOCKS, openers

#: Rows of the journal, slips on a page, and how much of a pocket card's panel words may take.
JOURNAL_ROWS, SLIPS, PANEL_ROWS, PANEL_WIDTH = 12, 8, 6, 34
Meeting = tuple[CalendarDay | None, CalendarEntry | None]
Week = tuple[CalendarDay | None, ...]


def weeks(days: tuple[CalendarDay, ...]) -> list[Week]:
    """Return the weeks that hold these days, from Sunday on; nothing where there is no day."""
    if not days:
        return [(None,) * 7] * 5
    known = {date.fromisoformat(day.iso): day for day in days}
    first, last = min(known), max(known)
    sunday = first - timedelta(days=(first.weekday() + 1) % 7)
    count = (last - sunday).days // 7 + 1
    return [
        tuple(known.get(sunday + timedelta(days=7 * row + day)) for day in range(7))
        for row in range(count)
    ]


def meetings(plan: PlanDocument, count: int) -> list[Meeting]:
    """Return the coming group meetings of the calendar, and empty ones up to ``count``."""
    found: list[Meeting] = [
        (day, entry) for day in plan.calendar for entry in day.entries if entry.mark == "group"
    ]
    return (found + [(None, None)] * count)[:count]


def next_group(plan: PlanDocument) -> GroupCard | None:
    """Return the card of the group that meets first, as far as the plan says."""
    cards = {card.name: card for card in reversed(plan.groups)}
    coming = (entry.words for _day, entry in meetings(plan, SLIPS) if entry)
    first = next((cards[name] for name in coming if name in cards), None)
    return first or (plan.groups[0] if plan.groups else None)


def shortened(words: str, width: int = PANEL_WIDTH) -> str:
    """Return words cut to a width, at a gap if there is one."""
    if len(words) <= width:
        return words
    kept = words[: width - 1]
    gap = kept.rfind(" ")
    return f"{kept[:gap] if gap > width // 2 else kept}…"


def fitting(lines: Iterable[str], rows: int = PANEL_ROWS) -> list[str]:
    """Return as many lines as a panel of the pocket card has room for, none over two rows."""
    kept: list[str] = []
    for line in lines:
        short = shortened(line, 2 * PANEL_WIDTH - 4)
        rows -= 1 if len(short) <= PANEL_WIDTH else 2
        if rows < 0:
            break
        kept.append(short)
    return kept


#: What the template of a sheet is given besides the plan.
EXTRAS: dict[str, Callable[[PlanDocument], dict[str, Any]]] = {
    "plan": lambda plan: {"blocks": BLOCKS, "begins": openers(plan)},
    "calendar": lambda plan: {"weeks": weeks(plan.calendar)},
    "journal": lambda plan: {"meetings": meetings(plan, JOURNAL_ROWS)},
    "slips": lambda plan: {"meetings": meetings(plan, SLIPS)},
    "early-exit": lambda plan: {"next_group": next_group(plan)},
    "pocket": lambda _plan: {"fitting": fitting, "shortened": shortened},
}
