"""What the journeys do at the clinic's desk, in the words of the people who do it."""

import io
import re
from datetime import timedelta

from pypdf import PdfReader

from clinic.core.clock import local_date, now
from tests.tools.pages import Page

ZONE = "America/Los_Angeles"


def today():
    return local_date(now(), ZONE)


def record_client(browser, **facts):
    """Take a new client in, and return the path of the page that opens."""
    known = {
        "given_name": "Maya",
        "family_name": "Reyes",
        "birth_year": "1992",
        "setting": "residential",
        "admitted_on": today() - timedelta(days=24),
        "leaves_on": today() + timedelta(days=3),
    }
    page = browser.submit("/clients/new", **known | facts)
    assert page.status_code == 200, page.text
    return f"/clients/{re.search(r'/clients/([0-9a-f-]{36})', page.request.path)[1]}"


def refer(browser, client, words):
    """Find a group by its words, refer the client, and have them say yes."""
    found = browser.get(f"{client}/find-a-group", query_string={"text": words}).text
    link = re.search(r'href="([^"]+/referrals/new\?meeting=[^"]+)"', found)[1]
    page = browser.submit(link.replace("&amp;", "&"), agreed=True)
    assert "created." in page.text
    return page


def write_plan(browser, client):
    """Write what the plan needs and cannot do without; return its path."""
    editor = browser.get(f"{client}/plan").text
    plan = re.search(r'action="(/plans/[0-9a-f-]{36})/goals"', editor)[1]
    browser.submit(
        f"{plan}/goals",
        at=f"{client}/plan",
        **{"goals-0-goal": "Be there for my children", "goals-0-first_step": "Call Ana on Friday"},
    )
    return plan


def sign_off(browser, plan):
    """Let stand what was found, hear it told back, sign; return the PDF."""
    while keys := _to_look_at(browser.get(f"{plan}/check").text):
        browser.submit(f"{plan}/accept", at=f"{plan}/check", key=keys[0])
    browser.submit(f"{plan}/told", at=f"{plan}/check", topic="")
    signed = browser.submit(f"{plan}/sign-off", at=f"{plan}/check", own_name="Ada Rowe")
    assert signed.status_code == 200, signed.text
    return browser.get(f"{plan}.pdf").data


def _to_look_at(text):
    """What the check found that nobody has let stand: the value of each button."""
    page = Page(text)
    fields = [page.fields(f) for f in page.forms() if f.get("action", "").endswith("/accept")]
    named = [{node.get("name"): node.get("value") for node in nodes} for nodes in fields]
    return [names["key"] for names in named if "stand" not in names]


def note_copy(browser, client):
    """Note that the client got a copy of the plan that was signed off."""
    plan = browser.get(f"{client}/plan").text
    url = re.search(r'action="(/plans/[0-9a-f-]{36}/copies)"', plan)[1]
    return browser.submit(url, at=f"{client}/plan")


def leave(browser, client, **facts):
    """Note that the client has left with the plan in hand."""
    care = browser.get(f"{client}/care").text
    url = re.search(r'href="(/episodes/[0-9a-f-]{36}/leave)"', care)[1]
    known = {"left_on": today(), "left_reason": "completed", "disposition": "plan_given"}
    return browser.submit(url, **known | facts)


def words_of(pdf):
    """All words of a PDF, blanks made single."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
