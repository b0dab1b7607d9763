"""What people type about a source, and when they bring in a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, NumberRange, ValidationError

from clinic.core.fields import line, options, paragraph
from clinic.core.forms import BaseForm, RevisedForm
from clinic.core.words import gettext as _now
from clinic.core.words import lazy_gettext as _
from clinic.groups.feeds.times import zone_named
from clinic.groups.models import DirectorySource
from clinic.groups.policy.sources import FORMATS, LONGEST_REFRESH_HOURS


def _format(label: Any, **more: Any) -> SelectField:
    return SelectField(label, choices=options(FORMATS), default="", **more)


def _check_zone(field: StringField) -> None:
    """Refuse a zone that no clock knows; nothing is the zone of those who name their own."""
    if not field.data:
        return
    found = zone_named(field.data)
    if found is None:
        raise ValidationError(_now("Write it like America/Los_Angeles."))
    field.data = found


class SourceForm(RevisedForm):
    """Where a feed is, how it is read and how often."""

    name = line(_("Name"), required=_("Give the source a name."))
    url = line(_("Web address of the feed"), longest=2_000)
    format = _format(_("Format"))
    fellowship = line(_("Fellowship"))
    timezone = line(_("Time zone"))
    refresh_hours = IntegerField(
        _("Fetch every so many hours"),
        [
            InputRequired(_("Say how many hours, or 0 for only by hand.")),
            NumberRange(0, LONGEST_REFRESH_HOURS, message=_("Between 0 and 744 hours.")),
        ],
        default=0,
    )
    attribution = paragraph(_("Who to thank"))

    def validate_timezone(self, field: StringField) -> None:
        """Refuse a zone that no clock knows."""
        _check_zone(field)


class ImportForm(BaseForm):
    """A file, and the source it belongs to: one that is known, or a new one."""

    file = FileField(_("File"), [FileRequired(_("Choose a file."))])
    source = SelectField(_("Source"), default="")
    name = line(_("Name of the new source"))
    fellowship = line(_("Fellowship"))
    timezone = line(_("Time zone"))
    format = _format(_("Format of this file"))

    def offer(self, sources: Iterable[DirectorySource]) -> None:
        """Offer the sources there are, and a new one."""
        known = [SelectChoice(str(one.id), one.name) for one in sources]
        self.source.choices = [*known, SelectChoice("", _("A new source"))]

    def validate_name(self, field: StringField) -> None:
        """Ask for a name when the source is new."""
        if not self.source.data and not field.data:
            raise ValidationError(_now("Give the new source a name."))

    def validate_timezone(self, field: StringField) -> None:
        """Refuse a zone that no clock knows."""
        _check_zone(field)


class AgainForm(BaseForm):
    """The format in which a file is read once more."""

    format = _format(_("Format"))


class AcceptForm(BaseForm):
    """The word of somebody who has looked at why a run is held."""

    looked = BooleanField(
        _("I have looked at this. The list is right."),
        [InputRequired(_("Tick this first."))],
        render_kw={"required": False},
    )
