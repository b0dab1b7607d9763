"""What a plan says on paper, composed from the records."""

from datetime import date, time

import pytest

from clinic.clients.models import Asked
from clinic.groups.models import Attendance, GroupKind, GroupStatus, Leader, Venue
from clinic.plans.document import ClinicFacts, PlanDocument, compose
from clinic.plans.document.groups import public_link
from clinic.plans.document.sample import sample
from clinic.plans.models import PlanAppointment, PlanGoal, PlanPerson, PlanSupport
from clinic.referrals.models import Companion
from tests.make import NOON, TODAY


@pytest.fixture
def written(facts):
    def written(plan, **said):
        return compose(plan, clinic=facts, at=NOON, today=TODAY, **said)

    return written


@pytest.fixture
def attach(make, draft):
    """Attach a group to the draft; facts about group, meeting and referral may be given."""

    def attach(name="Thursday Steps", *, weekday=4, starts_at=time(19), group=None, **facts):
        made = make.group(name, weekday=weekday, starts_at=starts_at, **(group or {}))
        referral = make.referral(draft.episode, made, **facts)
        draft.supports.append(PlanSupport(referral=referral, position=len(draft.supports)))
        make.session.flush()
        return referral

    return attach


def test_a_document_survives_being_stored(app, facts):
    with app.app_context():
        document = sample(facts)

    assert PlanDocument.from_json(document.as_json()) == document


def test_parts_that_an_older_document_did_not_have_are_empty(app, facts):
    with app.app_context():
        stored = sample(facts).as_json()
    del stored["helps"]

    assert PlanDocument.from_json({**stored, "unheard_of": 1}).helps == ()


def test_the_head_says_who_leaves_when_and_whom_to_call(draft, written, program, counselor):
    program.phone, counselor.phone = "(503) 555-0140", "(503) 555-0142"
    client = draft.episode.client
    client.preferred_name = "Robbie"

    document = written(draft)

    assert document.client_name == "Robbie Vale"
    assert document.short_name == "Robbie V."
    assert document.leaves_on == "Friday, March 6, 2026"
    assert document.clinic_name == "Cedar Street Center"
    assert document.clinic_phone == "(503) 555-0140"
    assert (document.counselor_name, document.counselor_phone) == ("Ada Rowe", "(503) 555-0142")
    assert document.printed_on == "Mar 2, 2026"


def test_a_draft_says_so_until_it_is_signed(draft, written):
    assert written(draft).draft
    assert not written(draft, final=True).draft


def test_what_the_client_says_stands_in_their_words(draft, written):
    draft.remember = " It passes. "
    draft.why, draft.helps = "Eli\n\n  Nora \n", "Walking"
    draft.goals.append(PlanGoal(position=1, goal="Be home", first_step="Cook"))

    document = written(draft)

    assert document.remember == "It passes."
    assert (document.why, document.helps) == (("Eli", "Nora"), ("Walking",))
    assert [(g.goal, g.step) for g in document.goals] == [("Be home", "Cook")]


def test_the_first_three_days_are_sorted_by_hour(draft, written, attach):
    draft.episode.leaves_at = time(11)
    attach("Friday Night", weekday=5, starts_at=time(21), first_on=date(2026, 3, 6))
    attach("Sunday Late", weekday=0, starts_at=time(19), first_on=date(2026, 3, 15))
    draft.appointments += [
        PlanAppointment(on=date(2026, 3, 6), what="Fetch medicines"),
        PlanAppointment(on=date(2026, 3, 6), starts_at=time(9, 30), what="Talk", who="Ada"),
        PlanAppointment(on=date(2026, 3, 20), starts_at=time(9), what="Much later"),
    ]

    days = written(draft).first_days

    assert [day.day for day in days] == ["Fri, Mar 6", "Sat, Mar 7", "Sun, Mar 8"]
    assert [(i.clock, i.words) for i in days[0].items] == [
        ("9:30 am", "Talk, Ada"),
        ("11:00 am", "I leave"),
        ("9:00 pm", "Friday Night"),
        ("", "Fetch medicines"),
    ]
    assert days[1].items == days[2].items == ()


def test_without_a_day_of_leaving_the_days_are_left_open(draft, written):
    draft.episode.leaves_on = None

    document = written(draft)

    assert (document.first_days, document.leaves_on) == ((), "")


@pytest.mark.parametrize(
    ("starts_at", "part"),
    [
        (time(11, 59), "morning"),
        (time(12), "afternoon"),
        (time(16, 59), "afternoon"),
        (time(17), "evening"),
    ],
)
def test_the_week_has_three_parts_of_a_day(draft, written, attach, starts_at, part):
    attach("Steps", weekday=0, starts_at=starts_at)

    week = written(draft).week

    assert [day.name for day in week][0::6] == ["Monday", "Sunday"]
    assert [item.words for item in getattr(week[6], part)] == ["Steps"]
    assert sum(len(d.morning + d.afternoon + d.evening) for d in week) == 1


def test_a_group_by_appointment_is_no_part_of_the_week(draft, written, attach):
    attach("Skills", weekday=None, starts_at=None, first_on=None)

    document = written(draft)

    assert [item.words for item in document.by_appointment] == ["Skills"]
    assert (document.groups[0].when, document.groups[0].went) == ("By appointment", ())


def test_a_card_says_all_one_needs_to_go(draft, written, attach):
    referral = attach(
        first_on=date(2026, 3, 12),
        group={"ask_for": "Carol", "expect": "Turns.", "leader": Leader.SOCIAL_WORKER},
    )
    referral.group.leader_name = "Priya Nair"
    referral.meeting.venue.directions = "Bus 14."

    (card,) = written(draft).groups

    assert card.name == "Thursday Steps"
    assert card.when == "Thursdays, 7:00 to 8:00 pm"
    assert card.where == "St. Mark's Hall, 12 Elm Street, Portland"
    assert (card.getting_there, card.ask_for, card.expect) == ("Bus 14.", "Carol", "Turns.")
    assert card.led_by == "Priya Nair, social worker"
    assert card.first_time == "Thursday, March 12"
    assert card.went == ("Mar 12", "Mar 19", "Mar 26", "Apr 2")
    assert card.link == "https://maps.example/?q=12+Elm+Street%2C+Portland"
    assert (card.link_leads, card.changed) == ("directions", False)


@pytest.mark.parametrize(
    ("companion", "named", "said"),
    [
        (Companion.FAMILY, "Ruth, my sister", "Thursday, March 12, with Ruth, my sister"),
        (Companion.GREETER, "", "Thursday, March 12, with someone from the group"),
        (Companion.NOBODY, "", "Thursday, March 12"),
        (Companion.NOT_SETTLED, "Ruth", "Thursday, March 12"),
    ],
)
def test_a_card_says_who_goes_along_the_first_time(draft, written, attach, companion, named, said):
    referral = attach(first_on=date(2026, 3, 12))
    referral.companion, referral.companion_name = companion, named

    (card,) = written(draft).groups

    assert card.first_time == said


def test_a_number_to_join_by_is_said_once(draft, written, attach):
    referral = attach("Steps by Phone", group={"kind": GroupKind.ONLINE})
    meeting = referral.meeting
    meeting.venue, meeting.attendance = None, Attendance.PHONE
    meeting.conference_phone = referral.place = "(503) 555-0190"
    meeting.conference_note = "Code 4471."

    (card,) = written(draft).groups

    assert (card.where, card.getting_there) == ("By phone: (503) 555-0190", "Code 4471.")


def test_an_online_group_has_a_link_to_join_with_its_host_in_words(draft, written, attach):
    referral = attach("Night Owls", group={"kind": GroupKind.ONLINE})
    meeting = referral.meeting
    meeting.venue, meeting.attendance = None, Attendance.ONLINE
    meeting.conference_url = referral.place = "https://owls.example.org/join?m=1"
    meeting.conference_phone, meeting.conference_note = "(503) 555-0188", "Code 4471."

    (card,) = written(draft).groups

    assert (card.link, card.link_leads) == ("https://owls.example.org/join?m=1", "join")
    assert card.where == "Online: owls.example.org"
    assert card.getting_there == "By phone: (503) 555-0188. Code 4471."


def moved(referral):
    referral.meeting.starts_at = time(20)


def relocated(referral):
    referral.meeting.venue = Venue(name="Elsewhere", street="1 Far Road", city="Salem")


def ended(referral):
    referral.meeting.ended_at = NOON


def suspended(referral):
    referral.meeting.attendance = Attendance.SUSPENDED


def retired(referral):
    referral.group.status = GroupStatus.RETIRED


@pytest.mark.parametrize("happen", [moved, relocated, ended, suspended, retired])
def test_what_the_client_was_told_stands_when_the_directory_moves_on(
    draft, written, attach, happen
):
    referral = attach()
    happen(referral)

    (card,) = written(draft).groups

    assert card.changed
    assert card.when == "Thursdays, 7:00 to 8:00 pm"
    assert card.where == "St. Mark's Hall, 12 Elm Street, Portland"
    assert card.link == ""


def test_people_and_appointments_are_said_in_one_line(draft, written):
    draft.people.append(
        PlanPerson(position=1, name="Ana", relation="my sister", phone="1", good_for="Anything")
    )
    draft.appointments.append(
        PlanAppointment(
            on=date(2026, 3, 9), starts_at=time(10), what="Check", who="Dr. Ortiz", phone="2"
        )
    )

    document = written(draft)

    assert (document.people[0].name, document.people[0].phone) == ("Ana, my sister", "1")
    (appointment,) = document.appointments
    assert (appointment.when, appointment.who) == ("Mon, Mar 9, 10:00 am", "Dr. Ortiz, 2")


def test_the_contact_rule_is_the_clients(draft, written):
    client = draft.episode.client
    client.phone, client.best_time, client.voice_message = "(503) 555-0150", "noon", Asked.NO

    contact = written(draft).contact

    assert (contact.phone, contact.best_time) == ("(503) 555-0150", "noon")
    assert contact.voice_message == "no"


def test_nothing_staff_keep_for_themselves_reaches_the_paper(draft, written, attach):
    client, episode = draft.episode.client, draft.episode
    client.street, client.city, client.postcode = "KEPT street", "KEPT city", "KEPT 1"
    client.contact_note = client.needs_note = client.pronouns = "KEPT note"
    client.family_name = "Vale"
    episode.substances, episode.conditions = ["KEPT alcohol"], ["KEPT grief"]
    referral = attach(note="KEPT referral", companion_name="KEPT companion")
    referral.group.own.staff_contact = referral.group.own.staff_notes = "KEPT group"
    referral.meeting.notes = "KEPT meeting"

    assert "KEPT" not in str(written(draft).as_json())


@pytest.mark.parametrize("address", ["https://a.example/x?y=1", "http://a.example:8080/"])
def test_web_addresses_may_become_codes(address):
    assert public_link(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "tel:911",
        "//a.example/x",
        "https://",
        "https://user@a.example/",
        "https://a.example/ x",
        "https://a.example/\n",
        "https://[a.example/",
        "https://a.example:99999/",
        "https://é.example/",
        "https://a.example/" + "x" * 200,
    ],
)
def test_other_addresses_may_not(address):
    assert public_link(address) == ""


def test_the_clinics_part_comes_from_its_settings(app):
    facts = ClinicFacts.from_settings(app.config)

    assert [line.number for line in facts.crisis_lines] == ["911", "988"]
    assert facts.paper == "Letter"


def test_a_group_of_some_weeks_is_printed_on_those_days_only(draft, written, attach):
    referral = attach("Thursday Steps")
    referral.weeks = referral.meeting.weeks = [1, 3]

    document = written(draft)

    (card,) = document.groups
    assert card.when == "First and third Thursdays, 7:00 to 8:00 pm"
    assert card.went == ("Mar 5", "Mar 19", "Apr 2", "Apr 16")
    names = [item.words for day in document.week for item in day.evening]
    assert names == ["Thursday Steps (first and third)"]


def test_what_staff_alone_know_is_never_printed(draft, written, attach):
    own = attach().group.own
    own.staff_contact, own.staff_notes, own.do_not_refer = "Qz one", "Qz two", "Qz three"

    assert "Qz" not in str(written(draft))
