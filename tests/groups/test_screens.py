"""The directory and the page of a group."""

from datetime import date, time

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.groups.models import GroupChange, GroupKind, GroupMeeting, GroupStatus, PeerGroup

NEW = {
    "name": "Tuesday Lamp",
    "kind": "step",
    "fellowship": "AA",
    "joining": "open",
    "weekday": "2",
    "starts_at": "19:00",
    "minutes": "60",
    "timezone": "America/Los_Angeles",
    "attendance": "in_person",
    "place": "St. Mark's Hall",
    "street": "12 Elm Street",
    "city": "Portland",
}


def test_the_directory_lists_meetings(browser, session, make, counselor):
    make.group("Tuesday Lamp")
    session.commit()
    browser.sign_in(counselor)

    page = browser.get("/groups")

    assert page.status_code == 200
    assert "Tuesday Lamp" in page.text
    assert "7:00 to 8:00 pm" in page.text
    assert "1 meeting<" in page.text
    assert "1 meeting fits" in browser.get("/groups?q=lamp").text


def test_an_empty_directory_invites_to_add_a_group(browser, session, counselor):
    session.commit()
    browser.sign_in(counselor)

    assert "No groups yet" in browser.get("/groups").text


def test_a_filter_that_fits_nothing_is_let_go_and_said(browser, session, make, counselor):
    make.group("Tuesday Lamp", weekday=2)
    session.commit()
    browser.sign_in(counselor)

    page = browser.get("/groups?day=3&kind=step")

    assert "No group fits all of this" in page.text
    assert "look at other days than Wednesday" in page.text
    assert "Another day" in page.text
    assert "Tuesday Lamp" in page.text


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=99999999999999999999",
        "page=²",
        "day=9&day=x&kind=zz&time=noon&wish=gold&speaks=xx&language=%22&attendance=moon",
        "q=%25%5C_%27%22",
        "q=" + "a" * 5000,
        "page=4000",
    ],
)
def test_nonsense_in_the_address_is_passed_over(browser, session, make, counselor, query):
    make.group("Tuesday Lamp")
    session.commit()
    browser.sign_in(counselor)

    assert browser.get(f"/groups?{query}").status_code == 200


def test_a_group_is_added_with_its_first_meeting(browser, session, intake):
    session.commit()
    browser.sign_in(intake)

    page = browser.submit("/groups/new", **NEW)

    group = session.scalars(sa.select(PeerGroup)).one()
    assert "Tuesday Lamp is in the directory." in page.text
    assert "Tuesdays, 7:00 to 8:00 pm" in page.text
    assert group.meetings[0].venue.one_line == "St. Mark's Hall, 12 Elm Street, Portland"
    assert group.meetings[0].week_minute == 2 * 1440 + 19 * 60


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": " "}, "Give the group"),
        ({"starts_at": ""}, "Say when it starts."),
        ({"weekday": ""}, "Choose the day, or leave the time empty."),
        ({"timezone": "Moon/Base"}, "Write it like America/Los_Angeles."),
        ({"minutes": "0"}, "Between 5 minutes and a day."),
        ({"place": "", "street": "", "city": ""}, "Say where people meet."),
        ({"website": "ftp://example.org"}, "Start with https://"),
        ({"email": "nobody"}, "That does not look like an email address."),
    ],
)
def test_bad_answers_are_refused_and_kept(browser, session, counselor, changed, words):
    session.commit()
    browser.sign_in(counselor)

    page = browser.submit("/groups/new", **{**NEW, "room": "Up the stairs", **changed})

    assert words in page.text
    assert "Up the stairs" in page.text
    assert session.scalar(sa.select(sa.func.count(PeerGroup.id))) == 0


def test_a_group_by_appointment_needs_no_day(browser, session, counselor):
    session.commit()
    browser.sign_in(counselor)

    page = browser.submit("/groups/new", **{**NEW, "weekday": "", "starts_at": ""})

    assert "By appointment" in page.text


def test_the_page_of_a_group_says_what_is_known(browser, session, make, auditor):
    group = make.group("Tuesday Lamp", expect="Coffee, then a circle.")
    session.commit()
    browser.sign_in(auditor)

    page = browser.get(f"/groups/{group.id}")

    assert "Coffee, then a circle." in page.text
    assert "Next dates" in page.text
    assert "Mark as checked today" not in page.text


def test_marking_as_checked_takes_one_press(browser, session, make, counselor):
    group = make.group()
    session.commit()
    browser.sign_in(counselor)

    page = browser.submit(f"/groups/{group.id}/check", at=f"/groups/{group.id}")

    assert "is marked as checked today" in page.text
    session.refresh(group)
    assert group.own.checked_by_id == counselor.id


def test_a_correction_is_kept_in_the_history(browser, session, make, counselor):
    group = make.group("Tuesday Lamp")
    session.commit()
    browser.sign_in(counselor)

    page = browser.submit(f"/groups/{group.id}/correct", name="Tuesday Light", kind="mutual")

    kept = {(c.field, c.before, c.after) for c in session.scalars(sa.select(GroupChange))}
    assert ("name", "Tuesday Lamp", "Tuesday Light") in kept
    assert ("kind", "12-step", "Mutual support") in kept
    assert "Tuesday Light" in page.text
    assert session.scalar(sa.select(AuditEvent.act).where(AuditEvent.act == "group.corrected"))


def test_a_correction_of_what_changed_meanwhile_shows_both(browser, session, make, counselor):
    group = make.group("Tuesday Lamp")
    session.commit()
    browser.sign_in(counselor)
    browser.submit(f"/groups/{group.id}/correct", name="Tuesday Light")

    page = browser.submit(f"/groups/{group.id}/correct", name="My words", revision="1")

    assert page.status_code == 409
    assert "My words" in page.text
    assert "Tuesday Light" in page.text


def test_a_meeting_is_added_corrected_and_ended(browser, session, make, counselor):
    group = make.group("Tuesday Lamp")
    session.commit()
    browser.sign_in(counselor)
    facts = {key: NEW[key] for key in ("timezone", "minutes", "attendance", "place", "street")}

    browser.submit(f"/groups/{group.id}/meetings/new", weekday="4", starts_at="07:30", **facts)
    added = session.scalars(sa.select(GroupMeeting).where(GroupMeeting.weekday == 4)).one()
    corrected = browser.submit(f"/groups/meetings/{added.id}", starts_at="08:00", minutes="90")
    ended = browser.submit(f"/groups/meetings/{added.id}/end", at=f"/groups/meetings/{added.id}")

    assert "Thursdays, 8:00 to 9:30 am" in corrected.text
    session.refresh(added)
    assert added.ended_at is not None
    assert "The meeting has ended" in ended.text


def test_the_place_is_corrected_for_all_meetings_held_there(browser, session, make, counselor):
    group = make.group("Tuesday Lamp")
    first = group.meetings[0]
    second = GroupMeeting(
        weekday=4,
        starts_at=time(19),
        timezone=first.timezone,
        first_seen_at=first.seen_at,
        seen_at=first.seen_at,
        venue=first.venue,
    )
    group.meetings.append(second)
    session.commit()
    browser.sign_in(counselor)

    browser.submit(f"/groups/meetings/{first.id}", street="40 Oak Street")

    session.refresh(second)
    assert second.venue.street == "40 Oak Street"
    assert "40 oak street" in second.words


def test_a_paused_group_is_offered_to_nobody(browser, session, make, counselor):
    group = make.group("Tuesday Lamp")
    session.commit()
    browser.sign_in(counselor)

    page = browser.submit(
        f"/groups/{group.id}/pause", paused_until="2099-01-04", reason="The room is being repaired"
    )

    shown = browser.get("/groups").text
    assert "The room is being repaired" in page.text
    assert 'class="g"' not in shown
    assert "1 group is left out: 1 paused" in shown


def test_a_pause_into_the_past_is_refused(browser, session, make, counselor):
    group = make.group()
    session.commit()
    browser.sign_in(counselor)

    page = browser.submit(f"/groups/{group.id}/pause", paused_until="2020-01-04", reason="Rain")

    assert "Choose a date after today." in page.text


def test_a_supervisor_retires_and_restores_a_group(browser, session, make, supervisor):
    group = make.group("Tuesday Lamp")
    session.commit()
    browser.sign_in(supervisor)

    browser.submit(f"/groups/{group.id}/retire", reason="It closed")
    session.refresh(group)
    retired = group.status
    browser.submit(f"/groups/{group.id}/restore", at=f"/groups/{group.id}")
    session.refresh(group)

    assert retired is GroupStatus.RETIRED
    assert group.status is GroupStatus.ACTIVE


@pytest.mark.parametrize("path", ["retire", "restore"])
def test_only_supervisors_and_admins_retire(browser, session, make, counselor, path):
    group = make.group()
    session.commit()
    browser.sign_in(counselor)

    answer = browser.submit(f"/groups/{group.id}/{path}", at="/groups/new", reason="No")

    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["check", "correct", "pause", "meetings/new"])
def test_an_auditor_changes_nothing(browser, session, make, auditor, path):
    group = make.group()
    session.commit()
    browser.sign_in(auditor)

    assert browser.post(f"/groups/{group.id}/{path}").status_code in (400, 403)
    assert browser.get("/groups/new").status_code == 403


@pytest.mark.parametrize("path", ["/groups", "/groups/new"])
def test_the_directory_is_shut_to_those_who_have_not_signed_in(browser, session, path):
    session.commit()

    assert browser.get(path).location.startswith("/sign-in")


def test_a_group_that_is_not_there_is_not_found(browser, session, counselor):
    session.commit()
    browser.sign_in(counselor)

    page = browser.get("/groups/00000000-0000-7000-8000-000000000000")

    assert page.status_code == 404


def test_stale_groups_say_so(browser, session, make, counselor):
    make.group("Tuesday Lamp", checked_on=date(2020, 8, 12), kind=GroupKind.CLINICAL)
    session.commit()
    browser.sign_in(counselor)

    assert "Not checked since Aug 12, 2020" in browser.get("/groups").text
