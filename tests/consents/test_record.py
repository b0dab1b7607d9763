"""What a consent must say, and that it stays as it was signed."""

import re
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from clinic.audit.models import AuditEvent
from clinic.consents import actions, policy
from clinic.consents.actions import Signature
from clinic.consents.models import (
    Consent,
    ConsentPaper,
    ConsentType,
    Ending,
    Item,
    Purpose,
    RecipientKind,
    Revocation,
    Signer,
    Signing,
)
from clinic.consents.policy import Element
from clinic.core.errors import RuleBroken, Stale
from tests.consents.conftest import INK
from tests.make import NOON, TODAY
from tests.tools.migrate import ROOT

T, E = ConsentType, Element
BARE = policy.Wording("", "", "", "")
NOTHING = {
    "items": (),
    "purposes": (),
    "wording": BARE,
    "discloser": " ",
    "recipient_kind": None,
    "recipient": " ",
    "ending": None,
}
#: How each element of 42 CFR 2.31(a) is left out, and what is then named.
LEFT_OUT = {
    "who may tell": ({"discloser": " "}, {E.DISCLOSER}),
    "what": ({"items": ()}, {E.INFORMATION}),
    "who": ({"recipient": "\t"}, {E.RECIPIENT}),
    "what kind": ({"recipient_kind": None}, {E.RECIPIENT_KIND}),
    "which group": ({"recipient_kind": RecipientKind.GROUP}, {E.RECIPIENT}),
    "what for": ({"purposes": ()}, {E.PURPOSE}),
    "taking back": ({"wording": BARE}, {E.REVOKING}),
    "when": ({"ending": None}, {E.EXPIRY}),
    "which day": ({"ends_on": None}, {E.EXPIRY_DAY}),
    "an end": ({"ending": Ending.NONE}, {E.EXPIRY}),
}


def gaps(error):
    return {gap.element for gap in error.value.gaps}


@pytest.mark.parametrize("left_out", LEFT_OUT)
def test_01_a_consent_that_lacks_an_element_is_not_saved(client, counselor, terms, left_out):
    changed, wanted = LEFT_OUT[left_out]

    with pytest.raises(policy.Incomplete) as error:
        actions.draft(client, replace(terms, **changed), by=counselor, at=NOON)

    assert gaps(error) == wanted


def test_01_every_missing_element_is_named_at_once(session, client, counselor, terms):
    client.given_name = client.family_name = ""

    with pytest.raises(policy.Incomplete) as error:
        actions.draft(client, replace(terms, **NOTHING), by=counselor, at=NOON)

    assert gaps(error) == {
        *(E.PATIENT, E.DISCLOSER, E.INFORMATION, E.RECIPIENT, E.RECIPIENT_KIND, E.PURPOSE),
        *(E.REVOKING, E.EXPIRY),
    }
    assert str(error.value).count(".") > 7
    assert not session.new


def test_01_consent_for_all_who_treat_or_pay_has_two_more(client, counselor, terms):
    tpo = replace(terms, type=T.TPO, purposes=(Purpose.CARE,), wording=BARE)

    with pytest.raises(policy.Incomplete) as error:
        actions.draft(client, tpo, by=counselor, at=NOON)

    assert gaps(error) == {E.RECIPIENT, E.REVOKING, E.REDISCLOSURE, E.REFUSING}


@pytest.mark.parametrize(
    ("signature", "wanted"),
    [
        (replace(INK, signature=" "), {E.SIGNATURE}),
        (replace(INK, signed_on=None), {E.DATE}),
        (replace(INK, signer=Signer.REPRESENTATIVE), {E.RELATIONSHIP, E.LEGAL_BASIS}),
        (
            Signature(Signing.ELECTRONIC, Signer.REPRESENTATIVE, "", None),
            {E.SIGNATURE, E.DATE, E.RELATIONSHIP, E.LEGAL_BASIS},
        ),
    ],
)
def test_01_and_06_a_signature_is_whole_or_none(client, counselor, terms, signature, wanted):
    consent = actions.draft(client, terms, by=counselor, at=NOON)
    kept = {"pdf": b"%PDF", "pages": 1, "expected_revision": consent.revision}

    with pytest.raises(policy.Incomplete) as error:
        actions.sign(consent, signature, **kept, by=counselor, at=NOON)

    assert gaps(error) == wanted


def test_01_one_place_makes_consents(session):
    made = re.compile(r"\bConsent\(")
    code = (ROOT / "clinic").rglob("*.py")
    makers = [path.name for path in code if made.search(path.read_text("utf-8"))]

    assert sorted(set(makers) - {"models.py"}) == ["drafts.py"]


@pytest.mark.parametrize(
    ("type_", "changed", "wanted"),
    [
        (T.NAMED, {"items": tuple(Item)}, E.INFORMATION),
        (T.NAMED, {"items": (Item.GROUPS,)}, E.INFORMATION),
        (T.NAMED, {"purposes": (Purpose.FAMILY, Purpose.PROCEEDINGS)}, E.PURPOSE),
        (T.NAMED, {"purposes": (Purpose.CRIMINAL_JUSTICE,)}, E.PURPOSE),
        (T.TPO, {"purposes": (Purpose.PEER_SUPPORT,)}, E.PURPOSE),
        (T.COUNSELING_NOTES, {}, E.INFORMATION),
        (T.PROCEEDINGS, {"purposes": (Purpose.PROCEEDINGS,)}, E.RECIPIENT_KIND),
        (T.PROCEEDINGS, {"recipient_kind": RecipientKind.COURT}, E.PURPOSE),
        (T.CRIMINAL_JUSTICE, {"purposes": (Purpose.CRIMINAL_JUSTICE,)}, E.RECIPIENT_KIND),
    ],
)
def test_02_types_do_not_mix(client, counselor, terms, type_, changed, wanted):
    with pytest.raises(policy.Incomplete) as error:
        actions.draft(client, replace(terms, type=type_, **changed), by=counselor, at=NOON)

    assert wanted in gaps(error)


@pytest.mark.parametrize(
    "changed",
    [
        {"type": T.TPO, "purposes": (Purpose.CARE, Purpose.PAYMENT), "ending": Ending.NONE},
        {
            "type": T.COUNSELING_NOTES,
            "items": (Item.NAME, Item.TREATMENT, Item.COUNSELING_NOTES),
        },
        {
            "type": T.PROCEEDINGS,
            "purposes": (Purpose.PROCEEDINGS,),
            "recipient_kind": RecipientKind.COURT,
        },
        {
            "type": T.CRIMINAL_JUSTICE,
            "purposes": (Purpose.CRIMINAL_JUSTICE,),
            "recipient_kind": RecipientKind.COURT,
        },
    ],
)
def test_02_each_type_can_be_signed_by_itself(agree, changed):
    consent = agree(**changed)

    assert policy.standing(consent, NOON) is policy.Standing.IN_FORCE


def test_05_a_signed_consent_never_changes(session, agree, counselor, client, terms):
    consent = agree()
    session.flush()

    with pytest.raises(RuleBroken, match="signed and stays"):
        actions.rewrite(consent, terms, by=counselor, at=NOON)
    with pytest.raises(RuleBroken, match="signed and stays"):
        actions.discard(consent, by=counselor, at=NOON)
    for table in (Consent, ConsentPaper):
        for act in (sa.update(table).values(id=consent.id), sa.delete(table)):
            with pytest.raises(DBAPIError, match="never changes"), session.begin_nested():
                session.execute(act.execution_options(synchronize_session=False))


def test_05_a_change_is_to_take_it_back_and_record_a_new_one(session, agree, counselor, ana):
    first = agree(items=(Item.NAME, Item.TREATMENT))
    actions.revoke(first, how="in_person", by=counselor, at=NOON)
    session.flush()

    with pytest.raises(DBAPIError, match="stays so"), session.begin_nested():
        session.execute(sa.delete(Revocation))
    with pytest.raises(RuleBroken, match="already"):
        actions.revoke(first, how="in_person", by=counselor, at=NOON)
    agree()

    assert actions.permit(first.client, ana, at=NOON).consent_id != first.id


def test_05_the_signed_page_is_kept_with_its_hash(session, agree):
    consent = agree()
    session.flush()

    paper = session.scalars(sa.select(ConsentPaper)).one()

    assert (paper.consent_id, paper.pdf) == (consent.id, b"%PDF")
    assert paper.sha256 == sha256(b"%PDF").hexdigest()
    signed = session.scalars(sa.select(AuditEvent).where(AuditEvent.act == "consent.signed")).one()
    assert signed.detail["sha256"] == paper.sha256


def test_a_second_press_signs_once(session, agree, counselor):
    consent = agree()

    again = {"pdf": b"other", "pages": 9, "expected_revision": 99}
    actions.sign(consent, INK, **again, by=counselor, at=NOON)

    session.flush()
    assert session.scalars(sa.select(ConsentPaper)).one().pdf == b"%PDF"


def test_a_draft_changed_meanwhile_is_not_signed(session, client, counselor, terms):
    consent = actions.draft(client, terms, by=counselor, at=NOON)
    session.flush()
    seen = consent.revision
    actions.rewrite(consent, replace(terms, recipient="Bo Vale"), by=counselor, at=NOON)
    session.flush()

    kept = {"pdf": b"%PDF", "pages": 1, "expected_revision": seen}
    with pytest.raises(Stale):
        actions.sign(consent, INK, **kept, by=counselor, at=NOON)


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2026, 3, 1), "over"), (date(2036, 3, 2), None), (date(9999, 12, 31), "10 years")],
)
def test_it_ends_neither_in_the_past_nor_never(client, counselor, terms, day, said):
    terms = replace(terms, ends_on=day)
    if said is None:
        assert actions.draft(client, terms, by=counselor, at=NOON).ends_on == day
        return
    with pytest.raises(RuleBroken, match=said):
        actions.draft(client, terms, by=counselor, at=NOON)


def test_a_signature_does_not_come_from_tomorrow(client, counselor, terms):
    consent = actions.draft(client, terms, by=counselor, at=NOON)
    late = replace(INK, signed_on=TODAY + timedelta(days=1))

    kept = {"pdf": b"%PDF", "pages": 1, "expected_revision": consent.revision}
    with pytest.raises(RuleBroken, match="not come yet"):
        actions.sign(consent, late, **kept, by=counselor, at=NOON)


def test_nothing_is_taken_back_that_nobody_signed(client, counselor, terms):
    consent = actions.draft(client, terms, by=counselor, at=NOON)

    with pytest.raises(RuleBroken, match="Nobody has signed"):
        actions.revoke(consent, how="in_person", by=counselor, at=NOON)
