"""Copies of a signed plan."""

from __future__ import annotations

from typing import Any

from clinic.consents.models import Consent, ConsentType, Purpose
from clinic.consents.policy.labels import PURPOSES
from clinic.core.fields import one_of, options
from clinic.core.forms import BaseForm
from clinic.core.words import lazy_gettext as _
from clinic.plans.forms.fields import choice, day, line
from clinic.plans.models import CopyWay
from clinic.plans.policy.kinds import COPY_WORDS

#: How paper reaches somebody; a plan goes out by no email.
ON_PAPER = (CopyWay.BY_HAND, CopyWay.MAIL, CopyWay.FAX)


class CopyForm(BaseForm):
    """One copy that the client got: how and when."""

    way = choice(_("How"), COPY_WORDS)
    given_on = day(_("Day"), _("Choose a day"))


class SendCopyForm(BaseForm):
    """A copy for somebody whom a consent names: who, what for, how it goes."""

    recipient = line(_("Who gets it, by name"), _("Say who gets it."))
    purpose = one_of(_("What for?"), PURPOSES)
    way = one_of(_("How does it go?"), {way: COPY_WORDS[way] for way in ON_PAPER})

    def __init__(self, consent: Consent, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.names_nobody = consent.type is ConsentType.TPO
        agreed = [each for each in Purpose if each.value in consent.purposes]
        self.purpose.choices = options({each.value: PURPOSES[each] for each in agreed})

    @classmethod
    def begun(cls, consent: Consent) -> SendCopyForm:
        """Return the form as it is first shown: what the consent says is filled in."""
        form = cls(consent, None)
        form.recipient.data = "" if form.names_nobody else consent.recipient
        form.purpose.data = next(each for each in Purpose if each.value in consent.purposes)
        form.way.data = CopyWay.BY_HAND
        return form
