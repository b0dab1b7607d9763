"""Bringing in a list from the first page to the last: read, look, leave out, apply, undo."""

import json

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.groups.models import (
    DirectorySource,
    GroupMeeting,
    ImportChange,
    ImportFile,
    ImportRun,
    PeerGroup,
    RunStatus,
)
from tests.groups.runs import FOUR, NEW, meetings, send
from tests.tools.pages import Page


@pytest.fixture
def desk(browser, session, supervisor):
    session.commit()
    return browser.sign_in(supervisor)


@pytest.fixture
def bring(desk, session):
    """Bring in a list and return the page that follows."""

    def bring(content, name="list.json", **fields):
        given = content if isinstance(content, bytes) else json.dumps(content).encode()
        known = session.scalar(sa.select(DirectorySource.id))
        session.commit()
        data = {**({"source": str(known)} if known else NEW), **fields}
        return send(desk, given, name, data)

    return bring


def newest(session):
    session.expire_all()
    return session.scalars(sa.select(ImportRun).order_by(ImportRun.at.desc())).first()


def act(desk, run, verb, **fields):
    address = f"/groups/imports/{run.id}"
    return desk.submit(f"{address}/{verb}", at=fields.pop("at", address), **fields)


def applied(bring, desk, session, content):
    bring(content)
    run = newest(session)
    act(desk, run, "apply")
    session.expire_all()
    assert run.status is RunStatus.APPLIED
    return run


def names(session):
    session.expire_all()
    return sorted(session.scalars(sa.select(PeerGroup.name)))


def missing(session):
    session.expire_all()
    asked = sa.select(GroupMeeting.source_uid).where(GroupMeeting.missing_since.is_not(None))
    return sorted(session.scalars(asked))


def test_a_list_is_looked_at_before_anything_changes(desk, session, bring):
    page = bring(meetings(*FOUR))

    run = newest(session)
    assert "4 read. 4 new, 0 changed, 0 gone, 0 the same." in page.text
    assert "list.json" in page.text
    assert "Lamp Lit" in page.text
    assert run.source.name == "AA North"
    assert names(session) == []


def test_applying_brings_the_directory_up_to_date(desk, session, bring, supervisor):
    bring(meetings(*FOUR))
    run = newest(session)

    page = act(desk, run, "apply")

    assert "4 groups changed." in page.text
    assert "Ravi Shah" in page.text
    assert names(session) == sorted(FOUR)
    assert session.scalar(sa.select(sa.func.count(ImportFile.id))) == 0
    assert "list.json" in desk.get("/groups/imports").text


def test_a_change_is_shown_and_applied_field_by_field(desk, session, bring):
    applied(bring, desk, session, meetings(*FOUR))

    page = bring(meetings(*FOUR, lamp={"time": "18:30"}, owl={"day": 4}))

    assert "4 read. 0 new, 2 changed, 0 gone, 2 the same." in page.text
    assert "<del>7:00 pm</del>" in page.text
    assert "<ins>6:30 pm</ins>" in page.text
    assert "Now: Tuesdays, 7:00 to 8:00 pm" in page.text
    assert "2 groups changed." in act(desk, newest(session), "apply").text


def test_what_is_left_out_stays_as_it_is_and_is_kept_in_the_history(desk, session, bring):
    applied(bring, desk, session, meetings(*FOUR))
    changed = {"lamp": {"time": "18:30"}, "sky": {"address": "9 Pier Road", "day": 6}}
    bring(meetings("Door Open", "Lamp Lit", "Owl Night", "Sky New", **changed))
    run = newest(session)
    changes = session.scalars(sa.select(ImportChange).where(ImportChange.run_id == run.id)).all()
    for change in changes:
        change.left_out = True
    session.commit()

    page = act(desk, run, "apply")

    assert names(session) == sorted(FOUR)
    assert missing(session) == []
    assert "No group changed." in page.text
    assert "Left as it was" in page.text
    facts = sa.select(GroupMeeting.name, GroupMeeting.starts_at, GroupMeeting.revision)
    before = set(session.execute(facts).all())
    act(desk, run, "undo")
    session.expire_all()
    assert set(session.execute(facts).all()) == before


def test_the_ticks_of_the_page_are_sent_with_apply(desk, session, bring):
    bring(meetings(*FOUR))
    run = newest(session)
    wanted = session.scalar(sa.select(ImportChange.id).where(ImportChange.title == "Owl Night"))
    session.commit()
    address = f"/groups/imports/{run.id}"

    page = Page(desk.get(address).text)
    form = next(form for form in page.forms() if form.get("id") == "choices")
    data = page.values(form) | {"take": [str(wanted)]}
    desk.post(f"{address}/apply", data=data)

    assert names(session) == ["Owl Night"]


def test_a_local_correction_stays_unless_the_feeds_value_is_wanted(desk, session, bring):
    applied(bring, desk, session, meetings(*FOUR))
    for meeting in session.scalars(sa.select(GroupMeeting)):
        desk.submit(f"/groups/meetings/{meeting.id}", starts_at="20:00")
    bring(meetings(*FOUR, lamp={"time": "18:30"}, owl={"time": "18:30"}))
    run = newest(session)
    of_run = sa.select(ImportChange).where(ImportChange.run_id == run.id)
    owl = session.scalar(of_run.where(ImportChange.title == "Owl Night"))
    owl.feed_wins = True
    session.commit()

    text = desk.get(f"/groups/imports/{run.id}").text
    act(desk, run, "apply")

    assert "We corrected this: ours stays" in text
    asked = sa.select(GroupMeeting.name, GroupMeeting.starts_at)
    hours = {name: f"{at:%H:%M}" for name, at in session.execute(asked)}
    assert hours["Lamp Lit"] == "20:00"
    assert hours["Owl Night"] == "18:30"


def test_a_list_that_lost_much_is_held_and_says_why(desk, session, bring):
    many = [f"G{number} Group" for number in range(30)]
    applied(bring, desk, session, meetings(*many))

    page = bring(meetings(*many[:9]))
    run = newest(session)
    refused = act(desk, run, "accept")
    unsaid = session.scalar(sa.select(ImportRun.status).where(ImportRun.id == run.id))
    lost = missing(session)
    done = act(desk, run, "accept", looked=True)

    assert "This import is held" in page.text
    assert "The list fell from 30 to 9 meetings, 70 % fewer." in page.text
    assert "Tick this first." in refused.text
    assert unsaid is RunStatus.PREVIEWED
    assert lost == []
    assert len(missing(session)) == 21
    assert "21 groups changed." in done.text
    assert "It was held before it was applied, because:" in done.text


def test_a_run_is_undone_once(desk, session, bring):
    run = applied(bring, desk, session, meetings(*FOUR))

    page = act(desk, run, "undo")
    again = act(desk, run, "undo")

    assert names(session) == []
    assert ">Undone</span>" in page.text
    assert "Only a run that was applied can be undone." in again.text
    assert "Door Open" in page.text


def test_two_tabs_apply_a_run_once(desk, session, bring):
    run = applied(bring, desk, session, meetings(*FOUR))

    page = act(desk, run, "apply")

    assert page.status_code == 200
    assert "Somebody has decided about this import already." in page.text
    assert session.scalar(sa.select(sa.func.count(PeerGroup.id))) == 4


@pytest.mark.parametrize("verb", ["apply", "discard", "again"])
def test_what_is_discarded_cannot_be_decided_on_again(desk, session, bring, verb):
    bring(meetings(*FOUR))
    run = newest(session)
    act(desk, run, "discard")

    page = act(desk, run, verb)

    assert page.status_code == 200
    assert names(session) == []
    session.expire_all()
    assert run.status is RunStatus.DISCARDED
    assert session.scalar(sa.select(sa.func.count(ImportFile.id))) == 0


def test_a_preview_that_was_overtaken_has_to_be_read_again(desk, session, bring):
    applied(bring, desk, session, meetings(*FOUR))
    bring(meetings(*FOUR, lamp={"time": "18:30"}))
    old = newest(session)
    applied(bring, desk, session, meetings(*FOUR, lamp={"time": "18:00"}))

    shown = desk.get(f"/groups/imports/{old.id}")
    refused = act(desk, old, "apply")
    read_again = act(desk, old, "again")

    assert "Another import of this source was applied since this one was read" in shown.text
    assert "Read this one again first." in refused.text
    assert "<del>6:00 pm</del>" in read_again.text
    assert "<ins>6:30 pm</ins>" in read_again.text


def test_a_wrong_guess_of_the_format_is_corrected_with_the_same_file(desk, session, bring):
    wrong = bring(meetings(*FOUR), format="bmlt_json")
    first = newest(session)

    odd = act(desk, first, "again", format="docx")
    right = act(desk, first, "again", format="meeting_guide_json")

    assert "3 could not be read" in wrong.text
    assert "Read as BMLT, JSON." in wrong.text
    assert "Choose one of these." in odd.text
    assert "4 read. 4 new, 0 changed, 0 gone, 0 the same." in right.text
    session.expire_all()
    assert first.status is RunStatus.DISCARDED
    assert newest(session).id != first.id


def test_our_own_table_is_downloaded_and_brought_in(desk, session, bring):
    table = desk.get("/groups/imports/template.csv")

    page = bring(table.data, "groups.csv")

    assert table.mimetype == "text/csv"
    assert "1 read. 1 new" in page.text
    assert newest(session).format == "clinic_csv"


def test_every_decision_is_in_the_log(desk, session, bring, supervisor):
    run = applied(bring, desk, session, meetings(*FOUR))
    act(desk, run, "undo")

    about = sa.select(AuditEvent.act, AuditEvent.actor_id).where(AuditEvent.subject_id == run.id)
    found = session.execute(about.order_by(AuditEvent.id)).all()
    assert {actor for _act, actor in found} == {supervisor.id}
    assert [act for act, _actor in found if act != "groups.chosen"] == [
        "groups.previewed",
        "groups.imported",
        "groups.undone",
    ]
