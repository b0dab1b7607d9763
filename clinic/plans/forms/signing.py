"""Signing a plan off: what was told back, who signs, what a supervisor says."""

from __future__ import annotations

from flask import request
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from clinic.core.fields import one_of
from clinic.core.forms import BaseForm, RevisedForm
from clinic.core.words import lazy_gettext as _
from clinic.plans.forms.fields import choice, line, text, tidy, too_long
from clinic.plans.policy import SignOff
from clinic.plans.policy.kinds import SIGNED_WORDS, TOLD_WORDS, WHY_NOT_WORDS
from clinic.plans.policy.teach import LEFT_OUT
from clinic.plans.queries import Heap

SHORT = 100


class LeaveOutForm(BaseForm):
    """Why a client was not asked to tell the plan back."""

    told = choice(_("What happened"), {each: TOLD_WORDS[each] for each in LEFT_OUT})
    why = line(_("In a few words"), _("Say why, in a few words."))


class SignOffForm(RevisedForm):
    """Who signs, how; or why not."""

    way = one_of(_("The client"), SIGNED_WORDS)
    name = line(_("Name of the client"))
    why_not = choice(_("Why"), WHY_NOT_WORDS, none=_("Choose"))
    reason = line(_("In their or your words"))
    representative = line(_("Name of the representative"))
    relation = line(_("Relation to the client"))
    legal_basis = line(_("Legal basis"))
    own_name = line(_("Your name, as a signature"), _("Type your own name to sign."))

    def signed(self) -> SignOff:
        """Return the answers as the actions take them."""
        return SignOff(**self.answers())


class ReviewForm(BaseForm):
    """What a supervisor says of a plan that waits. ``shown`` is the sum of what was read."""

    shown = HiddenField()
    note = text(_("Note for the counselor"), 3)


class CosignForm(BaseForm):
    """A supervisor's own name, as a signature."""

    name = line(_("Your name, as a signature"), _("Type your own name to sign."))


class ReviewsForm(BaseForm):
    """Which plans that wait to list. A search is posted: no name stands in an address."""

    heap = HiddenField(filters=[lambda value: Heap(value) if value in set(Heap) else Heap.APPROVE])
    page = HiddenField(filters=[lambda value: int(value[:6]) if (value or "").isdecimal() else 1])
    text = StringField(
        _("Client"), filters=[tidy], validators=[Length(max=SHORT, message=too_long(SHORT))]
    )

    @classmethod
    def asked(cls) -> ReviewsForm:
        """Return the form as asked: a search from the body of a POST, all else from the address."""
        form = cls(formdata=request.form if request.method == "POST" else request.args)
        if request.method == "GET" or not form.validate():
            form.text.data = ""
        return form
