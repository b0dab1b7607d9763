"""Small helpers of the plans room's tests."""

from clinic.plans.models import AftercarePlan
from tests.tools.pages import Page

PDF = b"%PDF-1.7 invented"


def home(plan):
    return f"/clients/{plan.episode.client_id}/plan"


def fresh(session, plan):
    """The plan as the database has it now."""
    session.expire_all()
    return session.get(AftercarePlan, plan.id)


def sign_off(browser, plan):
    check = f"/plans/{plan.id}/check"
    return browser.submit(f"/plans/{plan.id}/sign-off", at=check, taught_back=True)


def posted(page, url, **typed):
    """The answers of one form of a page, as a browser would send them later."""
    page = Page(page)
    form = next(f for f in page.forms() if (f.get("action") or url) == url)
    return page.values(form) | typed
