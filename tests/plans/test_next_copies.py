"""The next copy: what it says of the one before, on screen, on paper, and once it is signed."""

from datetime import date

import pytest

from clinic.consents.models import (
    Consent,
    ConsentType,
    Ending,
    Purpose,
    RecipientKind,
    Signer,
    Signing,
)
from clinic.core.db import db
from clinic.plans import queries
from clinic.plans.document import PlanDocument
from clinic.plans.models import CopyWay, PlanCopy
from clinic.referrals.models import Mode
from tests.make import NOON, TODAY
from tests.plans.paper import pages_of
from tests.plans.tools import fresh, home, sign_off


@pytest.fixture
def second(ada, ready, session):
    """The draft of version 2, begun by page."""
    sign_off(ada, ready)
    ada.submit(f"/plans/{ready.id}/revise", at=home(ready), reason="New number")
    return queries.draft(ready.episode_id)


def words(answer):
    return " ".join(pages_of(answer))


def note(plan, by, *, to_client=True):
    facts = {"way": CopyWay.BY_HAND, "given_on": TODAY, "noted_at": NOON, "by": by}
    db.session.add(PlanCopy(plan_id=plan.id, to_client=to_client, to_whom="", **facts))


def change_number(plan, session):
    plan.people[0].phone = "503 555 0199"
    session.commit()


def test_a_first_plan_has_no_earlier_copy(ada, ready):
    page = ada.get(f"/plans/{ready.id}/check").text

    assert queries.last_given(ready) is None
    assert "What changed since" not in page
    assert ada.get(f"/plans/{ready.id}/print/changes.pdf").status_code == 404


def test_the_check_shows_what_is_new_and_prints_it(ada, second, session):
    change_number(second, session)

    page = ada.get(f"/plans/{second.id}/check").text
    printed = words(ada.get(f"/plans/{second.id}/print/changes.pdf"))

    assert "What changed since version 1" in page
    assert "Before: 503 555 0114" in page
    assert "503 555 0199" in printed
    assert "My last copy was plan 1." in printed


def test_nothing_new_is_said_too(ada, second):
    page = ada.get(f"/plans/{second.id}/check").text

    assert "What changed since version 1" in page
    assert "Nothing changed." in page


def test_what_changed_is_frozen_with_the_version(ada, second, session):
    change_number(second, session)
    sign_off(ada, second)

    signed = PlanDocument.from_json(fresh(session, second).frozen)

    assert signed.since == 1
    assert ("Ana", "503 555 0114", "503 555 0199") in [
        (line.what, line.before, line.after) for line in signed.changes
    ]
    assert "Before: 503 555 0114" in ada.get(f"/plans/{second.id}").text


def test_the_copy_that_the_client_got_counts_not_the_one_in_between(
    ada, ready, second, session, counselor
):
    change_number(second, session)
    sign_off(ada, second)
    ada.submit(f"/plans/{second.id}/revise", at=f"/plans/{second.id}", reason="Once more")
    third = queries.draft(ready.episode_id)
    assert queries.last_given(third).version == 2

    note(ready, counselor)
    note(second, counselor, to_client=False)
    session.commit()

    assert queries.last_given(third).version == 1
    assert "What changed since version 1" in ada.get(f"/plans/{third.id}/check").text


def test_a_client_who_now_reads_spanish_gets_the_lines_in_spanish(ada, second, session):
    second.episode.client.language = "es"
    change_number(second, session)

    printed = words(ada.get(f"/plans/{second.id}/print/changes.pdf"))

    assert "Qué cambió desde mi última copia" in printed
    assert "Idioma inglés español" in printed
    assert "Thursdays" not in printed
    assert "503 555 0199" in printed


def test_a_version_signed_before_changes_were_kept_is_held_against_the_one_before(
    ada, second, session, make, counselor
):
    change_number(second, session)
    sign_off(ada, second)
    stored = dict(fresh(session, second).frozen) | {"since": 0, "changes": []}
    third = make.plan(second.episode, version=3)
    third.frozen = stored | {"version": 3, "remember": "Breathe"}
    third.status, third.finalized_at, third.finalized_by = second.status, NOON, counselor
    session.commit()

    assert "Breathe" in words(ada.get(f"/plans/{third.id}/print/changes.pdf"))


@pytest.fixture
def agree(session, episode, counselor):
    """A consent in force for the group of a referral."""

    def agree(referral, **facts):
        known = {
            "client_id": episode.client_id,
            "type": ConsentType.NAMED,
            "patient_name": "Robin Vale",
            "discloser": "Cedar Street Center",
            "items": ["name", "treatment", "groups"],
            "recipient_kind": RecipientKind.GROUP,
            "recipient": referral.group.name,
            "group_id": referral.group_id,
            "purposes": [Purpose.PEER_SUPPORT.value],
            "revoking": "I tell Cedar Street Center.",
            "timezone": "America/Los_Angeles",
            "drafted_at": NOON,
            "drafted_by_id": counselor.id,
            "signing": Signing.PAPER,
            "signer": Signer.CLIENT,
            "signature": "Robin Vale",
            "signed_on": TODAY,
            "signed_at": NOON,
            "signed_by_id": counselor.id,
            "episode_id": episode.id,
            "ending": Ending.DAY,
            "ends_on": date(2026, 3, 4),
        }
        consent = Consent(**known | facts)
        session.add(consent)
        session.commit()
        return consent

    return agree


@pytest.fixture
def referral(ready, session):
    found = ready.supports[0].referral
    found.mode = Mode.CLINIC_CONTACTS
    session.commit()
    return found


def test_a_consent_that_ends_before_the_first_time_is_found_on_the_page(
    ada, ready, referral, agree
):
    agree(referral)

    page = ada.get(f"/plans/{ready.id}/check").text

    assert "The consent for Thursday Steps ends too early" in page
    assert "It ends Wednesday, March 4, before the first time there." in page


def test_a_consent_that_ends_with_treatment_ends_on_the_day_of_leaving(
    ada, ready, referral, agree, session
):
    agree(referral, ending=Ending.END_OF_TREATMENT, ends_on=None)
    ready.episode.leaves_on = date(2026, 3, 4)
    session.commit()

    assert "It ends Wednesday, March 4" in ada.get(f"/plans/{ready.id}/check").text


@pytest.mark.parametrize(
    "facts",
    [
        {"ends_on": date(2026, 3, 5)},
        {"ending": Ending.NONE, "ends_on": None},
        {"signature": ""},
    ],
)
def test_a_consent_that_lasts_or_opens_nothing_is_no_such_matter(
    ada, ready, referral, agree, facts
):
    agree(referral, **facts)

    assert "ends too early" not in ada.get(f"/plans/{ready.id}/check").text


def test_the_longest_of_several_consents_counts(ready, referral, agree):
    agree(referral)
    agree(referral, ends_on=date(2026, 9, 1))

    assert queries.consents_end(ready, at=NOON) == {referral.id: date(2026, 9, 1)}


def test_a_group_the_client_finds_alone_needs_no_consent(ada, ready, referral, agree, session):
    agree(referral)
    referral.mode = Mode.INFORMATION
    session.commit()

    assert "ends too early" not in ada.get(f"/plans/{ready.id}/check").text


def test_who_can_see_what_is_printed_from_the_consents_in_force(ada, ready, referral, agree):
    agree(referral, ends_on=date(2026, 9, 1))
    agree(referral, ends_on=TODAY.replace(day=1), recipient="Ended")

    sign_off(ada, ready)

    signed = PlanDocument.from_json(ready.frozen)
    assert [(one.who, one.until) for one in signed.sharing] == [("Thursday Steps", "Sep 1, 2026")]
    assert "Groups I plan to go to" in signed.sharing[0].what
