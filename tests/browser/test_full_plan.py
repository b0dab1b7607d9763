"""A counselor writes a whole plan while lines fail and a session ends, signs it, prints it all."""

import io
import re
from datetime import time, timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect
from pypdf import PdfReader

from clinic.accounts.models import StaffSession
from clinic.consents import actions as consents
from clinic.consents import policy
from clinic.consents.actions import Signature, Terms
from clinic.consents.models import (
    ConsentType,
    Ending,
    Item,
    Purpose,
    RecipientKind,
    Signer,
    Signing,
)
from clinic.core.clock import local_date, now
from clinic.groups.models import Joining
from clinic.plans.models import AftercarePlan, PlanSupport
from clinic.referrals.models import Companion
from tests.browser import written
from tests.browser.pen import Pen
from tests.make import PASSWORD
from tests.plans.tools import decide

TODAY = local_date(now(), "America/Los_Angeles")
LEAVES = TODAY + timedelta(5)
#: Chosen, kept for staff, or printed in other words.
NOT_PRINTED = {"Dana", "Ana"}


@pytest.fixture
def plan(make, counselor, program):
    """A draft in which nothing is written, and a group to go to."""
    program.phone = "503 555 0140"
    client = make.client("Marisol", "Quintero", counselor=counselor)
    episode = make.episode(client, admitted_on=TODAY - timedelta(14), leaves_on=LEAVES)
    plan = make.plan(episode)
    facts = {"joining": Joining.CONTACT_FIRST, "phone": "503 555 0199", "checked_on": TODAY}
    group = make.group("Hillside Steps", weekday=4, starts_at=time(19), **facts)
    first = {"first_on": LEAVES + timedelta(1), "companion": Companion.FAMILY}
    referral = make.referral(episode, group, **first)
    plan.supports.append(PlanSupport(referral=referral, position=1))
    decide(make.session, counselor, safety_reviewed_on=TODAY.isoformat(), holidays="")
    make.session.commit()
    return plan


@pytest.fixture
def consent(app, plan, counselor, session):
    """Leave to tell Dr. Ortiz of medicines and groups."""
    facts = {
        "type": ConsentType.NAMED,
        "items": (Item.NAME, Item.TREATMENT, Item.MEDICINES, Item.GROUPS),
        "purposes": (Purpose.CARE,),
        "wording": policy.wording("en", clinic="Cedar", phone="(503) 555-0140"),
        "discloser": "Cedar Street Center",
        "timezone": "America/Los_Angeles",
        "recipient_kind": RecipientKind.PROVIDER,
        "recipient": "Dr. Lena Ortiz",
        "ending": Ending.DAY,
        "ends_on": TODAY + timedelta(90),
    }
    who = {"by": counselor, "at": now()}
    consent = consents.draft(plan.episode.client, Terms(**facts), **who)
    ink = Signature(Signing.PAPER, Signer.CLIENT, "Marisol Quintero", TODAY)
    shown = {"pdf": b"%PDF", "pages": 1, "expected_revision": consent.revision}
    signed = consents.sign(consent, ink, **shown, **who)
    session.commit()
    return signed


def typed():
    """Every text that is typed, line by line."""
    answers = [written.goals(), *written.SHEETS.values(), written.OPEN]
    answers += [row for _card, row in written.rows(LEAVES)]
    lines = [line for each in answers for value in each.values() for line in value.split("\n")]
    return {line for line in lines if re.search("[A-Z][a-z]|[a-z] [a-z]", line)} - NOT_PRINTED


def write_all(desk, counselor, home):
    """Write every section; the line is cut twice, and the session ends once."""
    pen = Pen(desk)
    pen.sheet("goals", written.goals())
    for number, (key, answers) in enumerate(written.SHEETS.items()):
        if number in (2, 5):
            _without_a_line(desk, pen, key, answers)
        else:
            pen.sheet(key, answers)
    pen.sheet("areas", written.areas(LEAVES + timedelta(14)))
    for key, answers in written.rows(LEAVES):
        pen.row(key, answers)
    _after_the_session(desk, pen, counselor, home)


def _without_a_line(desk, pen, key, answers):
    desk.cut_line()
    pen.fill(key, answers)
    expect(desk.page.get_by_text("No connection. Your words are kept")).to_be_visible()
    desk.mend_line()
    expect(desk.page.get_by_text("No connection.")).to_be_hidden()
    pen.saved()


def _after_the_session(desk, pen, counselor, home):
    desk.session.execute(sa.delete(StaffSession))
    desk.session.commit()
    pen.fill("goals", {"goals-0-goal": "Be home for dinner with my kids every day"})
    expect(desk.page.get_by_text("We locked the screen. Your words are kept.")).to_be_visible()
    desk.click("Sign in and go on", role="link")
    desk.type("Email", counselor.email).type("Password", PASSWORD)
    desk.click("Sign in", role="button").arrives(home)
    expect(desk.page.get_by_text("We put back what you typed")).to_be_visible()
    pen.saved()


def sign(desk, counselor, plan):
    """Let stand what is to look at, hear everything told back, sign on paper."""
    desk.go(f"/plans/{plan.id}/check")
    assert desk.page.locator("li.fix").all_inner_texts() == []
    fine = desk.page.get_by_role("button", name=re.compile("^That is fine"))
    while fine.count():
        desk.press(fine.first)
    if desk.page.get_by_role("button", name="All told back").count():
        desk.click("All told back", role="button")
        expect(desk.page.get_by_role("button", name="All told back")).to_have_count(0)
    desk.type("Your name", counselor.name)
    desk.click("Sign off and print", role="button").arrives(rf"/plans/{plan.id}\.pdf")


def printed(desk, plan):
    """The words of every sheet that the page of a signed plan offers, by its name."""
    desk.go(f"/plans/{plan.id}")
    offered = desk.page.locator("#print-more button[formaction]").all()
    addresses = [button.get_attribute("formaction") for button in offered]
    return {address.split("/")[-1]: words_of(desk.fetch(address)) for address in addresses}


def sent(desk, plan, consent):
    """The words of the copy that goes to whom the consent names."""
    page = desk.go(f"/plans/{plan.id}").click("Dr. Lena Ortiz", role="link").page
    form = page.locator('form:has(input[name="purpose"])')
    answers = {"recipient": "Dr. Lena Ortiz", "purpose": "care", "way": "fax"}
    token = {"csrf_token": form.locator('input[name="csrf_token"]').input_value()}
    desk.session.commit()
    answer = page.request.post(page.url, form=answers | token, headers={"Referer": page.url})
    assert answer.ok, answer.status
    return words_of(io.BytesIO(answer.body()))


def words_of(file):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


def bare(words):
    """Words without gaps and hyphens, which depend on where lines end."""
    return re.sub(r"[\s\xad-]", "", words)


def test_a_whole_plan_is_written_signed_and_printed_and_no_word_is_lost(
    desk, counselor, plan, consent, session
):
    home = f"/clients/{plan.episode.client_id}/plan"
    desk.sign_in(counselor).go(home)

    write_all(desk, counselor, home)
    draft = words_of(desk.fetch(f"/plans/{plan.id}/draft.pdf"))
    assert [line for line in typed() if bare(line) not in bare(draft)] == []
    sign(desk, counselor, plan)

    english = printed(desk, plan)
    assert set(english) == {
        *("plan.pdf", "large.pdf", "pocket.pdf", "calendar.pdf", "journal.pdf", "slips.pdf"),
        "chart.pdf",
    }
    for sheet in ("plan.pdf", "large.pdf", "chart.pdf"):
        assert [line for line in typed() if bare(line) not in bare(english[sheet])] == []
    assert "Hillside Steps" in english["calendar.pdf"]
    assert b"BEGIN:VEVENT" in desk.fetch(f"/plans/{plan.id}/calendar.ics").read()

    copy = sent(desk, plan, consent)
    assert ("Sertraline" in copy, "Hillside Steps" in copy, "I cook on" in copy) == (
        True,
        True,
        False,
    )

    plan.episode.client.language = "es"
    session.commit()
    second = begin_another(desk, plan, session)
    desk.go(home)
    Pen(desk).sheet("words", {"remember": "Primero llamo a Ana."})
    sign(desk, counselor, second)

    spanish = printed(desk, second)
    assert set(spanish) == {*english, "changes.pdf"}
    assert "A quién llamo ahora" in spanish["plan.pdf"]
    assert "Primero llamo a Ana." in spanish["changes.pdf"]
    assert all(spanish[sheet] != words for sheet, words in english.items())
    assert "Sertraline" in sent(desk, second, consent)
    assert desk.fetch(f"/plans/{plan.id}.pdf").read().startswith(b"%PDF")


def begin_another(desk, plan, session):
    desk.go(f"/plans/{plan.id}").type("Why does the plan change?", "She reads Spanish")
    desk.click("Change the plan", role="button")
    wanted = sa.select(AftercarePlan).where(
        AftercarePlan.episode_id == plan.episode_id, AftercarePlan.version == 2
    )
    return session.scalars(wanted).one()
