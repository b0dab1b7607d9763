"""Finding a client by name or number."""

import pytest

from clinic.clients import actions, queries
from tests.make import NOON


def found(viewer, text, **more):
    return [client.name for client in queries.search(viewer, text, **more)]


@pytest.mark.parametrize(
    "text", ["ma", "MARI", "rey", "reyes mar", "María", "mari  rey", "big", "mary b"]
)
def test_any_word_of_any_name_may_begin_so(make, counselor, text):
    make.client("María", "Reyes", counselor=counselor, preferred_name="Mary Big")
    make.client("Hope", "Vale", counselor=counselor)

    assert found(counselor, text) == ["Mary Big Reyes"]


@pytest.mark.parametrize("text", ["", "  ", "'", "eyes", "reyes x", "%", "_", "\U0010ffff"])
def test_what_no_name_begins_with_finds_nobody(make, counselor, text):
    make.client("María", "Reyes", counselor=counselor)

    assert found(counselor, text) == []


def test_a_client_is_found_by_the_beginning_of_the_number(make, counselor):
    client = make.client(counselor=counselor)
    make.client(counselor=counselor).number = 99_999

    assert found(counselor, str(client.number)) == [client.name]
    assert found(counselor, "9999999999999999999999") == []
    assert len(found(counselor, "9")) == 1


def test_search_finds_only_whom_one_may_see(
    make, counselor, colleague, stranger, supervisor, admin
):
    make.client("María", "Reyes", counselor=counselor)

    assert found(supervisor, "rey") == ["María Reyes"]
    for user in (colleague, stranger, admin):
        assert found(user, "rey") == []
        assert found(user, "1") == []


def test_search_gives_no_more_than_asked(make, counselor, supervisor):
    for _ in range(12):
        make.client("Ann", "Ames", counselor=counselor)

    assert len(found(supervisor, "a")) == 8
    assert len(found(counselor, "ann am", limit=3)) == 3


def test_search_follows_a_corrected_name(make, counselor):
    client = make.client("Ann", "Ames", counselor=counselor)

    actions.correct(client, given_name="Zoe", by=counselor, at=NOON)

    assert found(counselor, "zoe") == ["Zoe Ames"]
    assert found(counselor, "ann") == []
