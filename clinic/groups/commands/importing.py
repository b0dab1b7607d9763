"""``flask --app clinic groups import``: a file or an address into the directory."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.words import gettext as _
from clinic.groups.feeds.addresses import reach_of, shown
from clinic.groups.feeds.fetching import content_of
from clinic.groups.feeds.importing import import_feed
from clinic.groups.feeds.reading import Refused
from clinic.groups.feeds.report import Report
from clinic.groups.models import Severity

#: How many issues of each severity are listed on the screen.
SHOWN = 20
#: What the process ends with.
STATUSES = {"applied": 0, "held": 3, "refused": 2}


@click.command("import")
@click.argument("file", metavar="FILE_OR_URL")
@click.option("--source", required=True, help="Name of the feed or list, the same each time.")
@click.option("--fellowship", default="", help="Whose type codes the file uses, such as AA.")
@click.option("--timezone", default="", help="Zone of meetings that name none.")
@click.option("--format", "format_", default="", help="How the file is built, if not told by it.")
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
@click.option("--accept-held", is_flag=True, help="Apply it even where it would be held.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@with_appcontext
def import_file(file: str, dry_run: bool, as_json: bool, **asked: Any) -> None:
    """Import a file of meetings in one transaction, hold it, or refuse it whole."""
    try:
        report = _imported(file, dry_run=dry_run, **asked)
    except OperationalError:
        db.session.rollback()
        _say_refused(_("Another import is at work. Try again in a minute."), as_json)
        sys.exit(STATUSES["refused"])
    except Refused as refusal:
        db.session.rollback()
        _say_refused(str(refusal), as_json)
        sys.exit(STATUSES["refused"])
    if dry_run:
        db.session.rollback()
    else:
        db.session.commit()
    if as_json:
        click.echo(json.dumps({**report.as_dict(), "dry_run": dry_run}))
    else:
        _say(report, dry_run)
    sys.exit(STATUSES[report.status])


def _imported(file: str, *, source: str, format_: str, **asked: Any) -> Report:
    content = content_of(file, reach=reach_of(current_app.config))
    return import_feed(
        content,
        source_name=source,
        format=format_,
        origin=shown(file) or Path(file).name,
        by=None,
        at=now(),
        **asked,
    )


def _say_refused(reason: str, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"status": "refused", "reason": reason}))
    else:
        click.echo(_("Refused. %(reason)s Nothing was changed.", reason=reason), err=True)


def _say(report: Report, dry_run: bool) -> None:
    click.echo(_("%(source)s: %(read)s rows read.", source=report.source, read=report.read))
    for name, count in report.counts.items():
        if name != "read":
            click.echo(f"  {name:<9}{count:>7,}")
    for (severity, name, reason), count in report.reasons():
        if severity is not Severity.SKIPPED:
            click.echo(f"  {severity.value}: {name}: {reason} ({count:,})")
    skipped = [issue for issue in report.issues if issue.severity is Severity.SKIPPED]
    for issue in skipped[:SHOWN]:
        click.echo(f"  row {issue.row}: {issue.field}: {issue.reason} ({issue.before})")
    if len(skipped) > SHOWN:
        click.echo(_("  and %(n)s more rows skipped; --json lists all.", n=len(skipped) - SHOWN))
    if report.missing_unknown:
        click.echo(_("Some rows have no id: nothing was marked as missing this time."))
    if report.reason:
        click.echo(_("Held. %(reason)s", reason=report.reason))
        click.echo(_("Nothing was changed; --accept-held applies it all the same."))
    if dry_run:
        click.echo(_("Dry run: nothing was changed."))
