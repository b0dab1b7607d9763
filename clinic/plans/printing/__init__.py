"""The printed plan: words in, paper out."""

from clinic.plans.printing.binding import as_one, as_zip, lay_out_all
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
    "as_one",
    "as_zip",
    "draw_plan",
    "draw_section",
    "lay_out_all",
    "mark_of",
    "page_of",
    "plain_page",
    "print_part",
    "print_plan",
    "unprintable",
]
