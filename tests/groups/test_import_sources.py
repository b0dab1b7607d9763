"""Where a list comes from: what is refused on the first page, and feeds that are fetched."""

import json

import pytest
import sqlalchemy as sa

from clinic.core.errors import RuleBroken
from clinic.groups.feeds.fetching import Fetched
from clinic.groups.feeds.reading import Refused
from clinic.groups.models import DirectorySource, ImportRun, PeerGroup
from clinic.groups.views import sources as source_views
from tests.groups.runs import FOUR, NEW, make_source, meetings, send

LIST = json.dumps(meetings(*FOUR)).encode()


@pytest.fixture
def desk(browser, session, supervisor):
    session.commit()
    return browser.sign_in(supervisor)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "File: "),
        (b"<html>Please wait</html>", "File: "),
        (b"[]", "File: "),
        (b"\x00\x01\x02\xff", "File: "),
        (None, "Choose a file."),
    ],
)
def test_what_is_no_list_is_refused_beside_the_file(desk, session, content, words):
    page = send(desk, content, "odd.bin", {**NEW, "format": ""})

    assert page.status_code == 200
    assert words in page.text
    assert 'value="AA North"' in page.text
    assert session.scalar(sa.select(sa.func.count(ImportRun.id))) == 0
    assert session.scalar(sa.select(sa.func.count(DirectorySource.id))) == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Give the new source a name."),
        ({"timezone": "Moon/Base"}, "Write it like America/Los_Angeles."),
        ({"source": "nonsense"}, "Choose one of these."),
        ({"source": "00000000-0000-7000-8000-000000000000"}, "Choose one of these."),
        ({"format": "docx"}, "Choose one of these."),
    ],
)
def test_bad_answers_are_said_beside_the_field(desk, session, typed, words):
    page = send(desk, LIST, "list.json", {**NEW, **typed})

    assert words in page.text
    assert session.scalar(sa.select(sa.func.count(ImportRun.id))) == 0


def test_a_new_source_may_not_take_the_name_of_another(desk, session):
    make_source(session, "AA North")
    session.commit()

    page = send(desk, LIST, "list.json", NEW)

    assert "There is a source of this name already." in page.text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("<script>alert(1)<script>.json", "&lt;script&gt;alert(1)&lt;script&gt;.json"),
        ("a\u202egnp.exe", "a gnp.exe"),
        ("x" * 400, "x" * 200),
    ],
)
def test_the_name_of_a_file_is_only_words(desk, session, name, shown):
    page = send(desk, LIST, name, NEW)

    assert f"<span>{shown}</span>" in page.text


def test_a_feed_is_fetched_and_looked_at(desk, session, monkeypatch):
    source = make_source(session, url="https://feeds.example.org/list.json?key=secret")
    session.commit()
    given = Fetched(LIST)
    monkeypatch.setattr(source_views, "fetch", lambda url, reach: given)
    address = f"/groups/sources/{source.id}"

    page = desk.submit(f"{address}/fetch", at=address)

    assert "4 read. 4 new" in page.text
    assert "feeds.example.org/list.json" in page.text
    assert "secret" not in page.text
    assert session.scalar(sa.select(sa.func.count(PeerGroup.id))) == 0


@pytest.mark.parametrize("error", [Refused("It did not answer."), RuleBroken("It is not a feed.")])
def test_a_feed_that_gives_nothing_says_why(desk, session, monkeypatch, error):
    source = make_source(session, url="https://feeds.example.org/list.json")
    session.commit()

    def fail(url, reach):
        raise error

    monkeypatch.setattr(source_views, "fetch", fail)
    address = f"/groups/sources/{source.id}"

    assert str(error) in desk.submit(f"{address}/fetch", at=address).text
    assert session.scalar(sa.select(sa.func.count(ImportRun.id))) == 0
