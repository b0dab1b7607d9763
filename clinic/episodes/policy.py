"""Who may open, change and end an episode of care, and when."""

from __future__ import annotations

from datetime import datetime, timedelta

from clinic.accounts.models import Role, User
from clinic.accounts.policy import CLERICAL
from clinic.clients.models import Client
from clinic.clients.policy import is_on_care_team
from clinic.core.words import lazy_gettext as _
from clinic.episodes.models import Disposition, Episode, LeavingReason, Setting

SETTINGS = {Setting.OUTPATIENT: _("Outpatient"), Setting.RESIDENTIAL: _("Residential")}

REASONS = {
    LeavingReason.COMPLETED: _("Completed treatment"),
    LeavingReason.TRANSFERRED: _("Moved to other treatment"),
    LeavingReason.AGAINST_ADVICE: _("Left before the team advised"),
    LeavingReason.LOST_CONTACT: _("Lost contact"),
    LeavingReason.ADMINISTRATIVE: _("Ended by the program"),
    LeavingReason.INCARCERATED: _("Jail or prison"),
    LeavingReason.DIED: _("Died"),
    LeavingReason.OTHER: _("Another reason"),
}

DISPOSITIONS = {
    Disposition.PLAN_GIVEN: _("The client has the plan"),
    Disposition.DECLINED: _("Offered, the client did not want one"),
    Disposition.UNAVAILABLE: _("The client was gone before it was ready"),
    Disposition.FURTHER_TREATMENT: _("Admission to other treatment is confirmed"),
}

#: What has to be said of an outcome without a plan (the same rule: a client who declined, with
#: reason, date and staff; further treatment, verified with whom and when).
MUST_SAY = {
    Disposition.DECLINED: ("disposition_why", "disposition_on"),
    Disposition.FURTHER_TREATMENT: ("disposition_with", "disposition_on"),
}

EDITIONS = {"": _("Not given"), "4": _("4th edition"), "3": _("3rd edition")}

#: For so long "the client has left" can be taken back.
REOPEN_WITHIN = timedelta(hours=24)


def may_admit(user: User, client: Client, current: Episode | None) -> bool:
    """Say whether this person may open an episode; a client has one open at a time."""
    return current is None and client.program_id in user.programs_as(*CLERICAL)


def may_care(user: User, client: Client) -> bool:
    """Say whether this person may read and write what is clinical, and end the episode.

    The client's own care team may, and supervisors.
    """
    return is_on_care_team(user, client) or supervises(user, client)


def supervises(user: User, client: Client) -> bool:
    """Say whether this person may bring the client to another program."""
    return client.program_id in user.programs_as(Role.SUPERVISOR)


def may_reopen(user: User, episode: Episode, current: Episode | None, *, at: datetime) -> bool:
    """Say whether "the client has left" can still be taken back."""
    return (
        episode.closed_at is not None
        and current is None
        and at - episode.closed_at < REOPEN_WITHIN
        and may_care(user, episode.client)
    )
