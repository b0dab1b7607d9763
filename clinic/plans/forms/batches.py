"""What is printed of many plans at once, and as which file."""

from __future__ import annotations

from wtforms import BooleanField

from clinic.core.fields import one_of
from clinic.core.forms import BaseForm
from clinic.core.words import lazy_gettext as _
from clinic.plans.models import BatchKind, BatchWhat
from clinic.plans.policy.batches import KIND_WORDS, WHAT_WORDS


class BatchForm(BaseForm):
    """What is printed of many plans at once, and as which file."""

    what = one_of(_("What to print of each"), WHAT_WORDS, default=BatchWhat.PLAN)
    kind = one_of(_("As which file"), KIND_WORDS, default=BatchKind.PDF)
    front = BooleanField(_("Begin each plan on the front of a sheet"))
    drafts = BooleanField(_("Print what they have so far, marked as a draft"))
