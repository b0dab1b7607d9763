"""What a reading of a source did, or would do, in words."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from clinic.core.formats import clock, weekday_name
from clinic.core.words import LazyString, ngettext
from clinic.core.words import gettext as _now
from clinic.core.words import lazy_gettext as _
from clinic.groups.models import (
    ChangeKind,
    DirectorySource,
    ImportChange,
    ImportIssue,
    ImportRun,
    RunStatus,
)
from clinic.groups.policy.fields import PLACE_FIELDS
from clinic.groups.policy.history import FIELDS, KINDS
from clinic.groups.policy.labels import ATTENDANCE, LANGUAGES, OPENNESS, TRAITS

RUN_STATUSES: dict[RunStatus, LazyString] = {
    RunStatus.PREVIEWED: _("Not applied yet"),
    RunStatus.HELD: _("Held"),
    RunStatus.APPLIED: _("Applied"),
    RunStatus.REFUSED: _("Refused"),
    RunStatus.DISCARDED: _("Discarded"),
    RunStatus.UNDONE: _("Undone"),
}
#: Those that wait for somebody to decide.
OPEN = (RunStatus.PREVIEWED, RunStatus.HELD)
UNDO_WITHIN = timedelta(hours=24)
#: The parts of a run's page: a word for the address, and which changes it holds.
TABS: dict[str, tuple[ChangeKind, ...]] = {
    "new": (ChangeKind.NEW,),
    "changed": (ChangeKind.CHANGED, ChangeKind.RETURNED),
    "gone": (ChangeKind.MISSING,),
    "moved": (ChangeKind.REMATCHED,),
    "unclear": (ChangeKind.AMBIGUOUS,),
    "problems": (),
}
#: Shown only when there is something in them.
RARE = ("moved", "unclear")
TAB_WORDS: dict[str, LazyString] = {
    "new": _("New"),
    "changed": _("Changed"),
    "gone": _("Gone"),
    "moved": _("New id only"),
    "unclear": _("Unclear"),
    "problems": _("Problems"),
}
_CHOICES: dict[str, Mapping[Any, Any]] = {
    "kind": KINDS,
    "attendance": ATTENDANCE,
    "openness": OPENNESS,
    "languages": LANGUAGES,
    "traits": TRAITS,
    "wheelchair": {"yes": _("Yes"), "no": _("No"), "not_stated": _("Not stated")},
}
_WEEKS = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), 5: _("fifth")}
_WEEKS[-1] = _("last")


#: Read by machines only.
_UNSAID = ("types", "minutes_assumed", "latitude", "longitude")
_MORE_FIELDS = {
    "weeks": _("Weeks of the month"),
    "country": _("Country"),
    "position": _("Place on the map"),
    "approximate": _("Address is only about right"),
}
_LABELS: Mapping[str, Any] = {**FIELDS, **_MORE_FIELDS}
_OF_A_PLACE = {*PLACE_FIELDS, "venue", "country", "position", "approximate"}


@dataclass(frozen=True)
class Difference:
    """One fact of a meeting: what it is called, what it said, what it says.

    ``ours`` is a fact that the clinic had corrected: it stays unless somebody wants the feed's.
    """

    field: str
    label: str
    before: str
    after: str
    ours: bool = False


def differences(change: ImportChange, ours: Collection[str] = ()) -> list[Difference]:
    """Return the facts in which a change differs, in words; ``ours`` are those we corrected."""
    before, after = _said(change.before), _said(change.after)
    fields = sorted({*before, *after}, key=_place_of)
    told = [
        Difference(
            field,
            str(_LABELS.get(field, field.replace("_", " ").capitalize())),
            fact_words(field, before.get(field)),
            fact_words(field, after.get(field)),
            field in ours or ("venue" in ours and field in _OF_A_PLACE),
        )
        for field in fields
    ]
    return [one for one in told if one.before != one.after]


def _said(facts: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the facts that people read, the two numbers of a position as one."""
    given = facts or {}
    said = {field: value for field, value in given.items() if field not in _UNSAID}
    where = [given.get("latitude"), given.get("longitude")]
    if any(value is not None for value in where):
        said["position"] = where
    return said


def _place_of(field: str) -> tuple[int, str]:
    known = list(_LABELS)
    return (known.index(field) if field in known else len(known), field)


def fact_words(field: str, value: Any) -> str:
    """Return a fact as it is kept with a change (JSON) in the words of a screen."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return str(_now("Yes") if value else _now("No"))
    if field == "weekday" and value in range(7):
        return weekday_name(value)
    if field == "starts_at" and isinstance(value, str):
        return _clock(value)
    if field == "weeks" and isinstance(value, list):
        return ", ".join(str(_WEEKS.get(week, week)) for week in value)
    if isinstance(value, list):
        return ", ".join(_choice(field, one) for one in value)
    if isinstance(value, dict):
        return ", ".join(fact_words(key, one) for key, one in value.items() if one)
    return _choice(field, value)


def _choice(field: str, value: Any) -> str:
    words = _CHOICES.get(field, {})
    return str(words.get(value, value))


def _clock(text: str) -> str:
    try:
        return clock(time.fromisoformat(text))
    except ValueError:
        return text


def counts_words(counts: Mapping[str, Any], *, past: bool = False) -> str:
    """Return "212 read. 3 new, 9 changed, 2 gone, 197 the same, 1 could not be read."."""

    def of(name: str) -> int:
        value = counts.get(name, 0)
        return value if isinstance(value, int) else 0

    said = [
        _now("%(n)s new", n=f"{of('new'):,}"),
        _now("%(n)s changed", n=f"{of('changed'):,}"),
        _now("%(n)s gone", n=f"{of('missing'):,}"),
        _now("%(n)s the same", n=f"{of('same'):,}"),
    ]
    rare = {
        "returned": _now("%(n)s back again", n=f"{of('returned'):,}"),
        "rematched": _now("%(n)s known under a new id", n=f"{of('rematched'):,}"),
        "ambiguous": _now("%(n)s unclear", n=f"{of('ambiguous'):,}"),
        "skipped": _now("%(n)s could not be read", n=f"{of('skipped'):,}"),
    }
    said += [words for name, words in rare.items() if of(name)]
    read = _now("%(n)s read.", n=f"{of('read'):,}")
    return f"{read} {', '.join(said)}."


def applied_words(groups: int) -> str:
    """Return how many groups an applied run changed."""
    if not groups:
        return _now("No group changed.")
    return ngettext("%(num)s group changed.", "%(num)s groups changed.", groups)


def undo_until(run: ImportRun) -> datetime | None:
    """Return until when a run can be taken back; None when it cannot."""
    if run.status is not RunStatus.APPLIED:
        return None
    return (run.decided_at or run.at) + UNDO_WITHIN


def suggestion(issue: ImportIssue) -> str:
    """Return the word that was probably meant where a day of the week is misspelled."""
    if issue.field not in ("day", "days", "weekday") or issue.after:
        return ""
    days = {weekday_name(day).casefold(): weekday_name(day) for day in range(7)}
    near = difflib.get_close_matches(issue.before.strip().casefold()[:40], days, 1, 0.7)
    return days[near[0]] if near and near[0] != issue.before.strip().casefold() else ""


def issue_words(issue: ImportIssue) -> str:
    """Return "day is 'Thurday'", or the field alone when it said nothing."""
    if issue.before:
        return _now("%(field)s is '%(value)s'", field=issue.field, value=issue.before[:200])
    return issue.field


def is_open(run: ImportRun) -> bool:
    """Say whether somebody still has to decide about a run."""
    return run.status in OPEN


def is_held(run: ImportRun) -> bool:
    """Say whether a run waits for the word of somebody who looked at why it is unusual."""
    return is_open(run) and bool(run.reasons)


def shown_tabs(counts: Mapping[str, int]) -> Iterable[str]:
    """Return the parts of a run's page, the rare ones only when they hold something."""
    return [tab for tab in TABS if tab not in RARE or counts.get(tab)]


def next_read(source: DirectorySource) -> datetime | None:
    """Return when a source is fetched next by itself; None when only by hand."""
    if not source.url or not source.refresh_hours:
        return None
    last = source.tried_at or source.created_at
    return last + timedelta(hours=source.refresh_hours if source.tried_at else 0)


def file_name(text: str) -> str:
    """Return the name of a file without its folders and without letters nobody can see."""
    name = text.replace("\\", "/").rpartition("/")[2]
    plain = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(plain.split())[-200:]
