"""What staff fill in about themselves and one another."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from wtforms import EmailField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    Optional,
    Regexp,
    ValidationError,
)

from clinic.accounts.models import Program, Role
from clinic.accounts.policy import LONGEST_PASSWORD, ROLES
from clinic.core.fields import tidy
from clinic.core.forms import BaseForm, RevisedForm
from clinic.core.words import gettext
from clinic.core.words import lazy_gettext as _

SHORT = Length(max=200, message=_("Use 200 characters or fewer."))
SECRET = Length(max=LONGEST_PASSWORD, message=_("Use 1024 characters or fewer."))
EMAIL = [
    InputRequired(_("Write an email address.")),
    Length(max=254, message=_("Use 254 characters or fewer.")),
    Regexp(r"^[^@\s]+@[^@\s]+$", message=_("Write it like name@clinic.org.")),
]
NEW = {"autocomplete": "new-password"}
NOW = {"autocomplete": "current-password"}


class ChoiceField(SelectField):
    """A choice from a list, with a refusal in our own words."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not on the list."""
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise ValidationError(gettext("Choose one from the list.")) from error


def _key(text: str | uuid.UUID) -> str | uuid.UUID:
    try:
        return text if isinstance(text, uuid.UUID) else uuid.UUID(text)
    except ValueError:
        return text


def _role(text: str | Role | None) -> str | Role | None:
    return Role(text) if text in tuple(Role) else text or None


class SignInForm(BaseForm):
    """Who is there."""

    email = EmailField(
        _("Work email"),
        [InputRequired(_("Write your email.")), Length(max=254)],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _("Password"), [InputRequired(_("Write your password.")), SECRET], render_kw=NOW
    )


class FirstPasswordForm(BaseForm):
    """A password of one's own, after a one-time code."""

    password = PasswordField(
        _("New password"), [InputRequired(_("Write a new password.")), SECRET], render_kw=NEW
    )
    again = PasswordField(
        _("New password again"), [InputRequired(_("Type it again.")), SECRET], render_kw=NEW
    )


class PasswordForm(BaseForm):
    """Another password, by someone who knows the one they have."""

    current = PasswordField(
        _("Password now"), [InputRequired(_("Write your password.")), SECRET], render_kw=NOW
    )
    password = FirstPasswordForm.password
    again = FirstPasswordForm.again


class SelfForm(RevisedForm):
    """What a member of staff may correct about themselves."""

    name = StringField(_("Name"), [DataRequired(_("Write your name.")), SHORT])
    phone = StringField(_("Phone, printed on plans"), [Optional(), SHORT], filters=[tidy])


class ProgramForm(RevisedForm):
    """A program as its clients know it."""

    name = StringField(_("Name"), [DataRequired(_("Write a name.")), SHORT])
    phone = StringField(_("Phone, printed on plans"), [Optional(), SHORT], filters=[tidy])
    address = TextAreaField(_("Address"), [Optional(), SHORT], filters=[tidy])


class PlaceForm(BaseForm):
    """A role in a program."""

    program = ChoiceField(_("Program"), coerce=_key)
    role = ChoiceField(_("Role"), coerce=_role)

    def offer(self, programs: Iterable[Program], *, nothing: bool = False) -> PlaceForm:
        """Offer these programs, and also no role where one may be taken away."""
        none = {"": gettext("No role")} if nothing else {}
        self.program.choices = {str(program.id): program.name for program in programs}
        self.role.choices = none | {role.value: str(words) for role, words in ROLES.items()}
        return self


class StaffForm(PlaceForm):
    """A new member of staff."""

    name = StringField(_("Name"), [DataRequired(_("Write a name.")), SHORT])
    email = EmailField(_("Work email"), EMAIL, render_kw={"autocomplete": "off"})
    phone = StringField(_("Phone, printed on plans"), [Optional(), SHORT], filters=[tidy])
