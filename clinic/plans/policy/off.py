"""Days on which a group may not meet or the clinic is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import holidays

from clinic.core.words import lazy_gettext as _
from clinic.plans.policy.rules import Rules

#: The names the ``holidays`` library gives in English, for the languages it does not speak.
NAMES = {
    "New Year's Day": _("New Year's Day"),
    "Martin Luther King Jr. Day": _("Martin Luther King Jr. Day"),
    "Washington's Birthday": _("Washington's Birthday"),
    "Memorial Day": _("Memorial Day"),
    "Juneteenth National Independence Day": _("Juneteenth"),
    "Independence Day": _("Independence Day"),
    "Labor Day": _("Labor Day"),
    "Columbus Day": _("Columbus Day"),
    "Veterans Day": _("Veterans Day"),
    "Thanksgiving Day": _("Thanksgiving Day"),
    "Christmas Eve": _("Christmas Eve"),
    "Christmas Day": _("Christmas Day"),
    "New Year's Eve": _("New Year's Eve"),
}
OBSERVED = " (observed)"


@dataclass(frozen=True)
class Off:
    """A day off: the public holiday it is, and why the clinic is closed, if it is."""

    holiday: str = ""
    closed: str = ""


def is_known(region: str) -> bool:
    """Whether the public holidays of a country, or of a state such as "US-OR", are known."""
    try:
        _calendar(region, 2026)
    except (NotImplementedError, KeyError, ValueError):
        return False
    return True


def days_off(first: date, last: date, rules: Rules) -> dict[date, Off]:
    """Return the days off from the first day to the last, both counted."""
    found = {}
    if rules.holidays and is_known(rules.holidays):
        for year in range(first.year, last.year + 1):
            named = _calendar(rules.holidays, year)
            found.update({day: Off(holiday=_said(name)) for day, name in named.items()})
    closed_word = str(_("The clinic is closed"))
    for day, why in rules.closed().items():
        found[day] = Off(found.get(day, Off()).holiday, why or closed_word)
    return {day: off for day, off in sorted(found.items()) if first <= day <= last}


def _calendar(region: str, year: int) -> dict[date, str]:
    country, _dash, state = region.partition("-")
    return dict(holidays.country_holidays(country, subdiv=state or None, years=year))


def _said(name: str) -> str:
    plain = name.split("; ")[0].removesuffix(OBSERVED)
    return str(NAMES.get(plain, plain))
