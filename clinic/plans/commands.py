"""Commands of the plans room: ``flask --app clinic plans ...``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from clinic.plans import printing
from clinic.plans.document import ClinicFacts
from clinic.plans.document.sample import sample as invented

group = AppGroup("plans", help="Print plans.")


@group.command("sample")
@click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--paper", type=click.Choice(["Letter", "A4"]), help="Paper size, if not the clinic's."
)
@with_appcontext
def sample(output: Path, paper: str | None) -> None:
    """Print an invented plan, to look at the paper without a client or a database."""
    facts = ClinicFacts.from_settings(current_app.config)
    document = invented(replace(facts, paper=paper or facts.paper))
    printed = printing.print_plan(document)
    output.write_bytes(printed.pdf)
    click.echo(f"{output}: {printed.pages} pages, {len(printed.pdf):,} bytes")
