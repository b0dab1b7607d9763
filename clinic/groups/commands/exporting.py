"""``flask --app clinic groups export``: what we list of a source, for other programs."""

from __future__ import annotations

import sys

import click
from flask.cli import with_appcontext

from clinic.core.clock import now
from clinic.groups.feeds.exporting import hsds, lines, meeting_guide
from clinic.groups.feeds.exporting.listing import Listing, listing_of
from clinic.groups.feeds.reading import Refused

WRITERS = {"meeting-guide": meeting_guide.written, "hsds": hsds.written}


@click.command("export")
@click.option("--source", required=True, help="Name of the feed or list.")
@click.option("--json", "as_json", is_flag=True, help="One object for each meeting, one a line.")
@click.option("--format", "format_", type=click.Choice(list(WRITERS)), help="A feed of our own.")
@with_appcontext
def export(source: str, as_json: bool, format_: str | None) -> None:
    """Print the meetings of a source: all we know of, or what is listed now as a feed."""
    if as_json and format_:
        raise click.UsageError("Choose --json or --format, not both.")
    try:
        listing = listing_of(source, at=now())
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(2)
    click.echo(_bytes(listing, format_), nl=False)


def _bytes(listing: Listing, format_: str | None) -> bytes:
    return WRITERS[format_](listing) if format_ else lines.written(listing)
