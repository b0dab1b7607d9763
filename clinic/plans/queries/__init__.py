"""Finding plans, how far they have come, and what the clinic decided about them."""

from clinic.plans.queries.clinic import (
    decisions,
    offered,
    rules,
    template,
    template_programs,
    templates,
)
from clinic.plans.queries.finding import (
    StoredPaper,
    Version,
    draft,
    get,
    has_final,
    last_signed,
    newest,
    paper,
    referral,
    unattached,
    versions,
)
from clinic.plans.queries.progress import Progress, progress, standing

__all__ = [
    "Progress",
    "StoredPaper",
    "Version",
    "decisions",
    "draft",
    "get",
    "has_final",
    "last_signed",
    "newest",
    "offered",
    "paper",
    "progress",
    "referral",
    "rules",
    "standing",
    "template",
    "template_programs",
    "templates",
    "unattached",
    "versions",
]
