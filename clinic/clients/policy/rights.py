"""Who may do what with a client's record."""

from __future__ import annotations

from uuid import UUID

from clinic.accounts.models import Role, User
from clinic.accounts.policy import CLERICAL, CLINICAL
from clinic.clients.models import Client


def may_record(user: User, program_id: UUID) -> bool:
    """Say whether this person may record new clients in a program."""
    return program_id in user.programs_as(*CLERICAL)


def may_look_after(user: User, program_id: UUID) -> bool:
    """Say whether this person may stand on a care team in a program."""
    return user.is_active and program_id in user.programs_as(*CLINICAL)


def is_on_care_team(user: User, client: Client) -> bool:
    """Say whether this person looks after the client now, as counselor or covering."""
    return client.program_id in user.programs_as(*CLINICAL) and any(
        member.user_id == user.id and member.until is None for member in client.care_team
    )


def may_see_address(user: User, client: Client) -> bool:
    """Say whether this person may read where the client lives.

    A confidential address is for the care team and supervisors alone.
    """
    return (
        not client.address_confidential
        or is_on_care_team(user, client)
        or client.program_id in user.programs_as(Role.SUPERVISOR)
    )


def may_see_clinical(user: User, client: Client) -> bool:
    """Say whether this person may read what is clinical: the care team may, and supervisors."""
    return is_on_care_team(user, client) or client.program_id in user.programs_as(Role.SUPERVISOR)


def owes_reason(user: User, client: Client) -> bool:
    """Say whether this person must say why they change where the client lives.

    The care team knows the client; who comes from outside it to a confidential address says why.
    """
    return client.address_confidential and not is_on_care_team(user, client)


def may_hand_over(user: User, client: Client) -> bool:
    """Say whether this person may give the client another counselor.

    Supervisors may, and the client's own care team.
    """
    return is_on_care_team(user, client) or client.program_id in user.programs_as(Role.SUPERVISOR)
