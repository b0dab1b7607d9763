"""What was told is listed, and stays listed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from clinic.consents import actions, queries
from clinic.consents.document import House, account
from clinic.consents.models import Disclosure, Item, Purpose, RecipientKind
from clinic.consents.policy import NotCovered, Recipient, Wish
from clinic.consents.policy.statement import LONG, SHORT, VERSION
from tests.consents.conftest import INK, ZONE
from tests.make import NOON, TODAY

HOUSE = House("Cedar Street Center", "(503) 555-0140", "Letter", ZONE)


def test_14_the_statement_is_the_one_in_force_letter_by_letter():
    assert VERSION == "42 CFR 2.32, 89 FR 12472 (2024)"
    assert SHORT == "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    assert " ".join(LONG) == (
        "This record which has been disclosed to you is protected by Federal confidentiality "
        "rules (42 CFR part 2). These rules prohibit you from using or disclosing this record, or "
        "testimony that describes the information contained in this record, in any civil, "
        "criminal, administrative, or legislative proceedings by any Federal, State, or local "
        "authority, against the patient, unless authorized by the consent of the patient, except "
        "as provided at 42 CFR 2.12(c)(5) or as authorized by a court in accordance with 42 CFR "
        "2.64 or 2.65. In addition, the Federal rules prohibit you from making any other use or "
        "disclosure of this record unless at least one of the following applies: (i) Further use "
        "or disclosure is expressly permitted by the written consent of the individual whose "
        "information is being disclosed in this record or as otherwise permitted by 42 CFR part "
        "2. (ii) You are a covered entity or business associate and have received the record for "
        "treatment, payment, or health care operations, or (iii) You have received the record "
        "from a covered entity or business associate as permitted by 45 CFR part 164, subparts A "
        "and E. A general authorization for the release of medical or other information is NOT "
        "sufficient to meet the required elements of written consent to further use or redisclose "
        "the record (see 42 CFR 2.31)."
    )


def test_14_a_release_carries_statement_and_scope(agree, client, ana):
    consent = agree()

    release = actions.permit(client, ana, at=NOON)

    assert (release.statement, release.short) == (LONG, SHORT)
    assert release.scope
    assert release.consent_id == consent.id
    assert release.recipient.name == "Ana Vale"


@pytest.mark.parametrize(
    ("kind", "name"),
    [("person", "Ana Vale"), ("court", "County court"), ("employer", "Harbor Mill")],
)
def test_15_copies_for_others_need_a_consent_whoever_they_are(client, kind, name):
    wish = Wish(Recipient(RecipientKind(kind), name), Purpose.AT_REQUEST)

    with pytest.raises(NotCovered, match=name):
        actions.permit(client, wish, at=NOON)


def test_15_the_clients_own_copy_needs_none(session, browser, make, episode, counselor):
    plan = make.plan(episode)
    session.commit()

    sent = browser.sign_in(counselor).get(f"/plans/{plan.id}/draft.pdf")

    assert (sent.status_code, sent.mimetype) == (200, "application/pdf")
    assert session.scalar(sa.select(sa.func.count()).select_from(Disclosure)) == 0


def test_18_what_was_told_can_be_neither_changed_nor_dropped(
    session, agree, client, counselor, ana
):
    agree()
    actions.disclose(client, ana, what="Copy", by=counselor, at=NOON)
    session.flush()

    for act in (sa.update(Disclosure).values(what="Nothing"), sa.delete(Disclosure)):
        with pytest.raises(DBAPIError, match="stays told"), session.begin_nested():
            session.execute(act.execution_options(synchronize_session=False))


def test_19_three_years_back_or_as_short_as_asked(session, agree, client, counselor, ana):
    agree(at=datetime(2020, 1, 1, tzinfo=UTC), ends_on=date(2029, 1, 1), signature=_signed(2019))
    days = (date(2023, 3, 1), date(2023, 3, 2), date(2026, 2, 27), date(2026, 3, 2))
    for day in days:
        at = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
        actions.disclose(client, ana, what=f"Copy of {day}", by=counselor, at=at)
    session.flush()

    def listed(since, until=TODAY):
        found = queries.accounting(client.id, since=since, until=until, zone=ZONE)
        return [row.what for row in found]

    assert queries.earliest(TODAY) == date(2023, 3, 2)
    assert listed(queries.earliest(TODAY)) == [f"Copy of {day}" for day in days[:0:-1]]
    assert listed(date(2026, 2, 28)) == ["Copy of 2026-03-02"]
    assert listed(date(2026, 1, 1), date(2026, 2, 27)) == ["Copy of 2026-02-27"]
    assert queries.earliest(date(2028, 2, 29)) == date(2025, 2, 28)


def test_19_a_day_is_a_day_where_the_clinic_is(session, agree, client, counselor, ana):
    agree()
    midnight = datetime(2026, 3, 4, 8, tzinfo=UTC)
    actions.disclose(client, ana, what="Late", by=counselor, at=midnight - timedelta(seconds=1))
    actions.disclose(client, ana, what="Early", by=counselor, at=midnight)
    session.flush()

    def listed(day):
        found = queries.accounting(client.id, since=day, until=day, zone=ZONE)
        return [row.what for row in found]

    assert (listed(date(2026, 3, 3)), listed(date(2026, 3, 4))) == (["Late"], ["Early"])


def test_19_each_line_says_when_who_what_why_and_by_which_consent(
    session, agree, client, counselor, ana
):
    consent = agree()
    actions.disclose(client, ana, what="Copy of the plan", by=counselor, at=NOON)
    session.flush()
    rows = queries.accounting(client.id, since=TODAY, until=TODAY, zone=ZONE)

    said = account(client, rows, HOUSE, since=TODAY, until=TODAY, today=TODAY)
    client.language = "es"
    spanish = account(client, rows, HOUSE, since=TODAY, until=TODAY, today=TODAY)

    (row,) = said.rows
    assert row.when == "Mar 2, 2026, 12:00 pm"
    assert (row.recipient, row.what, row.by) == ("Ana Vale", "Copy of the plan", "Ada Rowe")
    assert row.items == "Name, That I am or was in treatment here, Groups I plan to go to"
    assert row.purpose == "So that they can support me"
    assert row.consent == consent.id.hex[-8:].upper()
    assert row.statement == VERSION
    assert spanish.rows[0].when == "2 mar 2026, 12:00 p. m."
    assert Item.NAME in rows[0].items


def _signed(year):
    return replace(INK, signed_on=date(year, 6, 1))
