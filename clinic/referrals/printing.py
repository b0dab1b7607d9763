"""Referrals on paper."""

from __future__ import annotations

from clinic.consents.printing import print_sheet
from clinic.core.pdf import Paper
from clinic.referrals.document import Handout, Letter


def print_letter(letter: Letter) -> Paper:
    """Lay out the letter to a group: the statement on page 1, the scope of the consent behind it.

    Hold no transaction open meanwhile. Raises :class:`clinic.core.pdf.RenderFailed`, a rule
    broken, when the page cannot be made in time.
    """
    return print_sheet("referrals/print/letter.html", letter, release=letter.release)


def print_handout(handout: Handout) -> Paper:
    """Lay out the sheet about a group. As with a letter, hold no transaction open."""
    return print_sheet("referrals/print/handout.html", handout)
