"""Whether the client has the version signed before on paper."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.core import formats
from clinic.core.words import gettext
from clinic.core.words import lazy_gettext as _
from clinic.plans.models import AftercarePlan
from clinic.plans.policy import keys
from clinic.plans.policy.checks.base import Desk, Finding, Named
from clinic.plans.policy.due import copy_due


def _noted(plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    leaves, version = plan.episode.left_on or plan.episode.leaves_on, desk.copy_missing
    if not version or leaves is None or desk.today < (due := copy_due(leaves, desk.rules)):
        return
    words = gettext("No copy of version %(n)s is noted for the client", n=version)
    detail = gettext("It was due by %(day)s.", day=formats.long_day(due))
    yield Finding(f"copy:{version}", words, detail, keys.GOALS)


CHECKS: tuple[Named, ...] = ((_("The copy signed before is noted, or not due yet"), _noted),)
