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
    TEMPLATE_SORTS,
    decisions,
    offered,
    rules,
    template,
    template_programs,
    templates,
)
from clinic.plans.queries.company import Writing, last_writing, others
from clinic.plans.queries.copies import covering
from clinic.plans.queries.early import at_hand
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
from clinic.plans.queries.given import (
    Uncopied,
    beside,
    consents_end,
    copy_missing,
    has_copy,
    last_given,
    uncopied,
)
from clinic.plans.queries.held import stands_for
from clinic.plans.queries.progress import Progress, progress, standing
from clinic.plans.queries.reviews import Heap, Reviews, cosigning_since, review_count, reviews
from clinic.plans.queries.tellings import (
    ToTell,
    clients_of,
    lately_told,
    latest_telling,
    to_tell,
)
from clinic.plans.queries.use import answer_holders, answer_use

__all__ = [
    "TEMPLATE_SORTS",
    "Heap",
    "Pile",
    "Printable",
    "Progress",
    "Reviews",
    "StoredPaper",
    "ToTell",
    "Uncopied",
    "Version",
    "Writing",
    "answer_holders",
    "answer_use",
    "at_hand",
    "batch",
    "batches",
    "beside",
    "clients_of",
    "consents_end",
    "copy_missing",
    "cosigning_since",
    "covering",
    "decisions",
    "draft",
    "get",
    "has_copy",
    "has_final",
    "last_given",
    "last_signed",
    "last_writing",
    "lately_told",
    "latest_telling",
    "newest",
    "offered",
    "others",
    "paper",
    "pdf_of",
    "pile",
    "printable",
    "progress",
    "referral",
    "review_count",
    "reviews",
    "rules",
    "standing",
    "stands_for",
    "template",
    "template_programs",
    "templates",
    "to_tell",
    "unattached",
    "uncopied",
    "versions",
]
