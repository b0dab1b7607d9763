"""Commands of the plans room: ``flask --app clinic plans ...``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.words import LOCALES
from clinic.plans import actions, printing
from clinic.plans.document import ClinicFacts
from clinic.plans.document.sample import release
from clinic.plans.document.sample import sample as invented

group = AppGroup("plans", help="Print plans, and clear up after printing.")
PAPERS = {"letter": "Letter", "a4": "A4"}


@group.command("sample")
@click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--part", type=click.Choice(list(printing.PARTS)), default="plan")
@click.option("--copy", type=click.Choice(printing.COPIES), default="own", help="Whose copy.")
@click.option("--language", type=click.Choice(list(LOCALES)), default="en")
@click.option("--size", type=click.Choice(["standard", "large"]), default="standard")
@click.option(
    "--paper",
    type=click.Choice(list(PAPERS), case_sensitive=False),
    help="Paper size, if not the clinic's.",
)
@click.option("--stress", "variant", flag_value="stress", help="Full of long words.")
@click.option("--empty", "variant", flag_value="empty", help="Nothing written yet.")
@click.option("--discreet", is_flag=True, help="Without the clinic's name.")
@with_appcontext
def sample(
    output: Path,
    part: str,
    copy: str,
    language: str,
    size: str,
    paper: str | None,
    variant: str | None,
    discreet: bool,
) -> None:
    """Print an invented plan, to look at the paper without a client or a database."""
    facts = ClinicFacts.from_settings(current_app.config)
    facts = replace(facts, paper=PAPERS[paper] if paper else facts.paper)
    document = invented(facts, language=language, size=size, variant=variant or "")
    allowed = release(language) if copy == "recipient" else None
    printed = printing.print_part(
        document, part=part, copy=copy, release=allowed, discreet=discreet
    )
    output.write_bytes(printed.pdf)
    click.echo(f"{output}: {printed.pages} pages, {len(printed.pdf):,} bytes")


@group.command("purge-batches")
@with_appcontext
def purge_batches() -> None:
    """Throw away what was put together to print more than a day ago."""
    count = actions.purge_batches(at=now())
    db.session.commit()
    click.echo(f"{count} removed")
