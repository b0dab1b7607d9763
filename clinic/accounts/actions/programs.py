"""The sites and services of the clinic."""

from __future__ import annotations

from datetime import datetime

from clinic.accounts import queries
from clinic.accounts.models import Program, User
from clinic.audit.actions import record
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext


def add_program(
    *, name: str, phone: str = "", address: str = "", by: User | None, at: datetime
) -> Program:
    """Open a program under a name of its own."""
    _refuse_taken(name, None)
    program = Program(name=name.strip(), phone=phone.strip(), address=address.strip())
    db.session.add(program)
    record("accounts.program_added", program, by=by, at=at)
    return program


def correct_program(
    program: Program, *, name: str, phone: str, address: str, by: User, at: datetime
) -> None:
    """Correct the name, phone or address of a program."""
    _refuse_taken(name, program)
    program.name, program.phone, program.address = name.strip(), phone.strip(), address.strip()
    record("accounts.program_corrected", program, by=by, at=at)


def _refuse_taken(name: str, program: Program | None) -> None:
    taken = queries.program_named(name)
    if taken and taken is not program:
        raise RuleBroken(gettext("There is a program of this name already."), field="name")
