"""The list of sources, the page of one, and its form."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.core.clock import now
from clinic.groups.models import DirectorySource, RunStatus
from tests.groups.runs import make_run, make_source

FEED = "https://feeds.example.org/meetings.json?key=secret"


@pytest.fixture
def desk(browser, session, supervisor):
    session.commit()
    return browser.sign_in(supervisor)


def test_without_sources_the_list_invites_to_bring_one_in(desk):
    text = desk.get("/groups/sources").text

    assert "No sources yet. Bring in your list, or add a feed." in text


def test_the_list_says_how_each_source_fares(desk, session, make):
    at = now()
    source = make_source(
        session, url=FEED, refresh_hours=24, tried_at=at, succeeded_at=at - timedelta(days=2)
    )
    source.error = "feeds.example.org did not answer."
    for number in range(3):
        meeting = make.group().meetings[0]
        meeting.source_id = source.id
        meeting.missing_since = at if number == 0 else None
    make_run(session, source)
    make_source(session, "Binder", fellowship="")
    session.commit()

    text = desk.get("/groups/sources").text

    assert "Last try failed: feeds.example.org did not answer." in text
    assert "Waits for your decision" in text
    assert 'data-label="Listed" class="num">2<' in text
    assert 'data-label="Missing" class="num">1<' in text
    assert "Only by hand" in text
    assert "secret" not in text


def test_sources_are_searched_sorted_and_paged(desk, session):
    for number in range(30):
        at = now() - timedelta(hours=number) if number % 2 else None
        make_source(session, f"Source {number:02}", fellowship="NA", succeeded_at=at)
    session.commit()

    first, last = desk.get("/groups/sources").text, desk.get("/groups/sources?page=2").text
    newest = desk.get("/groups/sources?sort=-read").text
    names = [f"Source {number:02}" for number in range(30)]

    assert [name for name in names if name in first] == names[:25]
    assert [name for name in names if name in last] == names[25:]
    assert newest.index("Source 01") < newest.index("Source 29") < newest.index("Source 00")
    assert "Source 07" in desk.get("/groups/sources?q=na+07").text
    assert "No source matches." in desk.get("/groups/sources?q=zebra").text


@pytest.mark.parametrize("sort", ["name", "-name", "fellowship", "listed", "-missing", "next", "x"])
def test_any_order_can_be_asked_for(desk, session, sort):
    make_source(session)
    session.commit()

    assert desk.get(f"/groups/sources?sort={sort}").status_code == 200


def test_a_source_is_added_and_changed(desk, session, supervisor):
    page = desk.submit("/groups/sources/new", name="NA North", url=FEED, refresh_hours="24")

    source = session.scalars(sa.select(DirectorySource)).one()
    assert "NA North is in the list of sources." in page.text
    assert "Every 24 hours" in page.text
    assert "secret" not in page.text
    page = desk.submit(f"/groups/sources/{source.id}/change", refresh_hours="0")
    assert "Only by hand" in page.text
    acts = set(session.scalars(sa.select(AuditEvent.act).where(AuditEvent.subject_id == source.id)))
    assert acts == {"source.added", "source.changed"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Give the source a name."),
        ({"name": " "}, "A source needs a name."),
        ({"name": "AA Orange County"}, "There is a source of this name already."),
        ({"url": "ftp://feeds.example.org"}, "Web address of the feed: "),
        ({"url": "https://user:word@feeds.example.org"}, "Web address of the feed: "),
        ({"url": "", "refresh_hours": "2"}, "What has no address cannot be fetched."),
        ({"refresh_hours": "-1"}, "Between 0 and 744 hours."),
        ({"refresh_hours": "often"}, "Write a whole number."),
        ({"timezone": "Moon/Base"}, "Write it like America/Los_Angeles."),
        ({"format": "docx"}, "Choose one of these."),
    ],
)
def test_bad_answers_are_said_beside_the_field_and_kept(desk, session, typed, words):
    make_source(session)
    session.commit()
    facts = {"name": "NA North", "url": FEED, "attribution": "The office", **typed}

    page = desk.submit("/groups/sources/new", **facts)

    assert words in page.text
    assert "The office" in page.text
    assert session.scalar(sa.select(sa.func.count(DirectorySource.id))) == 1


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(desk, session):
    source = make_source(session)
    session.commit()
    address = f"/groups/sources/{source.id}/change"
    desk.submit(address, attribution="Theirs")

    page = desk.submit(address, attribution="Mine", revision="1")

    assert page.status_code == 409
    assert "Somebody changed this while you were writing." in page.text
    assert "Mine" in page.text
    session.expire_all()
    assert session.get(DirectorySource, source.id).attribution == "Theirs"


def test_the_page_of_a_source_has_its_history(desk, session, supervisor):
    source = make_source(session)
    for _each in range(30):
        make_run(session, source, status=RunStatus.APPLIED, by_id=supervisor.id)
    reasons = ["The file holds no meetings.", "More."]
    make_run(session, source, at=now(), status=RunStatus.REFUSED, reasons=reasons, counts={})
    make_run(session, make_source(session, "Other"), status=RunStatus.UNDONE)
    session.commit()

    text = desk.get(f"/groups/sources/{source.id}").text

    assert "The file holds no meetings. And 1 more reason." in text
    assert "By a command" in text
    assert "Ravi Shah" in text
    assert "1 to 25 of 31" in text
    assert ">Undone<" not in text


def test_the_history_over_all_is_searched_and_narrowed(desk, session):
    make_run(session, make_source(session, "North"), status=RunStatus.APPLIED)
    make_run(session, make_source(session, "South"), status=RunStatus.UNDONE)
    session.commit()

    def shown(query):
        text = desk.get(f"/groups/imports?{query}").text
        return [name for name in ("North", "South") if f">{name}</a>" in text]

    assert shown("") == ["North", "South"]
    assert shown("q=nor") == ["North"]
    assert shown("status=undone") == ["South"]
    assert shown("status=nonsense") == ["North", "South"]
    assert shown("q=nor&status=undone") == []


def test_without_imports_the_history_says_so(desk):
    assert "Nothing was read yet." in desk.get("/groups/imports").text


def test_a_list_without_an_address_is_not_fetched(desk, session):
    source = make_source(session)
    session.commit()
    address = f"/groups/sources/{source.id}"

    page = desk.submit(f"{address}/fetch", at=address)

    assert "It has no web address. Bring in a file instead." in page.text


@pytest.mark.parametrize("path", ["", "/new", "/{id}", "/{id}/change"])
def test_sources_are_shut_to_counselors(browser, session, counselor, path):
    source = make_source(session)
    session.commit()
    browser.sign_in(counselor)

    assert browser.get(f"/groups/sources{path.format(id=source.id)}").status_code == 403


def test_an_auditor_reads_sources_and_changes_none(browser, session, auditor):
    source = make_source(session, url=FEED)
    session.commit()
    browser.sign_in(auditor)

    text = browser.get(f"/groups/sources/{source.id}").text

    assert "feeds.example.org/meetings.json" in text
    assert "secret" not in text
    assert "Fetch now" not in text
    assert "Sources" in browser.get("/groups").text
    assert browser.get(f"/groups/sources/{source.id}/change").status_code == 403


def test_the_directory_leads_to_its_sources_who_may_see_them(browser, session, counselor):
    session.commit()
    browser.sign_in(counselor)

    assert "/groups/sources" not in browser.get("/groups").text
