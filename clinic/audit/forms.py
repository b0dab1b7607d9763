"""What the log may be asked."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wtforms import DateField, Form, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Length, NumberRange, Optional

from clinic.audit.policy import KINDS
from clinic.audit.queries import Ask
from clinic.core.words import lazy_gettext as _


class AskForm(Form):
    """A search of the log. It changes nothing, and so stands in the address."""

    client = IntegerField(_("Client number"), [Optional(), NumberRange(0, 2**31 - 1)])
    person = StringField(_("Person"), [Optional(), Length(max=100)])
    kind = SelectField(
        _("What"),
        [Optional()],
        choices=[
            SelectChoice("", _("All")),
            *(SelectChoice(kind, words) for kind, (words, _acts) in KINDS.items()),
        ],
    )
    since = DateField(_("From"), [Optional()])
    until = DateField(_("To"), [Optional()])

    def ask(self, zone: str) -> Ask:
        """Return the search; days are days on the clinic's wall, both ends included."""
        last = self.until.data
        return Ask(
            client=self.client.data,
            person=(self.person.data or "").strip(),
            kind=self.kind.data or "",
            since=_midnight(self.since.data, zone),
            until=_midnight(last + timedelta(days=1) if last and last < date.max else None, zone),
        )


def _midnight(day: date | None, zone: str) -> datetime | None:
    if day is None or not 1970 <= day.year <= 9000:
        return None
    return datetime.combine(day, time(), ZoneInfo(zone))
