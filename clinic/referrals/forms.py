"""What people type about referrals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from flask import request
from wtforms import BooleanField, DateField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Optional

from clinic.consents.models import Item
from clinic.consents.policy.labels import ITEMS
from clinic.core.fields import some_of
from clinic.core.formats import long_day
from clinic.core.forms import BaseForm, RevisedForm
from clinic.core.words import lazy_gettext as _
from clinic.referrals import policy
from clinic.referrals.models import Companion, HowKnown, Mode, ReferralState, Why
from clinic.referrals.policy import Order, Tab

LINE, PARAGRAPH = 200, 2_000


def _strip(value: str | None) -> str:
    """Return what was typed without the blanks around it."""
    return (value or "").strip()


def _choices(words: Mapping[Any, Any], among: Iterable[Any] | None = None) -> list[SelectChoice]:
    return [SelectChoice(each.value, words[each]) for each in (words if among is None else among)]


class _FirstMeeting:
    """What the forms about a first meeting share: who goes along, and a note."""

    first_on = RadioField(
        _("First meeting"),
        coerce=date.fromisoformat,
        validators=[InputRequired(_("Choose the first meeting."))],
    )
    companion = RadioField(
        _("Who goes along the first time?"),
        choices=_choices(policy.COMPANION_WORDS),
        coerce=Companion,
        default=Companion.NOT_SETTLED,
    )
    companion_name = StringField(
        _("Name of the person who goes along"), filters=[_strip], validators=[Length(max=LINE)]
    )
    note = TextAreaField(_("Note"), filters=[_strip], validators=[Length(max=PARAGRAPH)])

    def offer(self, dates: Sequence[date]) -> None:
        """Offer these dates for the first meeting; without any, the day is agreed later."""
        field: Any = self.first_on
        field.choices = [SelectChoice(day.isoformat(), long_day(day)) for day in dates]
        if not dates:
            field.validators = [Optional()]
            field.validate_choice = False
        elif field.data is None and not field.raw_data:
            field.data = dates[0]


class NewReferralForm(_FirstMeeting, BaseForm):
    """A client introduced to a group. The tick that the client agreed is never set for them."""

    mode = RadioField(
        _("How does the group hear of it?"),
        choices=_choices(policy.MODE_WORDS),
        coerce=Mode,
        default=Mode.INFORMATION,
    )
    agreed = BooleanField()


class ChangeForm(_FirstMeeting, RevisedForm):
    """A correction of the first date, of who goes along, of the note."""


class ContactForm(RevisedForm):
    """What a group is told, beside the name and that the clinic knows the client."""

    items = some_of(
        _("What is the group told?"), {item: ITEMS[item] for item in policy.MAY_BE_TOLD}
    )

    def chosen(self) -> list[Item]:
        """Return what was ticked."""
        return [Item(value) for value in self.items.data or ()]


class AnswerForm(RevisedForm):
    """What came of a referral. Where it is sent from decides where it leads back to."""

    state = HiddenField(filters=[lambda value: _member(ReferralState, value)])
    on = DateField(_("On which day?"), validators=[InputRequired(_("Say on which day."))])
    how_known = RadioField(
        _("How do we know?"),
        choices=_choices(policy.HOW_KNOWN_WORDS),
        coerce=HowKnown,
        default=HowKnown.CLIENT_SAID,
    )
    why = RadioField(_("Why?"), coerce=Why, validators=[Optional()], validate_choice=False)
    reason = TextAreaField(_("In a few words"), filters=[_strip], validators=[Length(max=LINE)])
    back = HiddenField()

    def about(self, state: ReferralState | None, today: date) -> None:
        """Ask what belongs to this answer: a No has reasons to choose from."""
        self.why.choices = _choices(policy.WHY_WORDS, policy.whys(state) if state else ())
        if not self.is_submitted():
            self.on.data = today
            self.state.data = state
            if state is ReferralState.DECLINED_BY_GROUP:
                self.how_known.data = HowKnown.GROUP_SAID

    def answers(self) -> dict[str, Any]:
        """Return the arguments of the action, which does not care where it was asked from."""
        return {name: value for name, value in super().answers().items() if name != "back"}


class ListForm(BaseForm):
    """Which referrals to list, and in what order."""

    tab = HiddenField(filters=[lambda value: _member(Tab, value, Tab.WAITING)])
    order = HiddenField(filters=[lambda value: _member(Order, value, Order.SINCE)])
    page = HiddenField(filters=[lambda value: _page(value)])
    text = StringField(_("Client or group"), filters=[_strip], validators=[Length(max=LINE)])

    @classmethod
    def asked(cls) -> ListForm:
        """Return the form as asked: a search from the body of a POST, all else from the address."""
        form = cls(formdata=request.form if request.method == "POST" else request.args)
        if request.method == "GET" or not form.validate():
            form.text.data = ""
        return form


def _member(kind: type[StrEnum], value: object, otherwise: object = None) -> object:
    """Return the member with this value, or what else to use when there is none."""
    try:
        return kind(str(value))
    except ValueError:
        return otherwise


def _page(value: object) -> int:
    """Return a page number that a person may have meant: from 1, with at most six digits."""
    text = str(value)
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1
