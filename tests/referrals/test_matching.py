"""What the record of a client does to the finder, and what of it never leaves the server."""

import re
from datetime import time

import pytest
from sqlalchemy import event

from clinic.clients.models import Asked
from clinic.core.db import db
from clinic.groups.models import Attendance, GroupKind
from clinic.referrals import queries
from clinic.referrals.models import ReferralState
from tests.referrals.test_finder import found

STREET = "77 Hidden Lane"
#: About 1.4 miles north of the middle of 97201, as the package knows it.
NEARBY = (45.528, -122.69)


@pytest.fixture
def look(browser, session, counselor):
    """Open the finder for a client as somebody; return the page's text."""

    def look(client, query="", by=counselor):
        session.commit()
        if "as" not in browser.environ_base or browser.environ_base["as"] != by.email:
            browser.sign_in(by)
            browser.environ_base["as"] = by.email
        return browser.get(f"/clients/{client.id}/find-a-group{query}").text

    return look


@pytest.fixture
def sent(session):
    """Every statement sent to the database with its values, as a log would hold them."""
    lines = []

    def note(_connection, _cursor, statement, values, *_rest):
        lines.append(f"{statement} {values}")

    event.listen(db.engine, "before_cursor_execute", note)
    yield lines
    event.remove(db.engine, "before_cursor_execute", note)


def near(make, name="Lamp", **facts):
    group = make.group(name, **facts)
    venue = group.meetings[0].venue
    venue.latitude, venue.longitude = NEARBY
    make.session.flush()
    return group


def test_distances_are_counted_from_the_area_chosen(look, make, counselor):
    near(make)
    client = make.client(counselor=counselor, area_postcode="97201", postcode="10001")

    assert "about 1 mile" in found(look(client))


def test_the_address_s_own_area_serves_while_it_is_not_confidential(look, make, counselor):
    near(make)
    client = make.client(counselor=counselor, postcode="97201-1234")

    assert "about 1 mile" in found(look(client))
    client.address_confidential = True
    assert "mile" not in found(look(client))


def test_a_typed_area_takes_the_place_of_the_client_s(look, make, counselor):
    near(make)
    client = make.client(counselor=counselor, area_postcode="10001")

    page = look(client, "?asked=1&near=97201&within=5")

    assert "about 1 mile" in found(page)
    assert 'value="97201"' in page


@pytest.mark.parametrize("query", ["", "?view=week", "?asked=1&within=5&sort=nearest", "?day=3"])
def test_a_confidential_address_never_leaves_the_server(look, make, counselor, sent, query):
    near(make)
    facts = {"street": STREET, "city": "Hiddenville", "postcode": "97205"}
    client = make.client(
        counselor=counselor, address_confidential=True, area_postcode="97201", **facts
    )
    make.session.commit()
    sent.clear()

    page = look(client, query)

    assert "Hidden" not in page
    assert "97205" not in page
    assert not [line for line in sent if "Hidden" in line or "97205" in line]


def test_how_far_is_never_finer_than_a_range_for_a_confidential_address(look, make, counselor):
    near(make)
    client = make.client(counselor=counselor, address_confidential=True, area_postcode="97201")

    for query in ("", "?asked=1&near=97201", "?view=week"):
        said = re.findall(r"[\w ]*\bmiles?\b", found(look(client, query)))
        assert {words.strip() for words in said} == {"within 2 miles"}


def test_no_address_of_the_page_says_what_the_record_says(look, make, counselor):
    near(make)
    client = make.client(
        counselor=counselor,
        area_postcode="97201",
        needs=["step_free"],
        medication=Asked.YES,
        proof_needed=Asked.YES,
        free_times=["2 evening"],
        kinds_not_wanted=["clinical"],
    )
    episode = make.episode(client)
    episode.substances, episode.conditions = ["Alcohol"], ["Depression"]

    page = look(client)

    links = " ".join(re.findall(r'(?:href|action|hx-get)="([^"]*)"', page))
    for word in ("97201", "lcohol", "epress", "medication", "proof", "evening", "clinical"):
        assert word not in links


def test_what_is_clinical_weighs_only_for_who_may_read_it(look, make, counselor, intake, program):
    make.group("Sober Steps", fellowship="AA")
    make.group("Other Steps", fellowship="OA")
    client = make.client(counselor=counselor, program=program, medication=Asked.YES)
    episode = make.episode(client)
    episode.substances = ["Alcohol"]

    own, clerk = look(client), look(client, by=intake)

    assert "About something else: OA" in own
    assert "treatment" in own.split("Also weighed")[1][:80]
    assert "About something else" not in clerk
    assert "treatment" not in clerk


def test_what_cannot_be_reached_is_left_out_and_said(look, make, counselor):
    make.group("Hall")
    screen = make.group("Screen")
    screen.meetings[0].attendance = Attendance.ONLINE
    make.group("Talk", kind=GroupKind.CLINICAL)
    client = make.client(
        counselor=counselor, can_travel=Asked.NO, kinds_not_wanted=["clinical"], pronouns="she/her"
    )

    page = look(client)

    assert "Screen" in page
    words = "2 groups are left out: 1 of a kind not wanted, 1 too far without travel"
    assert words in page


def test_what_the_client_does_already_is_seen(look, make, counselor, episode):
    make.referral(episode, make.group("Tuesday Lamp", weekday=2, starts_at=time(19)))
    make.group("Tuesday Table", weekday=2, starts_at=time(19, 30))
    make.group("Friday Kitchen", weekday=5)

    page = found(look(episode.client))

    order = [page.index(name) for name in ("Friday Kitchen", "Tuesday Table", "Tuesday Lamp")]
    assert order == sorted(order)
    assert "Overlaps Tuesday Lamp" in page
    assert "Fills an empty Friday" in page


def test_the_week_shows_results_and_the_client_s_own(look, make, counselor, episode):
    mine = make.group("Tuesday Lamp", weekday=2)
    make.referral(episode, mine)
    other = make.group("Friday Kitchen", weekday=5)

    page = look(episode.client, "?view=week")
    some = look(episode.client, "?view=week&asked=1&day=5")

    assert "In the plan" in found(page)
    assert f"referrals/new?meeting={other.meetings[0].id}" in found(page)
    assert 'class="mine"' not in found(page)
    assert 'class="mine"><span>Tuesday Lamp' in found(some)
    assert 'name="view" value="week"' in page


def test_nothing_fits_and_the_closest_is_one_press_away(look, make, counselor):
    near(make, weekday=2)
    client = make.client(counselor=counselor, area_postcode="10001")

    page = look(client, "?asked=1&day=2&within=5")

    assert "No group fits all of this" in page
    assert re.search(r'<a[^>]*href="[^"]*asked=1[^"]*"[^>]*>look further than 5 miles</a>', page)
    assert "Lamp" in found(page)
    assert "Farther away" in found(page)


def test_how_many_stayed_is_counted_only_when_nobody_is_known_by_it(make, counselor, session):
    few, many = make.group("few"), make.group("many")
    for number in range(7):
        episode = make.episode(make.client(counselor=counselor))
        if number < 4:
            make.referral(episode, few, state=ReferralState.ATTENDING)
        state = ReferralState.COMPLETED if number % 2 else ReferralState.FIRST_ATTENDED
        make.referral(episode, many, state=state)
    for _number in range(5):
        episode = make.episode(make.client(counselor=counselor))
        make.referral(episode, few, state=ReferralState.DECLINED_BY_CLIENT)

    assert queries.stayed({few.id, many.id}) == {many.id: 5}
    assert queries.stayed(set()) == {}


def test_one_client_s_many_episodes_count_once(make, counselor):
    group, client = make.group(), make.client(counselor=counselor)
    for _number in range(6):
        episode = make.episode(client)
        make.referral(episode, group, state=ReferralState.COMPLETED)
        episode.left_on = episode.admitted_on
        episode.left_reason, episode.disposition = "completed", "plan_given"
        make.session.flush()

    assert queries.stayed({group.id}) == {}
