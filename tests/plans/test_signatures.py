"""Who signs a plan: what it takes, what the paper says of it, what is kept."""

import hashlib
import json

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from clinic.core.errors import RuleBroken
from clinic.plans import actions
from clinic.plans.document import PlanDocument, digest
from clinic.plans.models import PlanPaper, PlanSignature, PlanSigner, SignedHow, WhyNot
from clinic.plans.policy import SignOff
from clinic.plans.printing import mark_of, page_of
from tests.make import NOON, TODAY
from tests.plans.tools import ON_PAPER, PDF, fresh, posted, sign_off

ADA = "Ada Rowe"
TYPED = SignOff(SignedHow.TYPED, own_name=ADA, name="Robin V.")
NOT = SignOff(SignedHow.NOT, own_name=ADA, why_not=WhyNot.GONE)
MOTHER = {"representative": "Ana Vale", "relation": "mother", "legal_basis": "parent of a minor"}


@pytest.fixture
def prepare(counselor, desk, facts):
    def prepare(plan, signed):
        return actions.prepare(plan, signed, desk=desk, clinic=facts, by=counselor, at=NOON)

    return prepare


@pytest.fixture
def sign(prepare, counselor):
    def sign(plan, signed=ON_PAPER):
        paper = {"pdf": PDF, "pages": 6, "expected_revision": plan.revision}
        document = prepare(plan, signed)
        return actions.finalize(plan, signed, document=document, **paper, by=counselor, at=NOON)

    return sign


def html(app, plan):
    with app.test_request_context():
        return " ".join(page_of(PlanDocument.from_json(plan.frozen)).split())


@pytest.mark.parametrize(
    ("signed", "field"),
    [
        (SignOff(SignedHow.TYPED, own_name=ADA), "name"),
        (SignOff(SignedHow.NOT, own_name=ADA), "why_not"),
        (SignOff(SignedHow.NOT, own_name=ADA, why_not=WhyNot.OTHER), "reason"),
        (SignOff(SignedHow.PAPER, own_name=""), "own_name"),
        (SignOff(SignedHow.PAPER, own_name="Cora Lind"), "own_name"),
        (SignOff(SignedHow.PAPER, own_name=ADA, representative="Ana"), "relation"),
        (SignOff(SignedHow.PAPER, own_name=ADA, relation="mother"), "representative"),
        (SignOff(SignedHow.PAPER, own_name=ADA, **MOTHER | {"legal_basis": ""}), "legal_basis"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_plan_is_signed_while_a_signature_or_its_reason_is_missing(
    ready, prepare, signed, field
):
    with pytest.raises(RuleBroken) as refusal:
        prepare(ready, signed)

    assert refusal.value.field == field


def test_the_counselors_name_may_be_typed_in_any_case(ready, prepare):
    document = prepare(ready, SignOff(SignedHow.PAPER, own_name="  ada  ROWE "))

    assert document.signatures[-1].name == ADA


def test_each_signature_is_a_row_bound_to_the_words(ready, sign, session, counselor):
    plan = sign(ready, SignOff(SignedHow.TYPED, own_name=ADA, name="Robin V.", **MOTHER))

    rows = session.scalars(sa.select(PlanSignature).order_by(PlanSignature.part)).all()
    assert [(row.part, row.way, row.name) for row in rows] == [
        (PlanSigner.CLIENT, SignedHow.TYPED, "Robin V."),
        (PlanSigner.COUNSELOR, SignedHow.TYPED, ADA),
        (PlanSigner.REPRESENTATIVE, SignedHow.TYPED, "Ana Vale"),
    ]
    assert (rows[2].relation, rows[2].legal_basis) == ("mother", "parent of a minor")
    assert {(row.on, row.at, row.by) for row in rows} == {(TODAY, NOON, counselor)}
    words = json.dumps(plan.frozen, sort_keys=True).encode()
    assert {row.words_sha256 for row in rows} == {hashlib.sha256(words).hexdigest()}


def test_the_mark_on_the_paper_begins_the_sum_of_the_words(ready, sign, session):
    plan = sign(ready)

    begin = mark_of(PlanDocument.from_json(plan.frozen)).replace("-", "").lower()
    assert plan.signatures[0].words_sha256.startswith(begin)
    assert digest(plan.frozen) == plan.signatures[0].words_sha256


def test_signed_names_are_frozen_with_their_day_in_words(ready, sign, app):
    paper = html(app, sign(ready, TYPED))

    assert "signed by Robin V., Monday, March 2, 2026" in paper
    assert f"signed by {ADA}, Monday, March 2, 2026" in paper


def test_who_signs_on_paper_gets_a_line(ready, sign, app):
    paper = html(app, sign(ready))

    assert "My signature (Robin Vale)" in paper
    assert f"signed by {ADA}" in paper


@pytest.mark.parametrize(
    ("signed", "words"),
    [
        (NOT, "Left before we could sign, Monday"),
        (
            SignOff(SignedHow.NOT, own_name=ADA, why_not=WhyNot.OTHER, reason="Hand in a cast"),
            "Hand in a cast, Monday",
        ),
    ],
    ids=["from the list", "in own words"],
)
def test_who_did_not_sign_stands_there_with_the_reason(ready, sign, app, signed, words):
    paper = html(app, sign(ready, signed))

    assert f"Robin Vale did not sign.</b> {words}" in paper
    assert "My signature" not in paper


def test_the_paper_says_it_in_the_clients_language(ready, sign, app):
    ready.episode.client.language = "es"

    paper = html(app, sign(ready, NOT))

    assert "Se fue antes de poder firmar, lunes, 2 de marzo de 2026" in paper


def test_a_representative_stands_with_what_lets_them_sign(ready, sign, app):
    paper = html(app, sign(ready, SignOff(SignedHow.PAPER, own_name=ADA, **MOTHER)))

    assert "Representative (Ana Vale), mother, parent of a minor" in paper


@pytest.mark.parametrize(
    "statement",
    [
        sa.update(PlanSignature).values(name="Other"),
        sa.update(PlanSignature).values(words_sha256="0" * 64),
        sa.delete(PlanSignature),
        sa.update(PlanPaper).values(language="es"),
    ],
    ids=str,
)
def test_the_database_lets_no_signature_be_changed(ready, sign, session, statement):
    sign(ready)
    session.flush()

    with pytest.raises(DBAPIError, match="never changes"):
        session.execute(statement)


def test_the_database_lets_nobody_sign_later(ready, sign, session, counselor):
    plan = sign(ready)
    late = {"part": PlanSigner.REPRESENTATIVE, "way": SignedHow.TYPED, "name": "Ana", "on": TODAY}
    session.add(PlanSignature(plan_id=plan.id, **late, words_sha256="", at=NOON, by=counselor))

    with pytest.raises(DBAPIError, match="never changes"):
        session.flush()


def test_a_version_freezes_all_of_it(ready, sign, session, counselor):
    ready.episode.client.language, ready.episode.client.large_print = "es", True

    plan = sign(ready)

    document = PlanDocument.from_json(plan.frozen)
    paper = session.scalar(sa.select(PlanPaper))
    assert document.as_json()["remember"] == ready.remember
    assert (document.language, document.size) == ("es", "large")
    assert (paper.language, paper.size) == ("es", "large")
    assert (paper.pdf, paper.sha256) == (PDF, hashlib.sha256(PDF).hexdigest())
    assert (paper.pages, paper.made_at) == (6, NOON)
    assert (plan.finalized_by, plan.finalized_at) == (counselor, NOON)


def test_an_old_version_keeps_its_bytes_and_words_when_everything_else_changes(
    ada, ready, session, press
):
    session.commit()
    sign_off(ada, ready)
    before = (ada.get(f"/plans/{ready.id}.pdf").data, fresh(session, ready).frozen)
    client = ready.episode.client
    client.language, client.large_print, client.given_name = "es", True, "Other"
    session.commit()
    ada.submit(f"/plans/{ready.id}/revise", at=f"/plans/{ready.id}", reason="Moved")

    assert (ada.get(f"/plans/{ready.id}.pdf").data, fresh(session, ready).frozen) == before


def test_the_page_keeps_what_was_typed_and_says_what_is_missing(ada, ready, session):
    session.commit()

    answer = sign_off(ada, ready, way="not", reason="Felt ill", own_name="Somebody")

    assert answer.status_code == 422
    assert "Choose why there is no signature." in answer.text
    assert 'value="Felt ill"' in answer.text
    assert not fresh(session, ready).is_final


def test_nobody_signs_for_the_counselor_by_leaving_the_name_out(ada, ready, session):
    session.commit()

    answer = sign_off(ada, ready, own_name="")

    assert answer.status_code == 422
    assert "Type your own name to sign." in answer.text


def test_the_signed_version_shows_who_when_language_size_sums_and_pages(ada, ready, session):
    ready.episode.client.large_print = True
    session.commit()

    page = sign_off(ada, ready, way="typed", name="Robin V.").text

    row = session.scalar(sa.select(PlanSignature))
    for words in ("Robin V. typed the name", "English, large, 6 pages", row.words_sha256):
        assert words in page
    assert hashlib.sha256(PDF).hexdigest() in page
    assert "English, large" in ada.get(f"/plans/{ready.id}").text


def test_language_and_size_are_chosen_on_the_page_and_printed(ada, ready, session, press):
    session.commit()
    check, url = f"/plans/{ready.id}/check", f"/plans/{ready.id}/print"
    assert posted(ada.get(check).text, url)["prints_in"] == ["en"]

    page = ada.submit(url, at=check, prints_in="es", size="large").text
    sign_off(ada, ready)

    assert posted(page, url)["prints_in"] == ["es"]
    assert posted(page, url)["size"] == ["large"]
    assert (press[-1][0].language, press[-1][0].size) == ("es", "large")


def test_a_choice_made_on_a_page_of_before_changes_nothing(ada, ready, session):
    session.commit()
    url = f"/plans/{ready.id}/print"
    before = posted(ada.get(f"/plans/{ready.id}/check").text, url)
    ada.submit(url, at=f"/plans/{ready.id}/check", prints_in="es", size="large")

    page = ada.post(url, data=before | {"size": "standard"}, follow_redirects=True).text

    assert "Somebody else chose how it prints" in page
    assert posted(page, url)["prints_in"] == ["es"]


def test_the_clients_record_decides_until_somebody_chooses(ada, ready, session):
    ready.episode.client.language, ready.episode.client.large_print = "es", True
    session.commit()

    sent = posted(ada.get(f"/plans/{ready.id}/check").text, f"/plans/{ready.id}/print")

    assert (sent["prints_in"], sent["size"]) == (["es"], ["large"])


def test_a_language_without_printed_words_is_refused(ada, ready, session):
    session.commit()
    sent = posted(ada.get(f"/plans/{ready.id}/check").text, f"/plans/{ready.id}/print")

    answer = ada.post(f"/plans/{ready.id}/print", data=sent | {"prints_in": "xx"})

    assert answer.status_code == 422
    assert fresh(session, ready).answers.prints_in == ""
