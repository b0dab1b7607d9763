"""Which part of the log someone may read, and what its acts are called."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from clinic.core.words import LazyString, gettext
from clinic.core.words import lazy_gettext as _

#: What an act is called. An act that is not here is shown by its own name.
ACTS = {
    "access.denied": _("Asked for what is not theirs, or not there"),
    "accounts.code_given": _("Gave a one-time code"),
    "accounts.disabled": _("Disabled an account"),
    "accounts.enabled": _("Enabled an account"),
    "accounts.password_changed": _("Changed their password"),
    "accounts.program_added": _("Added a program"),
    "accounts.program_corrected": _("Corrected a program"),
    "accounts.role_changed": _("Changed a role"),
    "accounts.self_corrected": _("Corrected their own name or phone"),
    "accounts.sessions_ended": _("Signed somebody out everywhere"),
    "accounts.sign_in_failed": _("Failed to sign in"),
    "accounts.signed_in": _("Signed in"),
    "accounts.signed_out": _("Signed out"),
    "accounts.staff_added": _("Added a member of staff"),
    "audit.read": _("Read the log"),
    "caseload.today": _("Opened Today"),
    "client.corrected": _("Corrected the client's details"),
    "client.details_read": _("Opened the client's details"),
    "client.likely_shown": _("Was shown clients like a new one"),
    "client.listed": _("Opened the list of clients"),
    "client.moved": _("Moved the client to another program"),
    "client.opened": _("Opened the client page"),
    "client.registered": _("Recorded the client"),
    "episode.clinical_written": _("Wrote substances or conditions"),
    "episode.dates_corrected": _("Corrected the dates of care"),
    "episode.left": _("Noted that the client left care"),
    "episode.opened": _("Opened an episode of care"),
    "episode.read": _("Opened the episodes of care"),
    "episode.reopened": _("Opened the episode again"),
    "episode.transferred": _("Transferred the client"),
    "finder.opened": _("Looked for a group for the client"),
    "group.added": _("Added a group"),
    "group.checked": _("Checked a group"),
    "group.corrected": _("Corrected a group"),
    "groups.chosen": _("Chose what to leave out of an import"),
    "groups.imported": _("Imported groups"),
    "groups.previewed": _("Looked at what an import would change"),
    "groups.held": _("Held an import back"),
    "groups.discarded": _("Discarded an import"),
    "groups.undone": _("Took an import back"),
    "meeting.added": _("Added a meeting"),
    "meeting.corrected": _("Corrected a meeting"),
    "meeting.ended": _("Ended a meeting"),
    "plan.approval_asked": _("Sent the plan for approval"),
    "plan.approved": _("Approved the plan"),
    "plan.checked": _("Checked the plan"),
    "plan.copied": _("Noted a copy of the plan"),
    "plan.copy_looked_at": _("Looked at what somebody else may get of the plan"),
    "plan.cosigned": _("Co-signed the plan"),
    "plan.draft_printed": _("Printed a draft of the plan"),
    "plan.early_exit_printed": _("Printed the page for leaving early"),
    "plan.finalized": _("Finalized the plan"),
    "plan.opened": _("Opened the plan"),
    "plan.pictured": _("Looked at pictures of the plan's pages"),
    "plan.prefilled": _("Began the plan with what was known"),
    "plan.printed": _("Printed the plan"),
    "plan.reviews_listed": _("Opened the list of plans to approve"),
    "plan.sent_back": _("Sent the plan back"),
    "plan.sheet_printed": _("Printed a sheet of the plan"),
    "plan.started": _("Started the plan"),
    "plans.batch_discarded": _("Discarded plans put together to print"),
    "plans.batch_made": _("Put plans together to print"),
    "plans.batch_opened": _("Opened plans put together to print"),
    "plans.rules_decided": _("Decided rules for plans"),
    "plans.template_kept": _("Wrote a goal to start from"),
    "referrals.created": _("Referred the client to a group"),
    "referrals.listed": _("Opened the list of referrals"),
    "referrals.read": _("Opened a referral"),
    "source.added": _("Added a source of groups"),
    "source.changed": _("Changed a source of groups"),
    "supporter.added": _("Added a supporter"),
    "supporter.corrected": _("Corrected a supporter"),
    "supporter.removed": _("Removed a supporter"),
}

#: What the log may be narrowed to, by how the names of acts begin.
KINDS: dict[str, tuple[LazyString, tuple[str, ...]]] = {
    "clients": (_("Clients"), ("client", "supporter", "care_team", "caseload")),
    "care": (_("Care"), ("episode",)),
    "referrals": (_("Referrals"), ("referral", "finder")),
    "plans": (_("Plans"), ("plan",)),
    "groups": (_("Groups"), ("group", "meeting", "source")),
    "accounts": (_("Staff and signing in"), ("accounts.",)),
    "audit": (_("This log"), ("audit.",)),
    "denied": (_("Denials"), ("access.",)),
}


@dataclass(frozen=True)
class Scope:
    """How much of the log someone may read.

    ``everything`` is an auditor's; ``accounts`` an admin's: what was done to accounts;
    ``programs`` are those whose clients and staff a supervisor answers for.
    """

    everything: bool = False
    accounts: bool = False
    programs: frozenset[uuid.UUID] = frozenset()


def words(act: str) -> str:
    """Say an act in words: "Opened the client page"."""
    if act in ACTS:
        return str(ACTS[act])
    room, _dot, verb = act.partition(".")
    name = {"room": room.replace("_", " ").capitalize(), "verb": verb.replace("_", " ")}
    return gettext("%(room)s: %(verb)s", **name)
