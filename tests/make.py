"""Things a test needs, made with as few words as possible."""

from datetime import UTC, date, datetime, time
from itertools import count

from clinic.accounts import passwords
from clinic.accounts.models import Membership, Program, Role, User
from clinic.clients import policy as naming
from clinic.clients.models import CareTeamMember, Client, ClientName, Part, Stage
from clinic.episodes.models import Episode, Placement, Setting
from clinic.groups.models import GroupKind, GroupMeeting, GroupNotes, PeerGroup, Venue
from clinic.plans.models import AftercarePlan
from clinic.referrals import policy as waiting
from clinic.referrals.models import Companion, HowKnown, Referral, ReferralState, ReferralStep

NOON = datetime(2026, 3, 2, 20, tzinfo=UTC)  # noon in Los Angeles, a Monday
TODAY = date(2026, 3, 2)
PASSWORD = "correct horse battery staple"
CONCEALED = passwords.conceal(PASSWORD)
#: What the clinic itself knows about a group.
OWN = tuple(c.name for c in GroupNotes.__table__.columns if c.name != "group_id")


class Make:
    """Make records in the current session; say only what the test is about."""

    def __init__(self, session):
        self.session = session
        self.numbers = count(1)

    def _keep(self, record):
        self.session.add(record)
        self.session.flush()
        return record

    def program(self, name=None):
        return self._keep(Program(name=name or f"Program {next(self.numbers)}"))

    def user(self, name="Ada Rowe", *, role=Role.COUNSELOR, program=None, **facts):
        facts = {"email": f"user{next(self.numbers)}@clinic.test", **facts}
        user = User(name=name, password_hash=CONCEALED, created_at=NOON, **facts)
        program = program or self.program()
        user.memberships.append(Membership(program=program, role=role))
        return self._keep(user)

    def client(self, given="Robin", family="Vale", *, counselor=None, program=None, **facts):
        counselor = counselor or self.user()
        program_id = program.id if program else counselor.memberships[0].program_id
        facts = {"born_on": date(1990, 5, 4), "birth_year": 1990, **facts}
        client = Client(
            number=10_000 + next(self.numbers),
            given_name=given,
            family_name=family,
            name_key=naming.name_key(given, family),
            program_id=program_id,
            recorded_at=NOON,
            recorded_by_id=counselor.id,
            **facts,
        )
        client.care_team.append(CareTeamMember(user=counselor, part=Part.PRIMARY, since=NOON))
        self._keep(client)
        for word in naming.words(given, family, client.preferred_name):
            key = {"client_id": client.id, "program_id": client.program_id}
            self.session.add(ClientName(key=word, sound=naming.sound(word), **key))
        self.session.flush()
        return client

    def episode(self, client=None, *, setting=Setting.RESIDENTIAL, counselor=None, **facts):
        client = client or self.client(counselor=counselor)
        facts = {"admitted_on": date(2026, 2, 9), "leaves_on": date(2026, 3, 6), **facts}
        by_id = client.recorded_by_id
        episode = Episode(client=client, opened_at=NOON, opened_by_id=by_id, **facts)
        episode.placements.append(
            Placement(
                program_id=client.program_id,
                setting=setting,
                since=facts["admitted_on"],
                by_id=by_id,
            )
        )
        client.stage = Stage(setting.value)
        client.admitted_on, client.leaves_on = facts["admitted_on"], facts["leaves_on"]
        return self._keep(episode)

    def group(self, name=None, *, weekday=2, starts_at=time(19), **facts):
        name = name or f"Group {next(self.numbers)}"
        own = {key: facts.pop(key) for key in OWN if key in facts}
        group = PeerGroup(
            name=name,
            name_key=name.lower(),
            created_at=NOON,
            **{"kind": GroupKind.TWELVE_STEP, **facts},
        )
        group.own = GroupNotes(
            **{"staff_contact": "", "staff_notes": "", "do_not_refer": "", **own}
        )
        group.meetings.append(
            GroupMeeting(
                weekday=weekday,
                starts_at=starts_at,
                timezone="America/Los_Angeles",
                first_seen_at=NOON,
                seen_at=NOON,
                venue=Venue(name="St. Mark's Hall", street="12 Elm Street", city="Portland"),
            )
        )
        return self._keep(group)

    def referral(self, episode=None, group=None, **facts):
        episode, group = episode or self.episode(), group or self.group()
        meeting = group.meetings[0]
        facts = {"first_on": date(2026, 3, 3), "companion": Companion.NOBODY, **facts}
        state = facts.setdefault("state", ReferralState.OFFERED)
        waits_from = waiting.waits_from(state, since=TODAY, first_on=facts["first_on"])
        referral = Referral(
            client_id=episode.client_id,
            episode=episode,
            group=group,
            meeting=meeting,
            made_at=NOON,
            made_by_id=episode.opened_by_id,
            **{"waits_from": waits_from, **self.told(group, meeting), **facts},
        )
        for number, came in enumerate(dict.fromkeys((ReferralState.OFFERED, state)), 1):
            how = {"how_known": HowKnown.CLIENT_SAID, "by_id": episode.opened_by_id}
            step = ReferralStep(position=number, state=came, on=TODAY, at=NOON, **how)
            referral.steps.append(step)
        return self._keep(referral)

    def told(self, group, meeting):
        """What a client is told of a meeting."""
        same = ("weekday", "starts_at", "minutes", "weeks", "timezone")
        told = {name: getattr(meeting, name) for name in same}
        return {"group_name": group.name, "place": waiting.place(meeting), **told}

    def plan(self, episode=None, **facts):
        facts = {"version": 1, "started_at": NOON, "changed_at": NOON, **facts}
        signed = {name: facts.pop(name) for name in ("status", "finalized_at") if name in facts}
        plan = self._keep(AftercarePlan(episode=episode or self.episode(), **facts))
        for name, value in signed.items():  # its parts are written before it is final
            setattr(plan, name, value)
        return self._keep(plan)
