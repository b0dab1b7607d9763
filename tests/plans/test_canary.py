"""Nothing that has to stay in the clinic stands in anything that leaves it.

Every field of an address that is confidential, and every note staff keep for themselves, holds a
word that is nowhere else. None of them may turn up in any sheet, copy, language or file: not in
its text, not in its raw bytes, not in its metadata, not in its name.
"""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from itertools import product

import pikepdf
import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from clinic.clients.models import Supporter
from clinic.consents.models import Item
from clinic.core.clock import now
from clinic.core.words import LOCALES
from clinic.plans import actions, policy, printing, queries
from clinic.plans.document import PlanDocument, compose, scope
from clinic.plans.document.sample import release
from clinic.plans.models import BatchKind, BatchWhat, PlanDose
from clinic.plans.policy import keys
from clinic.plans.printing.ics import calendar_file
from clinic.plans.views.sheets import SIGNED
from tests.make import NOON, TODAY
from tests.plans.tools import PDF, home, sign_off

CANARY = "qzx"
#: A picture inside a page: its letters mean nothing.
DRAWN = re.compile(r";base64,[\w+/=]+")
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
#: Of the client's record, what is for staff alone, whatever else it grows to hold.
PRINTED = {
    *("given_name", "family_name", "preferred_name", "name_key", "language"),
    *("phone", "best_time"),
}


def texts(record):
    """Return the names of the columns of a record that hold free text."""
    kinds = {column.key: column.type for column in sa.inspect(type(record)).columns}
    return [name for name, kind in kinds.items() if type(kind) in (sa.String, sa.Text)]


def paint(record, *, but=()):
    """Write a word of its own into every free text of a record, but in those."""
    named = [name for name in texts(record) if name not in but]
    for name in named:
        setattr(record, name, f"{CANARY}{type(record).__name__}{name}")
    return named


@pytest.fixture
def watched(ready, session, desk):
    """A plan ready to sign, of a client whose address and notes are full of canaries."""
    client, support = ready.episode.client, ready.supports[0]
    hidden = paint(client, but=PRINTED)
    assert {"street", "city", "postcode"} <= set(hidden)
    client.address_confidential = True
    client.supporters.append(Supporter(position=1, name=f"{CANARY}supporter", phone=CANARY))
    ready.change_reason = f"{CANARY}reason"
    for medicine in ready.medicines:
        medicine.note = f"{CANARY}note"
    ready.medicines[0].refill_on = date(2026, 3, 20)
    ready.doses.append(PlanDose(position=1, name="Depot", next_on=TODAY))
    group = support.referral.group
    paint(group.own), paint(support.referral, but={"group_name", "companion_name", "timezone"})
    assert CANARY in support.referral.place
    venue = group.meetings[0].venue
    for name in texts(venue):
        setattr(venue, name, f"{CANARY}venue{name}")
    group.meetings[0].conference_url = f"https://{CANARY}.example/join"
    support.omit_place = True
    session.flush()
    found = policy.check(ready, desk)
    ready.accepted = {each.key: {"words": each.words, "by": "Ada"} for each in found}
    return ready


@pytest.fixture
def plans(watched, facts, app):
    """The plan as it is printed in every language there is."""
    with app.app_context():
        yield {
            language: compose(
                watched, clinic=facts, at=NOON, today=TODAY, final=True, language=language
            )
            for language in LOCALES
        }


def leaks(pdf):
    """Return where a canary sits in a PDF, with every stream of it unpacked."""
    pages = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    found = ["text"] if CANARY in pages.lower() else []
    with pikepdf.open(io.BytesIO(pdf)) as file:
        found += ["metadata"] if CANARY in str(dict(file.docinfo)).lower() else []
        found += ["xmp"] if CANARY in str(file.open_metadata()).lower() else []
        found += [
            f"attached {name}"
            for name, held in file.attachments.items()
            if CANARY.encode() in held.get_file().read_bytes().lower()
        ]
        plain = io.BytesIO()
        options = {"compress_streams": False, "qdf": True}
        file.save(plain, stream_decode_level=pikepdf.StreamDecodeLevel.all, **options)
    return found + (["bytes"] if CANARY.encode() in plain.getvalue().lower() else [])


def test_the_canaries_would_be_seen(plans):
    spilled = replace(plans["en"], remember=CANARY, events=())

    assert {"text"} <= set(leaks(printing.print_part(spilled).pdf))
    with_event = replace(plans["en"].events[0], words=CANARY)
    chart = replace(plans["en"], events=(with_event,))
    assert CANARY in calendar_file(chart, words=True).decode()


def test_the_words_of_a_plan_hold_none(plans):
    for document in plans.values():
        assert CANARY not in str(document.as_json()).lower()
        assert len(document.groups) == 1
        assert len(document.events) == 8


@pytest.mark.slow
@pytest.mark.parametrize("part", printing.PARTS)
def test_no_sheet_or_copy_leaks(plans, part):
    copies = [copy for copy in printing.COPIES if copy != "recipient"]
    for document, copy, discreet in product(plans.values(), copies, (False, True)):
        draft = replace(document, draft=copy == "draft")

        printed = printing.print_part(draft, part=part, copy=copy, discreet=discreet)

        assert leaks(printed.pdf) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LOCALES)
def test_no_copy_for_somebody_else_leaks(plans, language):
    document = plans[language]
    everything = replace(release(language), parts=tuple(sorted(scope.opened(set(Item)))))

    for items in (set(Item), {Item.NAME}, {Item.GROUPS, Item.CONTACT}):
        within = scope.within(document, items)
        printed = printing.print_part(within, copy="recipient", release=everything)
        assert leaks(printed.pdf) == []


def test_no_calendar_file_leaks(plans):
    for document, words in product(plans.values(), (False, True)):
        file = calendar_file(document, words=words)
        assert b"BEGIN:VEVENT" in file
        assert CANARY not in file.decode().replace("\r\n ", "").lower()


@pytest.mark.slow
def test_nothing_that_the_pages_hand_out_leaks(ada, watched, session):
    session.commit()
    today = f"/clients/{watched.episode.client_id}/leaving-today.pdf"
    paths = [f"{today}?language={code}" for code in LOCALES]
    drafts = [ada.get(path) for path in (*paths, f"/plans/{watched.id}/draft.pdf")]
    sign_off(ada, watched)
    home_of = f"/plans/{watched.id}"
    sheets = [
        f"{home_of}/print/{sheet}.pdf?discreet=y&paper=A4" for sheet in SIGNED if sheet != "changes"
    ]
    files = [f"{home_of}/calendar.ics", f"{home_of}/calendar.ics?words=y"]

    for answer in [*drafts, *map(ada.get, [*sheets, *files, f"{home_of}.pdf"])]:
        assert answer.status_code == 200
        named = str(answer.headers).lower()
        assert not [word for word in (CANARY, "vale", "robin", "cedar") if word in named]
        if answer.mimetype == "application/pdf" and answer.data != PDF:
            assert leaks(answer.data) == []
        else:
            assert CANARY not in answer.text.lower()


def test_the_page_of_a_signed_plan_leaks_none(ada, watched, session):
    session.commit()
    before = ada.get(f"/plans/{watched.id}/check").text
    sign_off(ada, watched)

    said = ada.get(f"/plans/{watched.id}").text

    assert "Thursday Steps" in said
    for page in (before, said):
        assert f"{CANARY}client" not in page.lower()
        assert f"{CANARY}note" not in page.lower()


def test_a_place_is_left_off_and_put_back(ada, ready, session, facts):
    session.commit()
    url = f"/plans/{ready.id}/groups/{ready.supports[0].referral_id}/place"
    assert "Omit place" in ada.get(home(ready)).text

    said = ada.submit(f"{url}/omit", at=home(ready)).text

    assert "Its place is left off the paper." in said
    session.expire_all()
    document = compose(ready, clinic=facts, at=NOON, today=TODAY)
    assert (document.groups[0].where, document.groups[0].link) == ("", "")
    assert {event.place for event in document.events} == {""}
    ada.submit(f"{url}/show", at=home(ready))
    session.expire_all()
    assert compose(ready, clinic=facts, at=NOON, today=TODAY).groups[0].where


def test_the_next_version_leaves_the_same_places_off(ada, ready, session, counselor):
    ready.supports[0].omit_place = True
    session.commit()
    sign_off(ada, ready)

    later = actions.revise(session.merge(ready), reason="x", by=counselor, at=NOON)

    assert [support.omit_place for support in later.supports] == [True]
    assert PlanDocument.from_json(session.merge(ready).frozen).groups[0].where == ""


@pytest.mark.slow
def test_what_changed_leaks_none(ada, watched, session):
    session.commit()
    sign_off(ada, watched)
    ada.submit(f"/plans/{watched.id}/copies", at=f"/plans/{watched.id}")
    ada.submit(f"/plans/{watched.id}/revise", at=home(watched), reason=f"{CANARY}reason")
    later = queries.draft(session.merge(watched).episode_id)
    later.remember = "Something new."
    session.commit()

    for sheet in ("changes", "large"):
        answer = ada.get(f"/plans/{later.id}/print/{sheet}.pdf")
        assert answer.mimetype == "application/pdf"
        assert leaks(answer.data) == []


@pytest.mark.slow
@pytest.mark.parametrize("what", BatchWhat)
@pytest.mark.parametrize("kind", BatchKind)
def test_what_is_printed_together_leaks_none(ada, watched, session, counselor, what, kind):
    how = {"what": what, "kind": kind, "front": False, "drafts": True}
    batch = actions.make_batch([watched.episode_id], **how, by=counselor, at=now())
    session.commit()
    page = f"/plans/batches/{batch.id}"
    ada.submit(f"{page}/step", at=page)

    answer = ada.get(f"{page}/file")

    assert leaks_of(answer, kind) == []
    assert CANARY not in ada.get(page).text.lower()


def leaks_of(answer, kind):
    """Return where a canary sits in a file of plans, in its name or in the names inside."""
    named = [word for word in (CANARY, "vale", "robin") if word in str(answer.headers).lower()]
    if kind is BatchKind.PDF:
        return named + leaks(answer.data)
    with zipfile.ZipFile(io.BytesIO(answer.data)) as bundle:
        names = bundle.namelist()
        assert names
        inside = [name for name in names if CANARY in name or "vale" in name.lower()]
        return named + inside + [leak for name in names for leak in leaks(bundle.read(name))]


def test_what_the_client_sees_on_the_screen_leaks_none(ada, watched, session):
    session.commit()
    turned = [f"{home(watched)}?view=client&section={key}" for key in keys.ALL]
    drawn = [f"/plans/{watched.id}/preview/{key}" for key in (keys.GROUPS, keys.MEDICINES)]

    for path in [*turned, *drawn, f"/plans/{watched.id}/preview"]:
        answer = ada.get(path)
        assert answer.status_code == 200
        assert CANARY not in DRAWN.sub("", answer.text).lower()


def test_no_page_of_a_plan_is_titled_after_a_client(ada, watched, session):
    session.commit()
    paths = [home(watched), f"/plans/{watched.id}/check", f"/plans/{watched.id}/preview"]
    pages = [ada.get(path).text for path in paths]
    sign_off(ada, watched)
    pages.append(ada.get(f"/plans/{watched.id}").text)

    titles = [title.lower() for page in pages for title in TITLE.findall(page)]
    assert len(titles) == len(pages)
    assert not [word for word in (CANARY, "vale", "robin") if word in str(titles)]
