"""What is done to staff, their passwords, roles and programs."""

from clinic.accounts.actions.passwords import change_password, give_code
from clinic.accounts.actions.programs import add_program, correct_program
from clinic.accounts.actions.signing_in import Limits, begin_try, let_in, sign_out
from clinic.accounts.actions.staff import (
    add_staff,
    correct_self,
    disable,
    enable,
    end_sessions,
    set_role,
)

__all__ = [
    "Limits",
    "add_program",
    "add_staff",
    "begin_try",
    "change_password",
    "correct_program",
    "correct_self",
    "disable",
    "enable",
    "end_sessions",
    "give_code",
    "let_in",
    "set_role",
    "sign_out",
]
