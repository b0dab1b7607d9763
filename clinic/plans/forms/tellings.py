"""How a client was told that a group has changed."""

from __future__ import annotations

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from clinic.core.forms import BaseForm
from clinic.core.words import lazy_gettext as _
from clinic.plans.models import HowTold
from clinic.plans.policy import HOW_TOLD


class TellForm(BaseForm):
    """How a client was told that a group has changed."""

    how = SelectField(
        _("How did you tell them?"),
        choices=[SelectChoice(each.value, words) for each, words in HOW_TOLD.items()],
        coerce=HowTold,
    )
