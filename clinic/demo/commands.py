"""``flask --app clinic demo``: fill an empty database with the invented clinic."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from clinic.core import config
from clinic.core.clock import now
from clinic.core.db import db
from clinic.demo import build, people

SETTINGS = """# Written by `flask --app clinic demo`.
clinic_name = "Cedar Street Center"
clinic_phone = "(503) 555-0140"
clinic_phone_note = "At night, press 2 for the on-call counselor."
timezone = "America/Los_Angeles"
"""


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Fill an empty database with an invented clinic, in demo mode only."""
    if current_app.config["MODE"] != config.DEMO:
        raise click.ClickException("the demo clinic needs CLINIC_MODE=demo")
    if build.is_empty():
        _settle()
        build.fill(at=now(), zone=current_app.config["TIMEZONE"])
        db.session.commit()
    for key, name, _phone, role, program in people.STAFF:
        click.echo(f"  {key + '@demo.test':18} {name}, {role} at {program}")
    click.echo(f"  password for all: {people.PASSWORD}")


def _settle() -> None:
    """Give the demo clinic its name and number, unless somebody already set them."""
    settings = config.instance_folder() / "settings.toml"
    if not settings.exists():
        settings.write_text(SETTINGS, "utf-8")
    current_app.config.from_mapping(config.load(config.instance_folder()))
