"""The page of a run: what it would change, what is ticked, who has a group in a plan."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from clinic.core.clock import now
from clinic.groups import queries
from clinic.groups.models import ChangeKind, ImportChange, RunStatus, Severity
from clinic.groups.policy.runs import file_name
from clinic.groups.queries import use
from tests.groups.runs import make_change, make_issue, make_run


@pytest.fixture
def run(session):
    return make_run(session, at=now())


@pytest.fixture
def desk(browser, session, supervisor):
    session.commit()
    return browser.sign_in(supervisor)


def left_out(session):
    session.expire_all()
    return set(session.scalars(sa.select(ImportChange.title).where(ImportChange.left_out)))


def test_a_preview_says_in_one_sentence_what_would_change(desk, session, run):
    page = desk.get(f"/groups/imports/{run.id}")

    said = "212 read. 3 new, 9 changed, 2 gone, 197 the same, 1 could not be read."
    assert said in page.text
    assert "Not applied yet" in page.text
    assert "No meeting changed." in page.text


def test_a_change_is_shown_field_by_field_in_words(desk, session, run):
    facts = {
        "weekday": (2, 4),
        "starts_at": ("19:00:00", "18:30"),
        "attendance": ("in_person", "hybrid"),
        "languages": (["en"], ["en", "es"]),
        "weeks": ([], [1, -1]),
        "wheelchair": ("not_stated", "yes"),
        "notes": ("", "Ring <b>twice</b>"),
        "odd_fact": ({"a": "1"}, None),
    }
    before = {name: pair[0] for name, pair in facts.items()}
    after = {name: pair[1] for name, pair in facts.items()}
    make_change(session, run, before=before, after=after)
    session.commit()

    text = desk.get(f"/groups/imports/{run.id}?tab=changed").text

    for old, new in (
        ("Tuesday", "Thursday"),
        ("7:00 pm", "6:30 pm"),
        ("In person", "In person and online"),
        ("English", "English, Spanish"),
        ("Not stated", "Yes"),
    ):
        assert f"<del>{old}</del>" in text
        assert f"<ins>{new}</ins>" in text
    assert "<ins>first, last</ins>" in text
    assert "Ring &lt;b&gt;twice&lt;/b&gt;" in text
    assert "Odd fact" in text
    assert 'class="sr">was: ' in text


def test_each_part_holds_its_own_rows(desk, session, run):
    kinds = {
        ChangeKind.NEW: "new",
        ChangeKind.RETURNED: "changed",
        ChangeKind.MISSING: "gone",
        ChangeKind.REMATCHED: "moved",
        ChangeKind.AMBIGUOUS: "unclear",
    }
    for kind in kinds:
        make_change(session, run, kind, title=f"The {kind} one")
    make_issue(session, run)
    session.commit()

    for kind, tab in kinds.items():
        text = desk.get(f"/groups/imports/{run.id}?tab={tab}").text
        assert [other for other in kinds if f"The {other} one" in text] == [kind]
    assert "Problems (1)" in text


@pytest.mark.parametrize(
    ("given", "kept"),
    [("C:\\lists\\march.json", "march.json"), ("a/b\u202e\n.csv", "b .csv"), ("", "")],
)
def test_a_file_is_called_by_its_name_alone(given, kept):
    assert file_name(given) == kept


def test_parts_that_are_rare_are_not_shown_empty(desk, session, run):
    text = desk.get(f"/groups/imports/{run.id}").text

    assert "Gone (0)" in text
    assert "Unclear" not in text


def test_who_uses_a_group_stands_beside_it(desk, session, make, run):
    group, other = make.group(), make.group()
    make_change(session, run, group=group)
    make_change(session, run, group=other, title="Other")
    session.commit()

    def known(_sender, group_ids):
        return {key: use.Use(referrals=1, plans=3, papers=2) for key in group_ids & {group.id}}

    with use.asked.connected_to(known):
        text = desk.get(f"/groups/imports/{run.id}").text

    assert "in 3 plans, 2 on paper" in text
    assert "1 open referral" in text
    assert text.count("in no plan") == 1


def test_problems_name_row_field_and_reason(desk, session, run):
    make_issue(session, run)
    repaired = {"severity": Severity.REPAIRED, "before": "7pm", "after": "19:00"}
    make_issue(session, run, row=7, field="time", reason="Written another way.", **repaired)
    make_issue(session, run, row=9, severity=Severity.REVIEW, before="", reason="Look.")
    session.commit()

    text = desk.get(f"/groups/imports/{run.id}?tab=problems").text

    assert "day is &#39;Thurday&#39;" in text
    assert "There is no such day. <b>Did you mean Thursday?</b>" in text
    assert "Read as 19:00" in text
    assert text.count("Did you mean") == 1


@pytest.mark.parametrize(
    ("asked", "found"), [("44", 1), ("thurday", 1), ("%", 0), ("day", 2), ("nothing", 0)]
)
def test_problems_are_searched(desk, session, run, asked, found):
    make_issue(session, run)
    make_issue(session, run, row=45, before="Friyay")
    session.commit()

    text = desk.get(f"/groups/imports/{run.id}?tab=problems&q={asked}").text

    assert text.count(">Not read</span>") == found
    assert ("Nothing matches." in text) == (not found)


def test_many_rows_come_in_pages(desk, session, run):
    for number in range(60):
        make_change(session, run, title=f"Group {number:02}", position=number)
    session.commit()
    address = f"/groups/imports/{run.id}?tab=changed"

    first, last, beyond = (desk.get(f"{address}&page={page}").text for page in (1, 3, 99))

    assert "1 to 25 of 60" in first
    assert "Group 24" in first
    assert "Group 25" not in first
    assert "51 to 60 of 60" in last
    assert "51 to 60 of 60" in beyond
    assert "1 to 11 of 60" not in desk.get(f"{address}&q=group+1").text
    assert "Group 59" in desk.get(f"{address}&q=59").text


@pytest.mark.parametrize("query", ["tab=nonsense", "page=0&tab=gone", "page=x", "q=%25%27%22_"])
def test_nonsense_in_the_address_is_passed_over(desk, session, run, query):
    make_change(session, run)
    session.commit()

    assert desk.get(f"/groups/imports/{run.id}?{query}").status_code == 200


def test_a_tick_taken_off_is_kept_from_page_to_page(desk, session, run):
    changes = [make_change(session, run, title=f"G{n:02}", position=n) for n in range(30)]
    session.commit()
    address = f"/groups/imports/{run.id}"

    taken = [change.id for change in changes[1:25]]
    page = desk.submit(f"{address}/choose", at=f"{address}?tab=changed", take=taken, to="2")

    assert left_out(session) == {"G00"}
    assert "26 to 30 of 30" in page.text
    assert "1 row will be left as it is." in page.text
    desk.submit(f"{address}/choose", at=f"{address}?tab=changed&page=2", take=[], to="1")
    assert left_out(session) == {"G00", *(f"G{n}" for n in range(25, 30))}


def test_with_script_a_tick_is_kept_at_once(desk, session, run):
    change = make_change(session, run)
    session.commit()
    address = f"/groups/imports/{run.id}"
    token = desk.get(address).text.split('name="csrf_token" value="')[1].split('"')[0]

    answer = desk.post(
        f"{address}/choose",
        data={"csrf_token": token, "shown": str(change.id)},
        headers={"HX-Request": "true"},
    )

    assert answer.text.strip().endswith("1 row will be left as it is.")
    assert left_out(session) == {"Tuesday Lamp"}


def test_all_that_match_are_left_out_and_taken_back_at_once(desk, session, run):
    for number in range(40):
        make_change(session, run, title=f"{'Lamp' if number % 2 else 'Door'} {number}")
    make_change(session, run, ChangeKind.NEW, title="Lamp, new")
    session.commit()
    address = f"/groups/imports/{run.id}"

    desk.submit(f"{address}/choose", at=f"{address}?tab=changed&q=lamp", all="leave")
    assert left_out(session) == {f"Lamp {number}" for number in range(1, 40, 2)}
    desk.submit(f"{address}/choose", at=f"{address}?tab=changed", all="take")
    assert left_out(session) == set()


def test_ticks_of_another_run_stay_as_they_are(desk, session, run):
    other = make_change(session, make_run(session, run.source), title="Other")
    make_change(session, run, title="Own")
    session.commit()
    address = f"/groups/imports/{run.id}"

    desk.submit(f"{address}/choose", at=address, shown=[other.id], take=[])

    assert left_out(session) == set()


@pytest.mark.parametrize("field", ["shown", "take", "feed"])
def test_ticks_that_are_no_keys_are_passed_over(desk, session, run, field):
    make_change(session, run)
    session.commit()
    address = f"/groups/imports/{run.id}"

    page = desk.submit(f"{address}/choose", at=address, **{field: ["nonsense", "' or 1=1"]})

    assert page.status_code == 200


@pytest.mark.parametrize("status", [RunStatus.APPLIED, RunStatus.DISCARDED, RunStatus.UNDONE])
def test_nothing_is_ticked_once_it_is_decided(desk, session, run, status):
    run.status = status
    change = make_change(session, run)
    session.commit()
    address = f"/groups/imports/{run.id}"

    text = desk.get(f"{address}?tab=changed").text
    page = desk.submit(f"{address}/choose", at=address, shown=[change.id], take=[])

    assert 'name="take"' not in text
    assert "Somebody has decided about this import already." in page.text
    assert left_out(session) == set()


def test_an_applied_run_says_whom_it_concerns(desk, session, make, supervisor, monkeypatch):
    run = make_run(session, at=now(), status=RunStatus.APPLIED, decided_by_id=supervisor.id)
    group = make.group()
    make_change(session, run, group=group)
    make_change(session, run, title="Left alone", left_out=True)
    session.commit()
    asked = []

    def concerned(group_ids, *, today):
        asked.append(group_ids)
        return queries.Concerned(clients=5, counselors=2)

    before = desk.get(f"/groups/imports/{run.id}").text
    monkeypatch.setattr(queries, "concerned_by", concerned)
    after = desk.get(f"/groups/imports/{run.id}").text

    assert "1 group changed." in before
    assert "people to tell" not in before
    assert "1 group changed. 2 counselors have people to tell." in after
    assert asked == [{group.id}]
    assert "Left as it was" in after


@pytest.mark.parametrize(("hours", "offered"), [(23, True), (25, False)])
def test_undo_is_offered_for_a_day(desk, session, hours, offered):
    run = make_run(session, at=now() - timedelta(hours=hours), status=RunStatus.APPLIED)
    session.commit()

    text = desk.get(f"/groups/imports/{run.id}").text

    assert ("Yes, take back what this import did" in text) is offered


@pytest.mark.parametrize("who", ["intake", "counselor"])
@pytest.mark.parametrize("path", ["", "new", "{run}"])
def test_imports_are_shut_to_those_who_do_not_keep_the_directory(
    browser, session, request, run, who, path
):
    user = request.getfixturevalue(who)
    session.commit()
    browser.sign_in(user)

    answer = browser.get(f"/groups/imports/{path.format(run=run.id)}".rstrip("/"))

    assert answer.status_code == 403


def test_an_auditor_reads_and_decides_nothing(browser, session, auditor, run):
    make_change(session, run)
    session.commit()
    browser.sign_in(auditor)
    address = f"/groups/imports/{run.id}"

    text = browser.get(address).text
    acts = ("choose", "apply", "accept", "discard", "undo", "again")
    answers = {act: browser.submit(f"{address}/{act}", at="/me").status_code for act in acts}

    assert "Tuesday Lamp" in text
    assert "Apply" not in text
    assert set(answers.values()) == {403}


def test_a_run_that_is_not_there_is_not_found(desk):
    assert desk.get("/groups/imports/00000000-0000-7000-8000-000000000000").status_code == 404


def test_what_we_corrected_stays_unless_the_feeds_value_is_ticked(desk, session, make, run):
    group = make.group()
    group.meetings[0].local_fields = ["starts_at", "venue"]
    facts = {"starts_at": "18:30", "street": "9 Pier Road", "notes": "Ring twice"}
    change = make_change(session, run, group=group, before=dict.fromkeys(facts), after=facts)
    plain = make_change(session, run, group=make.group())
    session.commit()
    address = f"/groups/imports/{run.id}"

    text = desk.get(address).text
    desk.submit(f"{address}/choose", at=address, feed=[change.id])

    assert text.count("We corrected this: ours stays") == 2
    assert text.count("Take the feed's value") == 1
    session.expire_all()
    assert change.feed_wins
    assert not plain.feed_wins
    assert "ours stays" not in desk.get(address).text


def test_what_only_machines_read_is_not_shown(desk, session, run):
    before = {"types": ["O"], "minutes_assumed": True, "latitude": 45.5, "longitude": -122.6}
    after = {"types": ["C"], "minutes_assumed": False, "latitude": 45.6, "longitude": -122.6}
    make_change(session, run, before=before, after=after)
    session.commit()

    text = desk.get(f"/groups/imports/{run.id}").text

    assert "<ins>45.6, -122.6</ins>" in text
    assert "Minutes assumed" not in text
    assert "Types" not in text
