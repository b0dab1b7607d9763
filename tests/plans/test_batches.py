"""Plans printed together: what goes in, step by step, what comes out."""

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.clients.models import CareTeamMember
from clinic.core.clock import now
from clinic.core.errors import RuleBroken
from clinic.core.pdf import RenderFailed
from clinic.plans import actions, queries
from clinic.plans.document import ClinicFacts
from clinic.plans.document.sample import sample
from clinic.plans.models import (
    BatchKind,
    BatchWhat,
    PieceState,
    PlanPaper,
    PlanStatus,
    PrintBatch,
    PrintBatchItem,
    PrintSize,
)
from clinic.plans.policy import batches as policy
from clinic.plans.printing import PrintedPlan
from clinic.plans.views import batches as views
from tests.make import NOON

PRINT = "/clients/print"
SHOWN = re.compile(r"(\d+) of (\d+) ready")


@pytest.fixture
def four(make, counselor, app):
    """Ada's clients in the order of their names: two signed, one draft, one without a plan."""
    facts = ClinicFacts.from_settings(app.config)
    episodes = []
    for number, name in enumerate(["Ann", "Bea", "Cal", "Dot"]):
        client = make.client(name, "Low", counselor=counselor)
        dates = {"admitted_on": date(2026, 2, 9), "leaves_on": date(2026, 3, 6)}
        episodes.append(make.episode(client, **dates))
        if number < 2:
            sign(make, episodes[-1], counselor, sample(facts, language=("en", "es")[number]))
    make.plan(episodes[2], remember="Call first.")
    make.session.commit()
    return episodes


def sign(make, episode, by, document, version=1):
    plan = make.plan(episode, version=version)
    plan.status, plan.finalized_at, plan.finalized_by = PlanStatus.FINAL, NOON, by
    plan.frozen = document.as_json()
    content = f"%PDF-1.7 page of {episode.client.given_name}".encode()
    paper = {"plan_id": plan.id, "pdf": content, "sha256": "0" * 64, "pages": 1, "made_at": NOON}
    paper |= {"language": "en", "size": PrintSize.STANDARD}
    make.session.add(PlanPaper(**paper))
    make.session.flush()
    return plan


@pytest.fixture
def make_batch(four, counselor, session):
    def make_batch(what=BatchWhat.PLAN, kind=BatchKind.ZIP, *, at=None, by=counselor, **facts):
        facts = {"front": False, "drafts": False, **facts}
        keys = [episode.id for episode in four]
        made = actions.make_batch(keys, what=what, kind=kind, by=by, at=at or now(), **facts)
        session.commit()
        return made

    return make_batch


@pytest.fixture
def ordered(monkeypatch):
    """Presses that print nothing, and note what they were given."""
    orders = []

    def lay_out(documents, what):
        orders.append((documents, what))
        return [PrintedPlan(b"%PDF-1.7 laid out", "0" * 64, 1) for _each in documents]

    monkeypatch.setattr(views, "lay_out_all", lay_out)
    return orders


@pytest.fixture
def ada(browser, counselor, session):
    session.commit()
    return browser.sign_in(counselor)


def page(batch):
    return f"/plans/batches/{batch.id}"


def step(browser, batch):
    """Take one step as the script does, and say how far it is."""
    answer = browser.submit(f"{page(batch)}/step", at=page(batch))
    found = SHOWN.search(answer.text)
    return int(found[1]), int(found[2])


def files(answer):
    bundle = zipfile.ZipFile(io.BytesIO(answer.data))
    return {info.filename: bundle.read(info) for info in bundle.infolist()}


def test_stored_pages_are_not_copied_and_ready_at_once(make_batch, session):
    batch = make_batch()

    items = session.scalars(sa.select(PrintBatchItem).order_by(PrintBatchItem.position)).all()
    assert [(item.state, item.pdf, item.draft) for item in items] == [
        (PieceState.READY, None, False)
    ] * 2
    assert batch.left_out == 2


def test_a_zip_has_one_file_a_plan_named_after_nobody(ada, make_batch, four):
    answer = ada.get(f"{page(make_batch())}/file")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="plans.zip"'
    numbers = [episode.client.number for episode in four]
    assert files(answer) == {
        f"plan-{numbers[0]}-v1.pdf": b"%PDF-1.7 page of Ann",
        f"plan-{numbers[1]}-v1.pdf": b"%PDF-1.7 page of Bea",
    }


def test_drafts_are_printed_only_when_asked_for_and_say_so(ada, make_batch, four, ordered):
    batch = make_batch(drafts=True)

    assert step(ada, batch) == (3, 3)

    found = files(ada.get(f"{page(batch)}/file"))
    assert found[f"plan-{four[2].client.number}-draft.pdf"] == b"%PDF-1.7 laid out"
    assert [document.draft for documents, _what in ordered for document in documents] == [True]


def test_of_several_versions_the_newest_signed_one_is_printed(make, counselor, four, app):
    facts = ClinicFacts.from_settings(app.config)
    second = sign(make, four[0], counselor, sample(facts), version=2)
    make.plan(four[0], version=3)

    found = queries.printable([four[0].id], viewer=counselor)

    assert found == {four[0].id: (second.id, True)}


def test_a_sheet_is_laid_out_two_at_a_time_in_the_order_of_the_list(
    ada, make_batch, ordered, monkeypatch
):
    monkeypatch.setattr(views, "STEP_SECONDS", 0)
    batch = make_batch(BatchWhat.POCKET, drafts=True)

    assert [step(ada, batch) for _each in range(3)] == [(2, 3), (3, 3), (3, 3)]

    assert [len(documents) for documents, _what in ordered if documents] == [2, 1]
    assert ordered[0][0][0].language == "en"
    assert ordered[0][0][1].language == "es"
    assert {what for _documents, what in ordered} == {BatchWhat.POCKET}


def test_no_transaction_is_open_while_presses_work(ada, make_batch, session, monkeypatch):
    held = []

    def lay_out(documents, _what):
        held.append(session().in_transaction())
        return [PrintedPlan(b"%PDF-1.7", "0" * 64, 1) for _each in documents]

    monkeypatch.setattr(views, "lay_out_all", lay_out)
    step(ada, make_batch(BatchWhat.POCKET))

    assert held
    assert not any(held)


def test_what_another_tab_has_in_hand_is_left_to_it_until_that_tab_is_gone(
    make_batch, counselor, session
):
    batch, at = make_batch(BatchWhat.POCKET, drafts=True), now()

    first = actions.take_pieces(batch, by=counselor, at=at)
    second = actions.take_pieces(batch, by=counselor, at=at)
    third = actions.take_pieces(batch, by=counselor, at=at)
    late = actions.take_pieces(batch, by=counselor, at=at + policy.TAKEN_FOR)

    assert [item.position for item in first] == [1, 2]
    assert [item.position for item in second] == [3]
    assert third == []
    assert [item.position for item in late] == [1, 2]


def test_the_first_to_finish_a_plan_settles_it(make_batch, counselor, session):
    batch = make_batch(BatchWhat.POCKET)
    item = actions.take_pieces(batch, by=counselor, at=now())[0]
    actions.keep_piece(item.id, b"first")

    actions.keep_piece(item.id, b"second")
    actions.note_failure(item.id, "Too late.")
    session.commit()
    session.expire_all()

    piece = queries.pile(batch, viewer=counselor).pieces[0]
    assert (piece.state, queries.pdf_of(piece)) == (PieceState.READY, b"first")


def test_one_that_fails_stops_no_other_and_may_be_tried_again(ada, make_batch, monkeypatch):
    broken = [True]

    def lay_out(documents, _what):
        good = PrintedPlan(b"%PDF-1.7", "0" * 64, 1)
        bad = RenderFailed("This page took too long.") if broken[0] else good
        return [good if document.language == "en" else bad for document in documents]

    monkeypatch.setattr(views, "lay_out_all", lay_out)
    batch = make_batch(BatchWhat.POCKET, drafts=True)

    assert step(ada, batch) == (2, 3)
    said = ada.get(page(batch)).text
    assert "1 plan could not be printed." in said
    assert "This page took too long." in said
    assert len(files(ada.get(f"{page(batch)}/file"))) == 2

    broken[0] = False
    ada.submit(f"{page(batch)}/again", at=page(batch))
    assert step(ada, batch) == (3, 3)
    assert "could not be printed" not in ada.get(page(batch)).text


def test_words_that_cannot_be_read_are_a_failure_of_that_plan_alone(
    ada, make_batch, monkeypatch, ordered, caplog
):
    read = views.PlanDocument.from_json

    def from_json(stored):
        return read(stored) if stored["language"] == "en" else read(None)

    monkeypatch.setattr(views.PlanDocument, "from_json", from_json)
    batch = make_batch(BatchWhat.POCKET)

    assert step(ada, batch) == (1, 2)
    assert "What this plan holds cannot be read." in ada.get(page(batch)).text
    assert "Bea" not in caplog.text


def test_a_draft_signed_meanwhile_is_printed_as_signed(
    ada, make_batch, make, counselor, four, session, ordered, app
):
    batch = make_batch(drafts=True)
    draft = session.scalars(sa.select(PrintBatchItem.plan_id).order_by(-PrintBatchItem.position))
    plan = queries.get(draft.first(), viewer=counselor)
    plan.status, plan.finalized_at, plan.finalized_by = PlanStatus.FINAL, NOON, counselor
    plan.frozen = sample(ClinicFacts.from_settings(app.config)).as_json()
    paper = {"sha256": "0" * 64, "pages": 1, "made_at": NOON}
    paper |= {"language": "en", "size": PrintSize.STANDARD}
    session.add(PlanPaper(plan_id=plan.id, pdf=b"%PDF-1.7 page of Cal", **paper))
    session.commit()

    assert step(ada, batch) == (3, 3)
    name = f"plan-{four[2].client.number}-v1.pdf"
    assert files(ada.get(f"{page(batch)}/file"))[name] == b"%PDF-1.7 page of Cal"


def test_a_client_who_moved_out_of_reach_drops_out_at_every_turn(
    ada, make_batch, four, session, ordered
):
    batch = make_batch(BatchWhat.POCKET)
    team = sa.update(CareTeamMember).where(CareTeamMember.client_id == four[1].client_id)
    session.execute(team.values(until=NOON))
    session.commit()

    assert step(ada, batch) == (1, 1)
    said = ada.get(page(batch)).text
    assert "1 client is no longer yours, and left out." in said
    assert "Bea" not in said
    assert list(files(ada.get(f"{page(batch)}/file"))) == [
        f"plan-{four[0].client.number}-v1-pocket.pdf"
    ]


def test_it_belongs_to_who_made_it(browser, make_batch, supervisor, session):
    batch = make_batch()
    browser.sign_in(supervisor)

    for way in ("", "/file"):
        assert browser.get(page(batch) + way).status_code == 404
    for act in ("step", "again", "discard"):
        answer = browser.submit(f"{page(batch)}/{act}", at="/me")
        assert answer.status_code == 404


def test_fetching_notes_each_plan_and_nothing_before_does(ada, make_batch, four, session):
    batch = make_batch()
    printed = sa.select(AuditEvent).where(AuditEvent.act == "plan.printed")
    ada.get(page(batch))
    assert session.scalars(printed).all() == []

    ada.get(f"{page(batch)}/file")

    events = session.scalars(printed).all()
    assert {event.client_id for event in events} == {each.client_id for each in four[:2]}
    assert {event.detail["batch"] for event in events} == {str(batch.id)}
    assert [event.detail["version"] for event in events] == [1, 1]


@pytest.mark.parametrize(
    ("what", "drafts", "acts"),
    [
        (BatchWhat.POCKET, False, {"plan.sheet_printed": 2}),
        (BatchWhat.PLAN, True, {"plan.printed": 2, "plan.draft_printed": 1}),
    ],
)
def test_sheets_and_drafts_are_called_so_in_the_log(
    ada, make_batch, session, ordered, what, drafts, acts
):
    batch = make_batch(what, drafts=drafts)
    step(ada, batch)
    ada.get(f"{page(batch)}/file")

    of_plans = AuditEvent.act.like("plan.%printed")
    counted = sa.select(AuditEvent.act, sa.func.count()).where(of_plans).group_by(AuditEvent.act)
    assert dict(iter(session.execute(counted))) == acts


def test_there_is_no_file_before_all_are_laid_out(ada, make_batch):
    batch = make_batch(BatchWhat.POCKET)

    answer = ada.get(f"{page(batch)}/file")

    assert (answer.status_code, answer.location) == (303, page(batch))


def test_a_day_later_it_is_gone(make_batch, counselor, session, app):
    old = make_batch(at=now() - policy.KEPT)
    young = make_batch(at=now() - policy.KEPT + timedelta(minutes=5))

    assert [each.id for each in queries.batches(counselor, now())] == [young.id]
    with pytest.raises(sa.exc.NoResultFound):
        queries.batch(old.id, viewer=counselor, at=now())


def test_the_command_throws_away_what_is_over(make_batch, session, app):
    young, *old = [make_batch() for _each in range(3)]
    for batch in old:
        batch.made_at = now() - policy.KEPT
    session.commit()

    said = app.test_cli_runner().invoke(args=["plans", "purge-batches"]).output

    assert said == "2 removed\n"
    assert session.scalars(sa.select(PrintBatch.id)).all() == [young.id]
    assert set(session.scalars(sa.select(PrintBatchItem.batch_id))) == {young.id}


def test_making_one_throws_away_what_is_over(make_batch, session):
    make_batch(at=now() - policy.KEPT)
    young = make_batch()

    assert session.scalars(sa.select(PrintBatch.id)).all() == [young.id]


def test_it_can_be_thrown_away_and_the_plans_stay(ada, make_batch, session, four):
    batch = make_batch()

    ada.submit(f"{page(batch)}/discard", at=page(batch))

    assert ada.get(page(batch)).status_code == 404
    assert session.scalars(sa.select(PrintBatchItem.id)).all() == []
    assert session.scalar(sa.select(sa.func.count()).select_from(PlanPaper)) == 2


def test_no_more_than_a_pile(four, counselor, monkeypatch):
    monkeypatch.setattr("clinic.plans.actions.batches.MOST", 3)
    keys = [episode.id for episode in four]
    facts = {"what": BatchWhat.PLAN, "kind": BatchKind.PDF, "front": False, "drafts": True}

    with pytest.raises(RuleBroken, match="at most 3 plans"):
        actions.make_batch(keys, **facts, by=counselor, at=NOON)
    assert actions.make_batch(keys[:3], **facts, by=counselor, at=NOON).left_out == 0


def test_of_somebody_elses_clients_nothing_is_printed(make_batch, stranger):
    with pytest.raises(RuleBroken, match="None of them"):
        make_batch(by=stranger)
