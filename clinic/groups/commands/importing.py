"""``flask --app clinic groups import``: a file into the directory."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.words import gettext as _
from clinic.groups.feeds.importing import import_feed
from clinic.groups.feeds.reading import MAX_BYTES, Refused
from clinic.groups.feeds.report import Report
from clinic.groups.models import Severity

#: How many issues of each severity are listed on the screen.
SHOWN = 20


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="Name of the feed or list, the same each time.")
@click.option("--fellowship", required=True, help="Whose type codes the file uses, such as AA.")
@click.option("--timezone", required=True, help="Zone of meetings that name none.")
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@with_appcontext
def import_file(
    file: Path, source: str, fellowship: str, timezone: str, dry_run: bool, as_json: bool
) -> None:
    """Import a Meeting Guide file in one transaction, or refuse it whole."""
    try:
        report = import_feed(
            _content(file),
            source_name=source,
            fellowship=fellowship,
            timezone=timezone,
            by=None,
            at=now(),
        )
    except Refused as refusal:
        db.session.rollback()
        _say_refused(str(refusal), as_json)
        sys.exit(2)
    if dry_run:
        db.session.rollback()
    else:
        db.session.commit()
    if as_json:
        click.echo(json.dumps({**report.as_dict(), "dry_run": dry_run}))
    else:
        _say(report, dry_run)


def _content(file: Path) -> bytes:
    if file.stat().st_size > MAX_BYTES:
        raise Refused(_("The file is larger than %(limit)s MB.", limit=MAX_BYTES // 1_000_000))
    return file.read_bytes()


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
    if dry_run:
        click.echo(_("Dry run: nothing was changed."))
