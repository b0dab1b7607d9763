"""What people type about groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
    ValidationError,
)

from clinic.core.formats import weekday_name
from clinic.core.forms import BaseForm, RevisedForm
from clinic.core.words import gettext as _now
from clinic.core.words import lazy_gettext as _
from clinic.groups import policy
from clinic.groups.feeds.times import zone_named
from clinic.groups.models import (
    Attendance,
    GroupMeeting,
    Joining,
    Leader,
    Openness,
    PeerGroup,
    Stated,
)

_LINE = Length(max=200, message=_("Use at most 200 characters."))
_TEXT = Length(max=2000, message=_("Use at most 2,000 characters."))
#: Traits that staff tick; a meeting may carry more from its feed.
OFFERED = (
    "newcomer",
    "women",
    "men",
    "lgbtq",
    "young_people",
    "secular",
    "dual_diagnosis",
    "family",
    "child_friendly",
    "childcare",
    "sign_language",
    "transit",
    "proof_of_attendance",
)
_STEP_FREE = {
    Stated.YES: _("Yes"),
    Stated.NO: _("No"),
    Stated.NOT_STATED: _("Not stated"),
}


def _of(words: Mapping[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(str(value), label) for value, label in words.items()]


def _with(offered: Iterable[str], own: list[str], words: Mapping[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(word, words.get(word, word)) for word in dict.fromkeys((*offered, *own))]


def _stripped(text: str | None) -> str:
    return (text or "").strip()


def _line(label: Any, **render: Any) -> StringField:
    return StringField(label, [Optional(), _LINE], filters=[_stripped], render_kw=render or None)


def _paragraph(label: Any) -> TextAreaField:
    return TextAreaField(label, [Optional(), _TEXT], filters=[_stripped], render_kw={"rows": 3})


def _web_address(_form: BaseForm, field: StringField) -> None:
    if not (field.data or "").startswith(("https://", "http://")) or " " in (field.data or ""):
        raise ValidationError(_now("Start with https:// and leave no spaces."))


class GroupForm(RevisedForm):
    """The facts of a group."""

    name = StringField(
        _("Name"), [DataRequired(_("Give the group's name.")), _LINE], filters=[_stripped]
    )
    kind = SelectField(_("Kind"), choices=_of(policy.KINDS))
    fellowship = _line(_("Fellowship"))
    leader = SelectField(_("Who leads"), choices=_of(policy.LEADERS), default=Leader.NOT_STATED)
    leader_name = _line(_("Leader's name"))
    joining = SelectField(_("How to join"), choices=_of(policy.JOINING), default=Joining.OPEN)
    phone = _line(_("Phone"), type="tel")
    email = StringField(
        _("Email"),
        [
            Optional(),
            _LINE,
            Regexp(
                r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
                message=_("That does not look like an email address."),
            ),
        ],
        filters=[_stripped],
    )
    website = StringField(_("Website"), [Optional(), _LINE, _web_address], filters=[_stripped])
    expect = _paragraph(_("What to expect"))
    ask_for = _line(_("Ask for"))
    staff_contact = _line(_("Contact for staff"))
    staff_notes = _paragraph(_("Notes for staff"))


class MeetingForm(RevisedForm):
    """The facts of one weekly meeting and its place."""

    weekday = SelectField(
        _("Day"),
        choices=lambda: [
            SelectChoice("", _("By appointment")),
            *(SelectChoice(str(day), weekday_name(day)) for day in (1, 2, 3, 4, 5, 6, 0)),
        ],
        coerce=lambda day: None if day in ("", None, "None") else int(day),
    )
    starts_at = TimeField(_("Starts"), [Optional()])
    minutes = IntegerField(
        _("Minutes"),
        [
            InputRequired(_("Say how many minutes.")),
            NumberRange(5, 1440, message=_("Between 5 minutes and a day.")),
        ],
        default=60,
    )
    timezone = _line(_("Time zone"))
    weeks = SelectMultipleField(
        _("Weeks of the month"), choices=_of(policy.WEEKS), coerce=int, default=()
    )
    recurrence_note = _line(_("Note on the weeks"))
    attendance = SelectField(
        _("Attendance"), choices=_of(policy.ATTENDANCE), default=Attendance.IN_PERSON
    )
    place = _line(_("Place"))
    street = _line(_("Street"))
    room = _line(_("Room"))
    city = _line(_("City"))
    region = _line(_("State or region"))
    postcode = _line(_("ZIP code"))
    directions = _paragraph(_("Directions"))
    wheelchair = SelectField(_("Step-free"), choices=_of(_STEP_FREE), default=Stated.NOT_STATED)
    conference_url = StringField(
        _("Link to join"), [Optional(), _TEXT, _web_address], filters=[_stripped]
    )
    conference_phone = _line(_("Number to call in"), type="tel")
    conference_note = _paragraph(_("Notes for joining"))
    openness = SelectField(
        _("Who may come"), choices=_of(policy.OPENNESS), default=Openness.NOT_STATED
    )
    languages = SelectMultipleField(_("Languages"), choices=_of(policy.LANGUAGES))
    traits = SelectMultipleField(
        _("What it offers"), choices=_of({trait: policy.TRAITS[trait] for trait in OFFERED})
    )
    notes = _paragraph(_("Notes"))

    def validate_timezone(self, field: StringField) -> None:
        """Refuse a zone that no clock knows."""
        if not field.data:
            return
        found = zone_named(field.data)
        if found is None:
            raise ValidationError(_now("Write it like America/Los_Angeles."))
        field.data = found

    def keep_traits_of(self, meeting: GroupMeeting) -> None:
        """Offer the traits and languages that a feed gave as well, so that none is lost."""
        self.traits.choices = _with(OFFERED, meeting.traits, policy.TRAITS)
        self.languages.choices = _with(policy.LANGUAGES, meeting.languages, policy.LANGUAGES)

    def fill_place(self, meeting: GroupMeeting) -> None:
        """Fill in the place; the rest comes with ``obj=``."""
        for field, name in policy.PLACE_FIELDS.items():
            if meeting.venue:
                self[field].data = getattr(meeting.venue, name)


class NewGroupForm(GroupForm, MeetingForm):
    """A group and its first meeting."""


class PauseForm(RevisedForm):
    """Until when a group is offered to nobody."""

    paused_until = DateField(_("Paused until"), [InputRequired(_("Choose a date."))])
    reason = StringField(_("Reason"), [DataRequired(_("Say why.")), _LINE], filters=[_stripped])


class RetireForm(RevisedForm):
    """Why a group is offered to nobody any more."""

    reason = StringField(_("Reason"), [DataRequired(_("Say why.")), _LINE], filters=[_stripped])


class WarningForm(RevisedForm):
    """Why clients should not be sent to a group."""

    reason = StringField(_("Reason"), [DataRequired(_("Say why.")), _LINE], filters=[_stripped])


class MergeForm(RevisedForm):
    """Which of two entries of one group stays."""

    keep = RadioField(_("Which one stays?"), validators=[InputRequired(_("Choose one."))])

    def offer(self, *groups: PeerGroup) -> None:
        """Offer these groups to choose from."""
        self.keep.choices = [SelectChoice(str(each.id), each.name) for each in groups]
