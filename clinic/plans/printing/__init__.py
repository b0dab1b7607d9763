"""The printed plan: words in, paper out."""

from clinic.plans.printing.copies import COPIES, Copy
from clinic.plans.printing.paper import (
    PARTS,
    PrintedPlan,
    mark_of,
    page_of,
    print_part,
    print_plan,
    unprintable,
)
from clinic.plans.printing.pictures import draw_plan, draw_section
from clinic.plans.printing.plain import plain_page

__all__ = [
    "COPIES",
    "PARTS",
    "Copy",
    "PrintedPlan",
    "draw_plan",
    "draw_section",
    "mark_of",
    "page_of",
    "plain_page",
    "print_part",
    "print_plan",
    "unprintable",
]
