"""What the answers of this room are called."""

from __future__ import annotations

from collections.abc import Collection

from clinic.clients.models import Asked, Need, Part, Stage
from clinic.core.formats import language_name, weekday_name
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
    "large_print": _("Large print"),
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
    "area_postcode": _("ZIP code to search from"),
    "free_times": _("Free times"),
    "can_travel": _("Can travel to a group"),
    "can_join_online": _("Can join online or by phone"),
    "proof_needed": _("Needs proof of attendance"),
    "medication": _("Takes medication in recovery"),
    "kinds_not_wanted": _("Kinds of group not wanted"),
}

#: Fields whose history is shut with the confidential address itself.
ADDRESS = frozenset({"street", "city", "postcode"})
#: Fields that only the care team and supervisors read and write.
CLINICAL = frozenset({"medication"})

#: The kinds of group that a client may not want, as the directory calls them.
KINDS = {
    "step": _("12-step"),
    "clinical": _("Clinical support"),
    "mutual": _("Mutual support"),
    "online": _("Online"),
}
PARTS_OF_DAY = {
    "morning": _("morning"),
    "afternoon": _("afternoon"),
    "evening": _("evening"),
}
_MONDAY_FIRST = (1, 2, 3, 4, 5, 6, 0)


def free_times_line(times: Collection[str]) -> str:
    """Return free times in words, in the order of the week."""
    return ", ".join(words for time, words in free_time_pairs() if time in times)


def free_time_pairs() -> list[tuple[str, str]]:
    """Return each part of each day of the week with its words: "Mon morning"."""
    return [
        (f"{day} {part}", f"{weekday_name(day, width='abbreviated')} {words}")
        for day in _MONDAY_FIRST
        for part, words in PARTS_OF_DAY.items()
    ]


def language_pairs() -> list[tuple[str, str]]:
    """Return each language offered with its name, by name."""
    return sorted(((code, language_name(code)) for code in LANGUAGES), key=lambda pair: pair[1])
