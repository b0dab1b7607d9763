"""Finding plans, what is left of them, who uses a group, and whom to tell of its changes."""

from clinic.plans.queries.held import stands_for
from clinic.plans.queries.plans import (
    Progress,
    StoredPaper,
    Version,
    draft,
    get,
    has_final,
    newest,
    paper,
    progress,
    referral,
    standing,
    unattached,
    versions,
)
from clinic.plans.queries.tellings import (
    ToTell,
    clients_of,
    lately_told,
    latest_telling,
    to_tell,
)
from clinic.plans.queries.use import answer_holders, answer_use

__all__ = [
    "Progress",
    "StoredPaper",
    "ToTell",
    "Version",
    "answer_holders",
    "answer_use",
    "clients_of",
    "draft",
    "get",
    "has_final",
    "lately_told",
    "latest_telling",
    "newest",
    "paper",
    "progress",
    "referral",
    "standing",
    "stands_for",
    "to_tell",
    "unattached",
    "versions",
]
