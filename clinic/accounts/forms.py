"""What staff fill in about themselves and one another."""

from __future__ import annotations

from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired

from clinic.core.forms import BaseForm
from clinic.core.words import lazy_gettext as _


class SignInForm(BaseForm):
    """Who is there."""

    email = StringField(_("Email"), [InputRequired(_("Enter your email"))])
    password = PasswordField(_("Password"), [InputRequired(_("Enter your password"))])
