"""``flask --app clinic groups refresh``: for cron or a systemd timer."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from traceback import extract_tb

import click
from flask import current_app
from flask.cli import with_appcontext

from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.words import gettext as _
from clinic.groups import queries
from clinic.groups.feeds import refreshing
from clinic.groups.feeds.addresses import reach_of
from clinic.groups.feeds.refreshing import Outcome, Result
from clinic.groups.models import DirectorySource

#: What the process ends with, the worst first.
STATUSES = {
    2: {Result.FAILED, Result.REFUSED},
    3: {Result.HELD},
}


@click.command("refresh")
@click.option("--source", "name", help="Refresh this source only, whether it is due or not.")
@click.option("--json", "as_json", is_flag=True, help="Print what happened as one JSON object.")
@with_appcontext
def refresh(name: str | None, as_json: bool) -> None:
    """Fetch every source that is due and bring the directory up to date."""
    sources = _chosen(name)
    db.session.commit()
    outcomes = [
        _tell(_refreshed(source, due_only=name is None), quiet=as_json) for source in sources
    ]
    status = _exit_status(outcomes)
    if as_json:
        click.echo(json.dumps({"exit": status, "sources": [_plain(one) for one in outcomes]}))
    elif not outcomes:
        click.echo(_("No source is due."))
    sys.exit(status)


def _chosen(name: str | None) -> Sequence[DirectorySource]:
    if name is None:
        return queries.due_sources(at=now())
    source = queries.source_named(name)
    if source is None:
        raise click.UsageError(_("There is no source %(name)s.", name=name))
    return [source]


def _refreshed(source: DirectorySource, *, due_only: bool) -> Outcome:
    """Refresh one source; whatever goes wrong with it, the others have their turn."""
    name = source.name
    try:
        reach = reach_of(current_app.config)
        return refreshing.refresh(source, reach=reach, due_only=due_only)
    except Exception as error:
        db.session.rollback()
        places = " < ".join(
            f"{f.filename}:{f.lineno}" for f in reversed(extract_tb(error.__traceback__))
        )
        current_app.logger.error("refresh: %s at %s", type(error).__name__, places)
        return refreshing.our_fault(name, error)


def _tell(outcome: Outcome, *, quiet: bool) -> Outcome:
    if not quiet:
        counts = ", ".join(f"{n:,} {name}" for name, n in outcome.counts.items() if n)
        parts = [f"{outcome.source}: {outcome.result}", counts, outcome.reason]
        line = ". ".join(part.rstrip(".") for part in parts if part) + "."
        click.echo("".join(letter if letter.isprintable() else " " for letter in line))
    return outcome


def _plain(outcome: Outcome) -> dict[str, object]:
    return {
        "source": outcome.source,
        "status": outcome.result,
        "reason": outcome.reason,
        **outcome.counts,
    }


def _exit_status(outcomes: Iterable[Outcome]) -> int:
    results = {outcome.result for outcome in outcomes}
    return next((status for status, bad in STATUSES.items() if results & bad), 0)
