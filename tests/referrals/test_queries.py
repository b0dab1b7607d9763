"""Finding referrals within what a person may see."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from clinic.referrals import queries
from clinic.referrals.models import ReferralState
from clinic.referrals.policy import Order, Tab
from tests.make import TODAY

S = ReferralState


@pytest.fixture
def referral(make, episode):
    return make.referral(episode, make.group("Harbor Evening"))


def test_a_counselor_gets_the_referral_of_their_own_client(referral, counselor):
    assert queries.get(referral.id, viewer=counselor) is referral


@pytest.mark.parametrize("who", ["colleague", "stranger", "admin", "auditor"])
def test_others_do_not_find_it(referral, who, request):
    viewer = request.getfixturevalue(who)

    with pytest.raises(NoResultFound):
        queries.get(referral.id, viewer=viewer)
    assert queries.waiting(viewer, TODAY, 5) == []
    assert queries.waiting_count(viewer, TODAY) == 0


@pytest.mark.parametrize("who", ["intake", "supervisor"])
def test_intake_and_supervisors_find_those_of_their_program(referral, who, request):
    viewer = request.getfixturevalue(who)

    assert queries.waiting(viewer, TODAY, 5) == [referral]
    assert queries.waiting_count(viewer, TODAY) == 1


def test_the_longest_wait_comes_first(make, episode, counselor):
    newer = make.referral(episode, waits_from=TODAY - timedelta(days=1))
    older = make.referral(episode, waits_from=TODAY - timedelta(days=9))

    assert queries.waiting(counselor, TODAY, 5) == [older, newer]


def test_each_referral_lies_in_exactly_one_tab(make, episode, supervisor):
    for state in S:
        make.referral(episode, state=state)
    make.referral(episode, state=S.AGREED, first_on=date(2026, 4, 2))

    found = [
        row.id
        for tab in Tab
        for row in queries.listing(supervisor, TODAY, tab=tab, order=Order.SINCE).rows
    ]

    assert len(found) == len(set(found)) == len(S) + 1


def listed(viewer, **ask):
    ask = {"tab": Tab.WAITING, "order": Order.SINCE, **ask}
    return [row.group_name for row in queries.listing(viewer, TODAY, **ask).rows]


def test_a_list_is_searched_by_client_and_by_group(make, referral, counselor):
    other = make.episode(make.client("Maya", "Reyes", counselor=counselor))
    make.referral(other, make.group("Thursday Steps"))

    assert listed(counselor, text="maya") == ["Thursday Steps"]
    assert listed(counselor, text="harbor") == ["Harbor Evening"]
    assert listed(counselor, text="robin harbor") == ["Harbor Evening"]
    assert listed(counselor, text="%") == []


def test_a_list_is_sorted_by_client_or_group(make, referral, counselor):
    other = make.episode(make.client("Ana", "Arias", counselor=counselor))
    make.referral(other, make.group("Thursday Steps"))

    assert listed(counselor, order=Order.CLIENT) == ["Thursday Steps", "Harbor Evening"]
    assert listed(counselor, order=Order.GROUP) == ["Harbor Evening", "Thursday Steps"]


def test_a_long_list_comes_in_pages(make, episode, counselor, monkeypatch):
    monkeypatch.setattr(queries, "PER_PAGE", 2)
    for _ in range(5):
        make.referral(episode)

    found = queries.listing(counselor, TODAY, tab=Tab.WAITING, order=Order.SINCE, page=3)

    assert (len(found.rows), found.total, found.pages) == (1, 5, 3)


def test_a_page_beyond_the_last_is_the_last(make, episode, counselor):
    make.referral(episode)

    found = queries.listing(counselor, TODAY, tab=Tab.WAITING, order=Order.SINCE, page=999_999)

    assert (len(found.rows), found.page) == (1, 1)
