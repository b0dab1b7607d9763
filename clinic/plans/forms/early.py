"""What is asked before somebody who leaves today gets a page."""

from __future__ import annotations

from wtforms import SelectField

from clinic.core.fields import options
from clinic.core.formats import language_name
from clinic.core.forms import BaseForm
from clinic.core.words import LOCALES
from clinic.core.words import lazy_gettext as _

PAPERS = {"Letter": _("Letter"), "A4": _("A4")}


class EarlyForm(BaseForm):
    """In which language, on which paper; both are filled in already."""

    class Meta(BaseForm.Meta):
        """Nothing is changed by printing, so that the answers may stand in the address."""

        csrf = False

    language = SelectField(_("Language"))
    paper = SelectField(_("Paper"), choices=options(PAPERS))

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.language.choices = options({code: language_name(code) for code in LOCALES})
