"""Finding plans, how far they have come, who uses a group, and what the clinic decided."""

from clinic.plans.queries.batches import (
    Pile,
    Printable,
    batch,
    batches,
    pdf_of,
    pile,
    printable,
)
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
from clinic.plans.queries.held import stands_for
from clinic.plans.queries.progress import Progress, progress, standing
from clinic.plans.queries.tellings import (
    ToTell,
    clients_of,
    lately_told,
    latest_telling,
    to_tell,
)
from clinic.plans.queries.use import answer_holders, answer_use

__all__ = [
    "Pile",
    "Printable",
    "Progress",
    "StoredPaper",
    "ToTell",
    "Version",
    "answer_holders",
    "answer_use",
    "batch",
    "batches",
    "clients_of",
    "decisions",
    "draft",
    "get",
    "has_final",
    "last_signed",
    "lately_told",
    "latest_telling",
    "newest",
    "offered",
    "paper",
    "pdf_of",
    "pile",
    "printable",
    "progress",
    "referral",
    "rules",
    "standing",
    "stands_for",
    "template",
    "template_programs",
    "templates",
    "to_tell",
    "unattached",
    "versions",
]
