"""Staff by command line: ``flask --app clinic staff``. The first admin comes in this way only."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from clinic.accounts import actions, queries
from clinic.accounts.models import Program, Role, User
from clinic.accounts.policy import CODE_LASTS
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken

group = AppGroup("staff", help="Add and list staff, shut them out, give one-time codes.")
email_argument = click.argument("email")


@group.command()
@click.option("--email", prompt=True, help="Work email, to sign in with.")
@click.option("--name", prompt=True, help="First and last name.")
@click.option(
    "--role", type=click.Choice([r.value for r in Role]), default="admin", show_default=True
)
@click.option("--program", prompt=True, help="Program they work in; made when there is none.")
def add(email: str, name: str, role: str, program: str) -> None:
    """Add a member of staff and print the one-time code to sign in with."""
    if "@" not in email or not name.strip() or not program.strip():
        raise click.ClickException("say an email, a name and a program")
    try:
        place = queries.program_named(program) or _new_program(program)
        user, code = actions.add_staff(
            email=email, name=name, program=place, role=Role(role), by=None, at=now()
        )
    except RuleBroken as refusal:
        raise click.ClickException(str(refusal)) from refusal
    db.session.commit()
    _tell(user, code)


@group.command("list")
def list_staff() -> None:
    """Print everyone: email, name, roles, and whether they are shut out."""
    for user in queries.all_staff():
        held = ", ".join(f"{m.role} in {m.program.name}" for m in user.memberships)
        shut = "" if user.is_active else " (disabled)"
        click.echo(f"{user.email}  {user.name}  {held}{shut}")


@group.command()
@email_argument
def disable(email: str) -> None:
    """Shut someone out at once."""
    user = _find(email)
    try:
        actions.disable(user, by=None, at=now())
    except RuleBroken as refusal:
        raise click.ClickException(str(refusal)) from refusal
    db.session.commit()
    click.echo(f"{user.email} can no longer sign in.")


@group.command()
@email_argument
def reset(email: str) -> None:
    """Replace a forgotten password by a one-time code and print it."""
    user = _find(email)
    code = actions.give_code(user, by=None, at=now())
    db.session.commit()
    _tell(user, code)


def _find(email: str) -> User:
    user = queries.by_email(email)
    if user is None:
        raise click.ClickException(f"nobody has the email {email}")
    return user


def _new_program(name: str) -> Program:
    click.echo(f"New program: {name}")
    return actions.add_program(name=name, by=None, at=now())


def _tell(user: User, code: str) -> None:
    hours = int(CODE_LASTS.total_seconds() // 3600)
    click.echo(f"{user.email} signs in with this code, once, within {hours} hours:")
    click.echo(f"  {code}")
