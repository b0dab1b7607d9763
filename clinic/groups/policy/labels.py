"""The words for what a group is and offers."""

from __future__ import annotations

from datetime import date

from clinic.core.formats import short_day
from clinic.core.words import LazyString
from clinic.core.words import gettext as _now
from clinic.core.words import lazy_gettext as _
from clinic.groups.models import Attendance, GroupStatus, Joining, Leader, Openness, PeerGroup

LEADERS: dict[Leader, LazyString] = {
    Leader.PEERS: _("Members of the group"),
    Leader.PEER_SPECIALIST: _("Peer support specialist"),
    Leader.SOCIAL_WORKER: _("Social worker"),
    Leader.COUNSELOR: _("Counselor"),
    Leader.NOT_STATED: _("Not stated"),
}
JOINING: dict[Joining, LazyString] = {
    Joining.OPEN: _("Open to all"),
    Joining.CONTACT_FIRST: _("Contact first"),
    Joining.REFERRAL: _("Referral needed"),
}
STATUSES: dict[GroupStatus, LazyString] = {
    GroupStatus.ACTIVE: _("Meeting"),
    GroupStatus.PAUSED: _("Paused"),
    GroupStatus.RETIRED: _("Retired"),
}
ATTENDANCE: dict[Attendance, LazyString] = {
    Attendance.IN_PERSON: _("In person"),
    Attendance.ONLINE: _("Online"),
    Attendance.HYBRID: _("In person and online"),
    Attendance.PHONE: _("By phone"),
    Attendance.SUSPENDED: _("Not meeting for now"),
    Attendance.NOT_STATED: _("Place not stated"),
}
OPENNESS: dict[Openness, LazyString] = {
    Openness.OPEN: _("Everyone is welcome"),
    Openness.CLOSED: _("For people who want to stop"),
    Openness.NOT_STATED: _("Not stated"),
}
LANGUAGES: dict[str, LazyString] = {
    "en": _("English"),
    "es": _("Spanish"),
    "fr": _("French"),
    "de": _("German"),
    "it": _("Italian"),
    "pt": _("Portuguese"),
    "ru": _("Russian"),
    "pl": _("Polish"),
    "ja": _("Japanese"),
    "ko": _("Korean"),
    "zh": _("Chinese"),
    "vi": _("Vietnamese"),
    "tl": _("Tagalog"),
    "hi": _("Hindi"),
    "pa": _("Punjabi"),
    "fa": _("Persian"),
    "ar": _("Arabic"),
    "he": _("Hebrew"),
    "hy": _("Armenian"),
    "el": _("Greek"),
    "uk": _("Ukrainian"),
    "sv": _("Swedish"),
}
TRAITS: dict[str, LazyString] = {
    "newcomer": _("Newcomers welcome"),
    "women": _("Women only"),
    "men": _("Men only"),
    "lgbtq": _("LGBTQ people"),
    "transgender": _("Transgender people"),
    "non_binary": _("Non-binary people"),
    "young_people": _("Young people"),
    "seniors": _("Seniors"),
    "people_of_color": _("People of color"),
    "indigenous": _("Indigenous people"),
    "professionals": _("Professionals"),
    "secular": _("Secular"),
    "dual_diagnosis": _("Addiction with another condition"),
    "family": _("Family and friends"),
    "parents": _("Parents"),
    "adult_children": _("Adult children"),
    "alateen": _("Alateen"),
    "teens": _("Teenagers"),
    "veterans": _("Veterans"),
    "childcare": _("Childcare"),
    "child_friendly": _("Children can wait"),
    "sign_language": _("Sign language"),
    "transit": _("Near a bus stop"),
    "proof_of_attendance": _("Signs proof of attendance"),
    "fragrance_free": _("Fragrance free"),
    "outdoor": _("Outdoors"),
    "smoking_permitted": _("Smoking permitted"),
    "no_smoking": _("No smoking"),
    "cross_talk": _("Cross talk permitted"),
    "wheelchair_toilet": _("Step-free bathroom"),
    "big_book": _("Big Book"),
    "literature": _("Literature"),
    "step": _("Step study"),
    "tradition": _("Tradition study"),
    "speaker": _("Speaker"),
    "discussion": _("Discussion"),
    "meditation": _("Meditation"),
    "birthday": _("Birthdays"),
    "candlelight": _("Candlelight"),
    "grapevine": _("Grapevine"),
    "institutional": _("In an institution"),
}


def action_words(group: PeerGroup) -> LazyString:
    """Return what a counselor does with a group: add it to the plan, or refer."""
    return _("Add to plan") if group.joining is Joining.OPEN else _("Refer")


def leader_line(group: PeerGroup) -> str:
    """Return who leads: "Priya Nair, social worker", or nothing when nobody said."""
    if group.leader is Leader.NOT_STATED:
        return group.leader_name
    words = str(LEADERS[group.leader])
    return f"{group.leader_name}, {words[0].lower()}{words[1:]}" if group.leader_name else words


def is_stale(group: PeerGroup, *, today: date, days: int) -> bool:
    """Say whether nobody has checked the group's facts for longer than the clinic allows."""
    return group.checked_on is None or (today - group.checked_on).days > days


def checked_words(group: PeerGroup, *, today: date, days: int) -> str:
    """Return when the group was last checked, in the words of a result line."""
    if group.checked_on is None:
        return str(_now("Never checked by us"))
    if is_stale(group, today=today, days=days):
        return str(_now("Not checked since %(day)s", day=_day(group.checked_on, today)))
    return str(_now("Checked %(day)s", day=_day(group.checked_on, today)))


def _day(day: date, today: date) -> str:
    month_and_day = short_day(day).split(", ")[1]
    return month_and_day if day.year == today.year else f"{month_and_day}, {day.year}"


def survivor(group: PeerGroup) -> PeerGroup:
    """Return the group that stands for one that was merged; itself for all others."""
    while group.merged_into is not None:
        group = group.merged_into
    return group


def is_offered(group: PeerGroup, *, today: date) -> bool:
    """Say whether clients can be sent to the group today."""
    if group.status is GroupStatus.PAUSED:
        return group.paused_until is not None and group.paused_until <= today
    return group.status is GroupStatus.ACTIVE
