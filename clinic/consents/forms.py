"""What people answer about consents."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask import request
from wtforms import DateField, HiddenField, RadioField, SelectField
from wtforms.validators import Optional

from clinic.consents.actions import Signature, Terms
from clinic.consents.models import (
    Consent,
    ConsentType,
    Item,
    Purpose,
    RecipientKind,
    Signer,
    Signing,
)
from clinic.consents.policy import Incomplete, Wording, labels
from clinic.core.errors import RuleBroken
from clinic.core.fields import line, one_of, options, paragraph, some_of
from clinic.core.formats import language_name
from clinic.core.forms import BaseForm, RevisedForm
from clinic.core.words import LOCALES
from clinic.core.words import lazy_gettext as _


def may_be(label: Any, words: Mapping[Any, Any]) -> RadioField:
    """Return a choice of one member that may be left out; the validator then says what is missing.

    So a form names everything that is missing at once, and not one thing after another.
    """
    kind: type[enum.StrEnum] = type(next(iter(words)))
    return RadioField(
        label,
        choices=options({member.value: called for member, called in words.items()}),
        coerce=lambda value: kind(value) if value else None,
        validate_choice=False,
        validators=[Optional()],
    )


class ValidatedForm(RevisedForm):
    """A form whose answers are judged by the one validator of consents."""

    def refuse(self, refusal: RuleBroken) -> None:
        """Show each missing element beside its field."""
        if not isinstance(refusal, Incomplete):
            super().refuse(refusal)
            return
        for gap in refusal.gaps:
            super().refuse(RuleBroken(gap.words, field=gap.element.value))


class ConsentForm(ValidatedForm):
    """What the client agrees to."""

    type = one_of(_("What kind of consent?"), labels.TYPES, default=ConsentType.NAMED)
    group_id = HiddenField()
    recipient_kind = may_be(_("Who may be told?"), labels.RECIPIENTS)
    recipient = line(_("Name of who may be told"))
    items = some_of(_("What may be told?"), labels.ITEMS)
    information = paragraph(_("More exactly, in words"))
    purposes = some_of(_("What for?"), labels.PURPOSES)
    purpose_words = paragraph(_("More about what for"))
    ending = may_be(_("When does it end?"), labels.ENDINGS)
    ends_on = DateField(_("Last day"), validators=[Optional()])
    language = SelectField(_("Language of the form"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = options({code: language_name(code) for code in LOCALES})

    @classmethod
    def begun(cls, language: str, group: UUID | None, name: str) -> ConsentForm:
        """Return a form for a new consent, for a group of the directory if one is named."""
        known = language if language in LOCALES else "en"
        start: dict[str, Any] = {"items": [Item.NAME, Item.TREATMENT], "language": known}
        if group is not None:
            start["items"] += [Item.CONTACT, Item.GROUPS]
            start |= {"group_id": str(group), "recipient": name, "purposes": [Purpose.PEER_SUPPORT]}
            start["recipient_kind"] = RecipientKind.GROUP
        return cls(data=start)

    @classmethod
    def filled(cls, consent: Consent) -> ConsentForm:
        """Return the form as a draft stands."""
        return cls(obj=consent)

    @property
    def group(self) -> UUID | None:
        """The group this form was opened for, if its key is one."""
        try:
            return UUID(str(self.group_id.data))
        except ValueError:
            return None

    @property
    def names_group(self) -> bool:
        """Whether a group is to be told."""
        return (
            self.type.data is not ConsentType.TPO
            and self.recipient_kind.data is RecipientKind.GROUP
        )

    def terms(
        self, *, group_id: UUID | None, wording: Wording, discloser: str, timezone: str
    ) -> Terms:
        """Return the answers as what the client agrees to."""
        kept = ("type", "recipient_kind", "recipient", "information", "purpose_words", "ending")
        return Terms(
            **{name: self.data[name] for name in (*kept, "ends_on", "language")},
            items=tuple(Item(value) for value in self.items.data or ()),
            purposes=tuple(Purpose(value) for value in self.purposes.data or ()),
            group_id=group_id,
            wording=wording,
            discloser=discloser,
            timezone=timezone,
        )


class SignForm(ValidatedForm):
    """Who signed, how, and when."""

    signing = one_of(_("How was it signed?"), labels.SIGNINGS)
    signer = one_of(_("Who signed?"), labels.SIGNERS, default=Signer.CLIENT)
    signature = line(_("Name of who signed"))
    relationship_to_client = line(_("Who they are to the client"))
    legal_basis = line(_("Why they may sign"))
    signed_on = DateField(_("Day of signing"), validators=[Optional()])

    @classmethod
    def for_today(cls, consent: Consent, today: date) -> SignForm:
        """Return the form for a draft that is signed now."""
        start = {"signed_on": today, "signing": Signing.PAPER, "revision": consent.revision}
        return cls(data=start)

    def given(self) -> Signature:
        """Return the answers as a signature."""
        return Signature(**self.answers())


class RevokeForm(BaseForm):
    """How the client said that a consent is over."""

    how = one_of(
        _("How did the client say so?"),
        labels.HOW_REVOKED,
        required=_("Say how the client told you."),
    )
    words = paragraph(_("In the client's words, if they gave a reason"))


class SpanForm(BaseForm):
    """From which day to which: read from the address, so that a list can be printed as shown."""

    since = DateField(_("From"), validators=[Optional()])
    until = DateField(_("To"), validators=[Optional()])

    class Meta(BaseForm.Meta):
        """It changes nothing and needs no token."""

        csrf = False

    @classmethod
    def asked(cls) -> SpanForm:
        """Return the form as the address says."""
        return cls(formdata=request.args)

    def span(self, *, earliest: date, today: date) -> tuple[date, date]:
        """Return the days asked for, none before ``earliest``; what makes no sense is left out."""
        sound = self.validate()
        since = (self.since.data if sound else None) or earliest
        until = (self.until.data if sound else None) or today
        since, until = max(since, earliest), min(until, today)
        return (since, until) if since <= until else (earliest, today)
