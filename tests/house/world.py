"""A small clinic in which everybody stands somewhere else, and every text says whose it is.

Each client has a *family*: one of every record that hangs on a client. Every text column of a
family holds a canary, ``QzrobinQzclientsQzphoneQz``: the family, the table, the column.
"""

import gzip
import re
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import sqlalchemy as sa
from flask import current_app

from clinic.accounts.models import Membership, Role, StaffSession
from clinic.accounts.sessions import conceal
from clinic.clients.models import Asked, CareTeamMember, ClientChange, Part, Stage, Supporter
from clinic.consents.models import (
    Consent,
    ConsentPaper,
    ConsentType,
    Disclosure,
    Ending,
    HowRevoked,
    Purpose,
    RecipientKind,
    Revocation,
    Signer,
    Signing,
)
from clinic.core.clock import local_date, now
from clinic.episodes.models import Disposition, LeavingReason
from clinic.groups.models import ChangeKind, ImportFile, RunStatus
from clinic.plans.document import ClinicFacts
from clinic.plans.document.sample import sample
from clinic.plans.models import (
    Area,
    AreaState,
    ContactKind,
    CopyWay,
    GoalTemplate,
    Naloxone,
    Pace,
    PlanAppointment,
    PlanArea,
    PlanContact,
    PlanCopy,
    PlanDose,
    PlanGoal,
    PlanMedicine,
    PlanPair,
    PlanPaper,
    PlanPerson,
    PlanStatus,
    PlanSupport,
    PlanTeachback,
    PlanWeekItem,
    PrintSize,
    Told,
    Topic,
    WeekKind,
)
from clinic.plans.policy import Desk, check, marks
from clinic.referrals.models import GroupContact, Mode, ReferralState
from tests.groups.runs import make_change, make_run, make_source
from tests.house import batches, reviews
from tests.house.answers import FEED

TODAY = local_date(now(), "America/Los_Angeles")
#: Text that means something to the program, and so cannot be replaced by a canary.
SPOKEN = {"language", "edition", "timezone", "name_key", "key", "sound", "sha256", "words_sha256"}
CANARY = re.compile(r"qz([a-z]+?)qz([a-z]+?)qz([a-z]+?)qz", re.IGNORECASE)


def canary(family, table, column):
    return f"Qz{family}Qz{table}Qz{column}Qz".replace("_", "")


def canaries(text):
    """The (family, "table.column") of every canary in a text."""
    return {(f, f"{t}.{c}") for f, t, c in (m.lower().split("qz")[1:4] for m in _whole(text))}


def _whole(text):
    return {found[0] for found in CANARY.finditer(text)}


def paint(family, record):
    """Put a canary into every text of a record."""
    table = type(record).__table__
    for column in table.columns:
        text = canary(family, table.name, column.name)
        is_list = isinstance(column.type, sa.JSON) and table.name == "plan_answers"
        if is_list or column.name in ("substances", "conditions"):
            setattr(record, column.name, [text])
        elif isinstance(column.type, sa.Text) and column.name not in SPOKEN:
            setattr(record, column.name, text)
    return record


class World:
    """Who works here, whom they look after, and the keys of it all."""

    def __init__(self, make):
        self.make, self.session, self.at = make, make.session, now()
        self.keys = SimpleNamespace()
        self.people()
        self.here, self.there = self.users["own"], self.users["stranger"]
        self.session.add_all(reviews.rules(self.users["admin"], self.at))
        self.robin = self.family("robin", self.users["own"], draft=True)
        self.wren = self.family("wren", self.users["own"], left=0)
        self.owl = self.family("owl", self.users["colleague"], draft=True)
        self.stork = self.family("stork", self.users["own"], left=30)
        self.lark = self.family("lark", self.users["stranger"], draft=True)
        self.join(self.robin, "cover", Part.COVERING)
        self.join(self.robin, "disabled", Part.COVERING)
        self.join(self.wren, "cover", Part.COVERING)
        self.join(self.robin, "former", Part.COVERING, until=self.at)
        self.session.flush()
        self.session.refresh(self.robin.record, ["care_team"])
        self.keys.robin.revision.team = self.robin.record.team.revision
        self.keys.batch = batches.unfinished(self)
        self.keys.printed = batches.finished(self)
        self.directory()
        self.approvals()
        self.session.commit()
        self.keys.program.revision = self.robin.record.program.revision

    def people(self):
        here, there = self.make.program("Here"), self.make.program("There")
        third = self.make.program("Elsewhere")
        here.phone = there.phone = "503 555 0140"
        places = {
            "disabled": (Role.COUNSELOR, here),
            "own": (Role.COUNSELOR, here),
            "cover": (Role.COUNSELOR, here),
            "former": (Role.COUNSELOR, here),
            "colleague": (Role.COUNSELOR, here),
            "stranger": (Role.COUNSELOR, there),
            "intake": (Role.INTAKE, here),
            "supervisor": (Role.SUPERVISOR, here),
            "outsider": (Role.SUPERVISOR, there),
            "both": (Role.INTAKE, here),
            "admin": (Role.ADMIN, here),
            "auditor": (Role.AUDITOR, here),
            "second": (Role.ADMIN, here),
        }
        self.users = {
            name: self.make.user(name.title(), role=role, program=program)
            for name, (role, program) in places.items()
        }
        both = Membership(program=there, role=Role.SUPERVISOR)
        self.users["both"].memberships.append(both)
        self.users["disabled"].disabled_at = self.at
        self.keys.program = SimpleNamespace(here=here.id, there=there.id, third=third.id)
        self.keys.user = SimpleNamespace(**{name: user.id for name, user in self.users.items()})

    def join(self, family, name, part, until=None):
        client, user = family.record, self.users[name]
        member = CareTeamMember(client=client, user=user, part=part, since=self.at, until=until)
        self.session.add(member)

    def directory(self):
        self.group = self.make.group("Open Door")
        self.keys.group = self.group.id
        self.keys.meeting = self.group.meetings[0].id
        self.keys.twin = self.make.group("Open Doors").id
        kept = {"changed_at": self.at, "changed_by": self.users["supervisor"]}
        template = GoalTemplate(program_id=self.keys.program.here, goal="Sleep", **kept)
        self.session.add(template)
        self.session.flush()
        self.keys.template = template.id
        self.imports()

    def imports(self):
        """A source, and one more for each state of a run that somebody decides about."""
        restore = {"source": {"baseline": {}, "sha256": "", "succeeded_at": None}}
        restore |= {"seen_at": None, "seen_at_of": {}, "quiet": {}, "keys": {}}
        waiting, held, applied = (
            make_run(
                self.session,
                make_source(self.session, f"List {status}"),
                at=self.at,
                status=status,
                format="meeting_guide_json",
                counts={"read": 1, "new": 1, "restore": restore},
            )
            for status in (RunStatus.PREVIEWED, RunStatus.HELD, RunStatus.APPLIED)
        )
        for run in (waiting, held):
            self.session.add(ImportFile(run_id=run.id, content=gzip.compress(FEED)))
        held.reasons = ["Odd."]
        self.keys.change = make_change(self.session, waiting, ChangeKind.NEW).id
        self.keys.source, self.keys.run = make_source(self.session).id, waiting.id
        self.keys.held, self.keys.applied = held.id, applied.id

    def family(self, name, counselor, *, draft=False, left=None):
        """A client with one of everything; ``left`` days ago, or still in care with a draft."""
        own = SimpleNamespace(name=name)
        texts = [canary(name, "clients", column) for column in ("given_name", "family_name")]
        client = self.make.client(*texts, counselor=counselor)
        client.recorded_at = self.at
        client.address_confidential, client.voice_message = True, Asked.YES
        client.needs = ["evenings"]
        client.care_team[0].reason = canary(name, "care_team_members", "reason")
        admitted = TODAY - timedelta(days=60)
        leaves = TODAY + timedelta(days=3)
        episode = self.make.episode(client, admitted_on=admitted, leaves_on=leaves)
        paint(name, client), paint(name, episode), paint(name, episode.placements[0])
        episode.placements[0].edition = "4"
        supporter = self.keep(name, Supporter(client_id=client.id, position=1))
        own.client, own.episode, own.supporter = client.id, episode.id, supporter.id
        own.record, own.number = client, client.number
        self.correct(name, client, counselor)
        referrals = [self.referral(name, episode) for _each in range(3)]
        own.referral, own.second, own.spare = [each.id for each in referrals]
        own.meeting_day = referrals[0].first_on
        self.agree(own, client, counselor, referrals[0])
        if left is not None:
            self.leave(episode, TODAY - timedelta(days=left))
        plan = self.plan(name, episode, referrals[:2], None if draft else counselor)
        own.plan, own.appointment = plan.id, plan.appointments[0].id
        own.person = plan.people[0].id
        self.session.flush()
        self.session.refresh(plan)
        own.marks = SimpleNamespace(
            goals=marks.of_goals(marks.goal_rows(plan)).revision,
            **{key: mark.revision for key, mark in marks.of_all(plan).items() if key != "goals"},
            appointment=marks.of_row(plan.appointments[0]).revision,
            person=marks.of_row(plan.people[0]).revision,
        )
        own.accepted = next(iter(plan.accepted), "")
        self.revisions(own, client, episode, referrals[0], plan)
        setattr(self.keys, name, own)
        return own

    def revisions(self, own, client, episode, referral, plan):
        own.revision = SimpleNamespace(
            client=client.revision,
            supporter=client.supporters[0].revision,
            episode=episode.revision,
            referral=referral.revision,
            plan=plan.revision,
            unsigned=1,
            contact=1,
        )

    def keep(self, name, record):
        self.session.add(paint(name, record))
        self.session.flush()
        return record

    def correct(self, name, client, by):
        for field in ("phone", "street"):
            change = ClientChange(client_id=client.id, at=self.at, by_id=by.id, field=field)
            paint(name, change).field = field
            change.before = canary(name, "client_changes", f"{field}_before")
            change.after = canary(name, "client_changes", f"{field}_after")
            self.session.add(change)

    def agree(self, own, client, by, referral):
        """A consent for the group of a referral, one taken back, one unsigned; and one telling."""
        own.consent = self.consent(own, client, by, referral, signed=True).id
        taken = self.consent(own, client, by, referral, signed=True).id
        own.unsigned = self.consent(own, client, by, referral, signed=False).id
        revoked = {"consent_id": taken, "at": self.at, "by_id": by.id}
        self.keep(own.name, Revocation(how=HowRevoked.IN_PERSON, **revoked))
        told = {"recipient_kind": RecipientKind.GROUP, "items": ["name"], "at": self.at}
        told |= {"client_id": client.id, "consent_id": own.consent, "by_id": by.id}
        self.keep(own.name, Disclosure(purpose=Purpose.PEER_SUPPORT, **told))
        referral.mode = Mode.CLINIC_CONTACTS
        referral.contact = GroupContact(
            items=["name", "treatment"], drafted_at=self.at, drafted_by_id=by.id
        )

    def consent(self, own, client, by, referral, *, signed):
        consent = Consent(
            client_id=client.id,
            type=ConsentType.NAMED,
            items=["name", "treatment", "groups"],
            recipient_kind=RecipientKind.GROUP,
            group_id=referral.group_id,
            purposes=["peer_support"],
            ending=Ending.DAY,
            ends_on=TODAY + timedelta(days=90),
            timezone="America/Los_Angeles",
            drafted_at=self.at,
            drafted_by_id=by.id,
        )
        if signed:
            consent.signing, consent.signer = Signing.PAPER, Signer.CLIENT
            consent.signed_on = TODAY - timedelta(days=1)
            consent.signed_at, consent.signed_by_id = self.at, by.id
        self.keep(own.name, consent)
        if signed:
            pdf = f"%PDF-1.7 {canary(own.name, 'consent_papers', 'pdf')}".encode()
            facts = {"sha256": "0" * 64, "pages": 1, "made_at": self.at}
            self.session.add(ConsentPaper(consent_id=consent.id, pdf=pdf, **facts))
        return consent

    def referral(self, name, episode):
        group = self.make.group()
        group.own.checked_on = TODAY
        facts = {"first_on": TODAY + timedelta(days=2), "state": ReferralState.AGREED}
        referral = self.make.referral(episode, group, **facts, waits_from=TODAY)
        for record in (referral, *referral.steps):
            paint(name, record)
        for step in referral.steps:
            step.at, step.on = self.at, TODAY
        referral.timezone = "America/Los_Angeles"
        self.session.flush()
        return referral

    def plan(self, name, episode, referrals, signer):
        goal = PlanGoal(position=1)
        booked = PlanAppointment(on=TODAY + timedelta(days=9))
        person = PlanPerson(position=1)
        supports = [PlanSupport(referral=each, position=n) for n, each in enumerate(referrals, 1)]
        parts = {"goals": [goal], "appointments": [booked], "people": [person]}
        parts |= self.further(episode.opened_by)
        for record in (each for rows in parts.values() for each in rows):
            paint(name, record)
        plan = self.make.plan(episode, **parts, supports=supports, changed_at=self.at)
        paint(name, plan), paint(name, plan.answers)
        plan.answers.at_risk, plan.answers.naloxone = True, Naloxone.GIVEN
        self.session.flush()
        if signer:
            self.sign(name, plan, signer)
        else:
            self.accept(plan)
        return plan

    def further(self, by):
        """One row of every list and grid."""
        soon = TODAY + timedelta(days=5)
        call = {"kind": ContactKind.CALL, "first_on": soon, "pace": Pace.WEEKLY, "times": 2}
        asked = {"told": Told.TOLD_BACK, "asked_at": self.at, "asked_by": by}
        topics = (Topic.FIRST, Topic.CALL, Topic.MEDICINES, Topic.SAFETY)
        return {
            "week": [PlanWeekItem(position=1, kind=WeekKind.IDEA, weekday=2)],
            "contacts": [PlanContact(position=1, **call)],
            "medicines": [PlanMedicine(position=1, refill_on=soon)],
            "doses": [PlanDose(position=1, last_on=TODAY, next_on=soon, bridge_days=1)],
            "pairs": [PlanPair(position=1)],
            "areas": [PlanArea(area=Area.WORK, state=AreaState.OPEN, due_on=soon)],
            "teachbacks": [PlanTeachback(topic=topic, **asked) for topic in topics],
        }

    def accept(self, plan):
        """Let everything stand that the last look finds, so that the plan can be signed."""
        desk = Desk(today=TODAY, stale_days=60, crisis_lines=True, phone="503 555 0140")
        stood = {"words": "Seen", "by": "Own", "at": self.at.isoformat()}
        plan.accepted = {found.key: stood for found in check(plan, desk)}

    def approvals(self):
        """Robin's plan is approved and may be signed; others wait."""
        self.session.expire_all()
        for own, act, name in reviews.steps(self):
            step = reviews.step(own.plan, act, self.users[name], self.at, TODAY)
            own.reading = step.words_sha256
            self.session.add(paint(own.name, step))

    def sign(self, name, plan, signer):
        plan.signatures.append(paint(name, reviews.unsigned(signer, self.at, TODAY)))
        self.session.flush()
        plan.status, plan.finalized_at, plan.finalized_by = PlanStatus.FINAL, self.at, signer
        frozen = canary(name, "aftercare_plans", "frozen")
        plan.frozen = replace(
            sample(ClinicFacts.from_settings(current_app.config)), remember=frozen
        ).as_json()
        pdf = f"%PDF-1.7 {canary(name, 'plan_papers', 'pdf')}".encode()
        paper = PlanPaper(plan_id=plan.id, pdf=pdf, sha256="0" * 64, pages=1, made_at=self.at)
        paper.language, paper.size = "en", PrintSize.STANDARD
        self.session.add(paper)
        given = {"to_client": False, "way": CopyWay.MAIL, "given_on": TODAY, "noted_at": self.at}
        self.session.add(paint(name, PlanCopy(plan_id=plan.id, by=signer, **given)))

    def leave(self, episode, on):
        client = episode.client
        episode.left_on, episode.left_reason = on, LeavingReason.COMPLETED
        episode.disposition, episode.closed_at = Disposition.PLAN_GIVEN, self.at
        client.stage, client.left_on, client.leaves_on = Stage.LEFT, on, None
        self.session.flush()

    def session_of(self, name):
        """Sign somebody in without the page; return what their cookie holds."""
        user, token = self.users[name], f"token-of-{name}"
        data = {"_user_id": str(user.id), "_fresh": True}
        times = {"created_at": self.at, "seen_at": self.at}
        row = StaffSession(token_hash=conceal(token), user_id=user.id, data=data, **times)
        self.session.add(row)
        self.session.commit()
        return token
