"""What staff write about a client."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Self

from wtforms import (
    BooleanField,
    Form,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import NumberRange, Optional

from clinic.accounts.models import User
from clinic.clients.actions import Facts
from clinic.clients.models import Asked, Client
from clinic.clients.policy.labels import (
    ADDRESS,
    ASKED,
    CLINICAL,
    KINDS,
    LANGUAGES,
    NEEDS,
    free_time_pairs,
)
from clinic.core.fields import (
    LINE,
    line,
    one_of,
    options,
    paragraph,
    phone_number,
    some_of,
    tidy,
)
from clinic.core.formats import language_name, month_name
from clinic.core.forms import BaseForm, RevisedForm
from clinic.core.words import LOCALES, gettext
from clinic.core.words import lazy_gettext as _

OLDEST = 1900
ZIP_CODE = re.compile(r"[0-9]{5}")
WRONG_DAY = _("Write the day as a number from 1 to 31.")
WRONG_YEAR = _("Write the year with four digits, as in 1992.")


class NameFields(Form):
    """What the client is called, and written first."""

    given_name = line(_("First name"), required=_("Write the client's name."))
    family_name = line(_("Last name"))


class BirthFields(Form):
    """A date of birth in three parts; the year alone will do."""

    birth_month = SelectField(_("Month"), coerce=int, default=0)
    birth_day = IntegerField(_("Day"), [Optional(), NumberRange(1, 31, message=WRONG_DAY)])
    birth_year = IntegerField(
        _("Year"), [Optional(), NumberRange(OLDEST, 9999, message=WRONG_YEAR)]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.birth_month.choices = options(
            {0: _("Month")} | {n: month_name(n) for n in range(1, 13)}
        )

    @property
    def born_on(self) -> date | None:
        """The whole date, when all three parts were given."""
        parts = self.birth_year.data, self.birth_month.data, self.birth_day.data
        try:
            return date(*parts) if all(parts) else None  # type: ignore[arg-type]
        except ValueError:
            return None

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse half a date, a day no month has, and no year."""
        good = super().validate(extra_validators)
        if self.birth_year.errors or self.birth_day.errors or not (wrong := self._wrong()):
            return bool(good)
        self.birth_year.errors = [wrong]
        return False

    def _wrong(self) -> str:
        day, month, year = self.birth_day.data, self.birth_month.data, self.birth_year.data
        if (day or month) and not (day and month and year):
            return gettext("Write day, month and year, or the year alone.")
        if day and month and not self.born_on:
            return gettext("There is no such day.")
        return "" if year else gettext("Write the date of birth, or the year if that is all.")


class WhoFields(NameFields, BirthFields):
    """Who the client is."""

    preferred_name = line(_("What do they like to be called?"))
    pronouns = line(_("Pronouns"), longest=40)
    language = SelectField(_("Language"), default="en")
    interpreter = BooleanField(_("Needs an interpreter"))
    large_print = BooleanField(_("Needs large print"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys([*LANGUAGES, *LOCALES, self.language.object_data or "en"])
        self.language.choices = options({code: language_name(code) for code in codes})

    def sought(self) -> dict[str, Any]:
        """Return what is known by now, as the arguments of ``likely_duplicates``."""
        return {
            "given": tidy(self.given_name.data)[:LINE],
            "family": tidy(self.family_name.data)[:LINE],
            "born_on": self.born_on,
            "birth_year": self.birth_year.data,
        }


class DuplicateForm(BaseForm, WhoFields):
    """As much of a new client's name and birth date as has been typed."""


class ReachFields(Form):
    """How to reach the client without doing harm."""

    phone = phone_number(_("Phone"))
    voice_message = one_of(_("OK to leave a voice message?"), ASKED, default=Asked.NOT_ASKED)
    best_time = line(_("Best time to call"))
    mail = one_of(_("OK to write?"), ASKED, default=Asked.NOT_ASKED)
    contact_note = paragraph(_("Anything else to know before you call or write"))
    street = line(_("Street"))
    city = line(_("City"))
    postcode = line(_("ZIP code"), longest=20)
    address_confidential = BooleanField(_("This address is confidential"))


class NeedsFields(Form):
    """What a group must offer."""

    needs = some_of(_("What must a group offer?"), NEEDS)
    needs_note = paragraph(_("In the client's own words"))


class MatchingFields(Form):
    """What steers matching, beside the needs: where from, when, and what is possible."""

    area_postcode = line(_("ZIP code to search from"), longest=20)
    free_times = SelectMultipleField(_("When is the client free?"), coerce=str)
    can_travel = one_of(_("Can travel to a group?"), ASKED, default=Asked.NOT_ASKED)
    can_join_online = one_of(_("Can join online or by phone?"), ASKED, default=Asked.NOT_ASKED)
    proof_needed = one_of(_("Needs proof of attendance?"), ASKED, default=Asked.NOT_ASKED)
    medication = one_of(_("Takes medication in recovery?"), ASKED, default=Asked.NOT_ASKED)
    kinds_not_wanted = SelectMultipleField(
        _("Kinds of group the client does not want"), coerce=str, choices=options(KINDS)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.free_times.choices = options(dict(free_time_pairs()))

    def validate_area_postcode(self, field: StringField) -> None:
        """Refuse what is no ZIP code."""
        if field.data and not ZIP_CODE.fullmatch(field.data):
            raise ValidationError(gettext("Write the five digits of a ZIP code."))


class ClientFacts(WhoFields, ReachFields, NeedsFields):
    """Everything staff may write about a client."""

    def facts(self) -> dict[str, Any]:
        """Return the answers as the arguments of ``register`` and ``correct``."""
        answers = {**self.data, "born_on": self.born_on}
        return {name: answers[name] for name in Facts.__annotations__ if name in answers}


class DetailsForm(RevisedForm, ClientFacts, MatchingFields):
    """What the record of a client should say."""

    reason = line(_("Why does the address change?"))

    @classmethod
    def filled(
        cls, client: Client, *, with_address: bool, with_reason: bool, clinical: bool
    ) -> DetailsForm:
        """Return the form as the record stands, without the address where it is not shown.

        ``clinical`` says whether the person may write what is clinical.
        """
        born = client.born_on
        form = cls(
            obj=client,
            birth_month=born.month if born else 0,
            birth_day=born.day if born else None,
        )
        if not with_address:
            for name in (*ADDRESS, "address_confidential"):
                delattr(form, name)
        if not (with_address and with_reason):
            del form.reason
        if not clinical:
            for name in CLINICAL:
                delattr(form, name)
        return form

    def correction(self) -> dict[str, Any]:
        """Return the answers as the arguments of ``correct``."""
        return {**self.facts(), "reason": self.data.get("reason", "")}


class SupporterForm(RevisedForm):
    """A person on the client's side."""

    name = line(_("Name"), required=_("Write the supporter's name."))
    relation = line(_("Who they are to the client"))
    phone = phone_number(_("Phone"))
    good_for = line(_("Good to call when"))


class CoverForm(RevisedForm):
    """Who covers for the counselor."""

    counselor = SelectField(_("Who covers"), coerce=str)
    reason = line(_("Reason"))
    staff: dict[str, User]

    @classmethod
    def offering(cls, staff: Sequence[User], client: Client) -> Self:
        """Return the form, filled from the care team, with these members of staff to choose."""
        self = cls(obj=client.team)
        self.staff = {str(each.id): each for each in staff}
        self.counselor.choices = options(
            {"": _("Choose")} | {key: each.name for key, each in self.staff.items()}
        )
        return self

    def validate_counselor(self, field: SelectField) -> None:
        """Refuse to leave the client to nobody."""
        if not field.data:
            raise ValidationError(gettext("Choose who looks after the client."))

    @property
    def chosen(self) -> User:
        """The member of staff who was chosen."""
        return self.staff[self.counselor.data]


class FirstCounselorForm(CoverForm):
    """Who looks after a client whom nobody looks after yet."""

    counselor = SelectField(_("Counselor"), coerce=str)


class HandOverForm(CoverForm):
    """Who looks after the client from now on, and why."""

    counselor = SelectField(_("New counselor"), coerce=str)
    reason = line(_("Reason"), required=_("Write why the client changes counselor."))
