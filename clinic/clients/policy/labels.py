"""What the answers of this room are called."""

from __future__ import annotations

from clinic.clients.models import Asked, Need, Part, Stage
from clinic.core.formats import language_name
from clinic.core.words import lazy_gettext as _

ASKED = {Asked.YES: _("Yes"), Asked.NO: _("No"), Asked.NOT_ASKED: _("Not asked yet")}

NEEDS = {
    Need.EVENINGS: _("Evenings"),
    Need.WEEKENDS: _("Weekends"),
    Need.DAYTIME: _("Daytime on weekdays"),
    Need.CHILDREN: _("Children can wait"),
    Need.STEP_FREE: _("Step-free"),
    Need.TRANSIT: _("Near a bus stop"),
    Need.SIGN_LANGUAGE: _("Sign language"),
    Need.WOMEN_ONLY: _("Women only"),
    Need.MEN_ONLY: _("Men only"),
    Need.LGBTQ: _("LGBTQ people"),
    Need.SECULAR: _("Secular"),
    Need.ONLINE: _("Online"),
}

STAGES = {
    Stage.RESIDENTIAL: _("Residential"),
    Stage.OUTPATIENT: _("Outpatient"),
    Stage.RECORDED: _("Not in care yet"),
    Stage.LEFT: _("Left care"),
}

PARTS = {Part.PRIMARY: _("Primary counselor"), Part.COVERING: _("Covering")}

#: Languages offered in forms, as ISO 639 codes; the most spoken in US treatment first.
LANGUAGES = (
    *("en", "es", "zh", "vi", "ko", "tl", "ru", "uk", "ar", "fa", "so", "am", "fr"),
    *("ht", "pt", "pl", "hi", "pa", "ne", "my", "km", "lo", "hmn", "nv", "ase"),
)

FIELDS = {
    "given_name": _("First name"),
    "family_name": _("Last name"),
    "preferred_name": _("Name used"),
    "born_on": _("Date of birth"),
    "birth_year": _("Year of birth"),
    "pronouns": _("Pronouns"),
    "language": _("Language"),
    "interpreter": _("Interpreter"),
    "phone": _("Phone"),
    "best_time": _("Best time to call"),
    "voice_message": _("Voice message"),
    "mail": _("Mail"),
    "contact_note": _("Note on contact"),
    "street": _("Street"),
    "city": _("City"),
    "postcode": _("ZIP code"),
    "address_confidential": _("Confidential address"),
    "needs": _("Needs for groups"),
    "needs_note": _("Needs, in words"),
}

#: Fields whose history is shut with the confidential address itself.
ADDRESS = frozenset({"street", "city", "postcode"})


def language_pairs() -> list[tuple[str, str]]:
    """Return each language offered with its name, by name."""
    return sorted(((code, language_name(code)) for code in LANGUAGES), key=lambda pair: pair[1])
