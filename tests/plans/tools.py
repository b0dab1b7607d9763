"""Small helpers of the plans room's tests."""

from clinic.clients.models import Asked
from clinic.plans import policy
from clinic.plans.models import (
    AftercarePlan,
    Area,
    AreaState,
    ContactKind,
    Naloxone,
    Pace,
    PlanArea,
    PlanContact,
    PlanMedicine,
    PlanPair,
    PlanRule,
    PlanTeachback,
    PlanWeekItem,
    SignedHow,
    Told,
    Topic,
    WeekKind,
)
from tests.make import NOON
from tests.tools.pages import Page

PDF = b"%PDF-1.7 invented"
#: What Ada types: the client signs on the paper.
SIGNED = {"own_name": "Ada Rowe"}
ON_PAPER = policy.SignOff(SignedHow.PAPER, own_name="Ada Rowe")


def home(plan):
    return f"/clients/{plan.episode.client_id}/plan"


def fresh(session, plan):
    """The plan as the database has it now."""
    session.expire_all()
    return session.get(AftercarePlan, plan.id)


def sign_off(browser, plan, **typed):
    check = f"/plans/{plan.id}/check"
    return browser.submit(f"/plans/{plan.id}/sign-off", at=check, **(SIGNED | typed))


def posted(page, url, **typed):
    """The answers of one form of a page, as a browser would send them later."""
    page = Page(page)
    form = next(f for f in page.forms() if (f.get("action") or url) == url)
    return page.values(form) | typed


def complete(plan, by, in_touch_on):
    """Write all the further parts of a plan, one of each."""
    answers = plan.answers
    answers.overdose_risk, answers.naloxone = Asked.YES, Naloxone.GIVEN
    answers.naloxone_doses, answers.naloxone_kept = 2, "Kitchen drawer"
    answers.naloxone_trained, answers.allergies = ["Ana"], "Penicillin"
    answers.signs, answers.acts = ["I stop answering"], ["Walk"]
    answers.places, answers.callers = ["Library"], ["Ana"]
    answers.next_words, answers.strengths, answers.gains = "Day program", ["Kind"], ["Sleep"]
    call = {"kind": ContactKind.CALL, "pace": Pace.WEEKLY, "times": 4, "who": "Ada Rowe"}
    plan.contacts.append(PlanContact(position=1, first_on=in_touch_on, **call))
    plan.medicines.append(PlanMedicine(position=1, name="Sertraline", morning="1"))
    swim = {"kind": WeekKind.IDEA, "weekday": 0, "words": "Swim"}
    plan.week.append(PlanWeekItem(position=1, **swim))
    for n in (1, 2, 3):
        pair = PlanPair(position=n, trigger=f"Trigger {n}", response=f"Act {n}")
        plan.pairs.append(pair)
    plan.areas += [PlanArea(area=area, state=AreaState.NO_NEED) for area in Area]
    asked = {"told": Told.TOLD_BACK, "asked_at": NOON, "asked_by": by}
    plan.teachbacks += [PlanTeachback(topic=topic, **asked) for topic in Topic]


def decide(session, by, **rules):
    """Decide rules for plans, as text."""
    for name, value in rules.items():
        session.add(PlanRule(name=name, value=value, set_at=NOON, set_by=by))
