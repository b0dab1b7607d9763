"""Every page there is, with something on it, at the narrowest and at a usual width."""

import re
from collections import defaultdict
from datetime import timedelta

import pytest
from flask import current_app

from clinic.accounts.models import Role
from clinic.clients.models import Stage, Supporter
from clinic.consents.models import (
    Consent,
    ConsentType,
    Disclosure,
    Ending,
    Purpose,
    RecipientKind,
    Signer,
    Signing,
)
from clinic.core.access import PUBLIC, SIGNED_IN
from clinic.core.clock import now
from clinic.episodes.models import Disposition, LeavingReason
from clinic.groups.models import Attendance, DirectorySource
from clinic.plans.document import ClinicFacts
from clinic.plans.document.sample import sample
from clinic.plans.models import (
    BatchKind,
    BatchWhat,
    GoalTemplate,
    PieceState,
    PlanAppointment,
    PlanGoal,
    PlanPerson,
    PlanStatus,
    PlanSupport,
    PrintBatch,
    PrintBatchItem,
)
from clinic.referrals.models import GroupContact
from tests.groups.runs import make_change, make_issue, make_run, make_source
from tests.make import TODAY

#: Endpoints that send a file or a part of a page, not a page.
FILES = {"static", "assets.send", "groups.calendar", "groups.template"}
FILES |= {
    "plans.pdf",
    "plans.draft_pdf",
    "plans.sheet_pdf",
    "plans.calendar_ics",
    "plans.others",
    "plans.preview_png",
    "plans.early_pdf",
    "consents.pdf",
    "consents.accounting_pdf",
}
FILES |= {"plans.batch_file", "referrals.contact_pdf", "referrals.handout_pdf"}


@pytest.fixture
def filled(make, counselor, program):
    """Records enough for every page, by the names that addresses give their parts."""
    client = make.client("Maya", "Reyes", counselor=counselor, phone="(503) 555-0150")
    episode = make.episode(client, admitted_on=TODAY, leaves_on=TODAY + timedelta(days=600))
    group = make.group("Two Roads")
    referral = make.referral(episode, group, waits_from=TODAY)
    referral.contact = GroupContact(items=["name"], drafted_at=now(), drafted_by_id=counselor.id)
    signed, unsigned = consents(make, counselor, client)
    old = sign_off(make, episode, counselor)
    plan = make.plan(episode, version=2)
    plan.goals.append(PlanGoal(position=1, goal="Be home for dinner", first_step="Call Ana"))
    plan.appointments.append(PlanAppointment(on=TODAY, what="Call from the clinic"))
    plan.people.append(PlanPerson(position=1, name="Ana", phone="(503) 555-0151"))
    supporter = Supporter(position=1, name="Ana", phone="(503) 555-0151")
    client.supporters.append(supporter)
    gone = make.episode(make.client("Robert", "Hale", counselor=counselor))
    gone.left_on, gone.closed_at = gone.admitted_on, now()
    gone.left_reason, gone.disposition = LeavingReason.COMPLETED, Disposition.DECLINED
    gone.client.stage, gone.client.left_on = Stage.LEFT, gone.left_on
    fresh = make.client("Nora", "Quint", counselor=counselor)
    kept = {"changed_at": now(), "changed_by_id": counselor.id}
    template = GoalTemplate(program_id=program.id, goal="Sleep through the night", **kept)
    make.session.add(template)
    source = make_source(make.session)
    run = make_run(make.session, source)
    make_change(make.session, run, group=group)
    make_issue(make.session, run)
    make.session.flush()
    put_on_paper(make, make.referral(gone, group, minutes=90), counselor)
    other = make.group("Two Roads Evening", do_not_refer="Asked clients for money")
    let_go_wrong(make, group, other)
    return {
        "supporter_id": supporter.id,
        "batch_id": put_together(make, plan, counselor),
        "episodes.reopen episode_id": gone.id,
        "episodes.admit client_id": fresh.id,
        "plans.copy_for plan_id": old.id,
        "plans.version plan_id": old.id,
        "plans.row card": "people",
        "plans.row row_id": plan.people[0].id,
        "template_id": template.id,
        "client_id": client.id,
        "consent_id": signed.id,
        "consents.change consent_id": unsigned.id,
        "consents.sign consent_id": unsigned.id,
        "episode_id": episode.id,
        "group_id": group.id,
        "other_id": other.id,
        "field": "name",
        "meeting_id": other.meetings[0].id,
        "plan_id": plan.id,
        "program_id": program.id,
        "referral_id": referral.id,
        "run_id": run.id,
        "section": "goals",
        "source_id": source.id,
        "user_id": counselor.id,
    }


def sign_off(make, episode, by):
    """The first version of a plan, with all that a plan can say."""
    plan = make.plan(episode)
    plan.status, plan.finalized_at, plan.finalized_by = PlanStatus.FINAL, now(), by
    plan.frozen = sample(ClinicFacts.from_settings(current_app.config)).as_json()
    make.session.flush()
    return plan


def put_on_paper(make, referral, by):
    """A signed plan that prints a group as it no longer is."""
    plan = make.plan(referral.episode, supports=[PlanSupport(referral=referral, position=1)])
    plan.status, plan.finalized_at, plan.finalized_by = PlanStatus.FINAL, now(), by
    plan.frozen = {}
    referral.client.left_on = now().date()
    referral.client.phone = "(503) 555-0152"
    make.session.flush()


def put_together(make, plan, by):
    """A pile of plans, one of which could not be printed."""
    facts = {"what": BatchWhat.PLAN, "kind": BatchKind.PDF, "front": True, "left_out": 2}
    batch = PrintBatch(owner_id=by.id, made_at=now(), **facts)
    make.session.add(batch)
    make.session.flush()
    item = {"batch_id": batch.id, "plan_id": plan.id, "position": 1, "draft": True}
    failed = {"state": PieceState.FAILED, "reason": "This page took too long to print."}
    make.session.add(PrintBatchItem(**item, **failed))
    make.session.flush()
    return batch.id


def let_go_wrong(make, group, other):
    """A group of which a list says something else, and which it no longer names."""
    source = DirectorySource(name="Area list", created_at=now())
    make.session.add(source)
    make.session.flush()
    group.source_id, group.local_fields = source.id, ["name"]
    group.meetings[0].missing_since, group.meetings[0].weeks = now(), [1, 3]
    meeting = other.meetings[0]
    meeting.timezone, meeting.attendance = "Europe/London", Attendance.HYBRID
    meeting.local_fields, meeting.feed_facts = ["minutes"], {"minutes": 90}
    make.session.flush()


def consents(make, counselor, client):
    """A consent that was signed and used, and one that was not signed yet."""
    facts = {
        "client_id": client.id,
        "type": ConsentType.NAMED,
        "patient_name": "Maya Reyes",
        "discloser": "Cedar Street Center",
        "items": ["name", "treatment", "groups"],
        "recipient_kind": RecipientKind.PERSON,
        "recipient": "Ana Reyes",
        "purposes": ["family"],
        "revoking": "I tell Cedar Street Center.",
        "ending": Ending.DAY,
        "ends_on": TODAY + timedelta(days=900),
        "timezone": "America/Los_Angeles",
        "drafted_at": now(),
        "drafted_by_id": counselor.id,
    }
    signature = {"signing": Signing.PAPER, "signer": Signer.CLIENT, "signature": "Maya Reyes"}
    when = {"signed_on": TODAY, "signed_at": now(), "signed_by_id": counselor.id}
    both = Consent(**facts, **signature, **when), Consent(**facts)
    make.session.add_all(both)
    make.session.flush()
    told = {"items": ["name"], "purpose": Purpose.FAMILY, "statement": "v", "at": now()}
    told |= {"recipient": "Ana Reyes", "recipient_kind": RecipientKind.PERSON}
    told |= {"client_id": client.id, "consent_id": both[0].id, "by_id": counselor.id}
    make.session.add(Disclosure(what="Copy of the plan", **told))
    return both


def addresses(app, filled):
    """Every address that a GET answers, by the role that may open it."""
    found = defaultdict(list)
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint in FILES:
            continue
        path = rule.rule
        for name in rule.arguments:
            key = filled.get(f"{rule.endpoint} {name}", filled.get(name))
            assert key, f"no record for {name} of {rule}: add it to filled"
            path = re.sub(rf"<(?:[^<>]+:)?{name}>", str(key), path)
        allowed = app.view_functions[rule.endpoint].allowed
        for role in doors(allowed):
            found[role].append(path)
        if rule.endpoint == "referrals.new":
            found[doors(allowed)[0]][-1] += f"?meeting={filled['meeting_id']}"
    return found


def doors(allowed):
    """Who goes in to look: one that may; everybody where the page differs by role."""
    if allowed is PUBLIC:
        return [None]
    if allowed is SIGNED_IN:
        return [Role.COUNSELOR, Role.ADMIN]
    order = (Role.COUNSELOR, Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR, Role.INTAKE)
    return [next(role for role in order if role in allowed)]


@pytest.mark.parametrize("width", [320, 1440])
def test_nothing_bars_anybody_from_any_page(request, app, open_desk, filled, width):
    barriers, seen = [], 0
    for role, paths in addresses(app, filled).items():
        user = request.getfixturevalue(role.value) if role else None
        with open_desk(width) as desk:
            if user:
                desk.sign_in(user)
            for path in paths:
                status = desk.page.goto(path).status
                desk.session.commit()
                seen += status == 200
                if status != 200:
                    barriers.append(f"{role} {path}: {status}")
                barriers += [f"{role} {path} ({status}): {found}" for found in desk.barriers()]

    assert barriers == []
    assert seen > 10
