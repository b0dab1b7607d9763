"""Invented peer-support groups of an invented town."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import NamedTuple


class Place(NamedTuple):
    """Where a group meets: name, street, room, how to get there."""

    name: str
    street: str
    room: str = ""
    directions: str = ""


@dataclass(frozen=True)
class Group:
    """One invented group. ``days`` counts from 0 = Sunday."""

    name: str
    kind: str
    days: tuple[int, ...]
    at: time
    place: Place | None
    minutes: int = 60
    leader: str = "peers"
    leader_name: str = ""
    joining: str = "open"
    ask_for: str = ""
    expect: str = ""
    phone: str = ""
    url: str = ""
    fellowship: str = ""
    traits: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    wheelchair: str = "not_stated"
    checked_days_ago: int | None = 12


HALL = Place("St. Mark's Hall", "210 Alder Street", "lower level", "Bus 14 to Alder and 2nd.")
LIBRARY = Place("Harbor Library", "5 Pier Road", "Room B", "Bus 9 to Harbor. Step-free.")
CENTER = Place("Cedar Street Center", "88 Cedar Street", "Room 4", "Ask at the front desk.")
CHURCH = Place("Grace Chapel", "1402 Linden Avenue", "side door", "Free parking behind the chapel.")
UNION = Place("Union House", "37 Mill Lane", "first floor", "Two minutes from Mill Lane station.")
SCHOOL = Place("Birch School", "900 Birch Road", "cafeteria", "Enter by the playground gate.")
RIVER = Place("River Park", "North gate, River Road", "", "Meet at the bench by the gate.")
CLUB = Place("The Lantern", "16 Quay Street", "", "Above the bakery. Stairs only.")
NIGHT, LATE, NOON, MORNING = time(19), time(20, 30), time(12, 15), time(10)
AA, NA, ALANON = "AA", "NA", "Al-Anon"
LISTEN = "People take turns to share. I can just listen. No fee, no sign-up."

GROUPS: tuple[Group, ...] = (
    Group(
        "Thursday Steps",
        "step",
        (4,),
        NIGHT,
        HALL,
        fellowship=AA,
        ask_for="Carol, coffee table",
        expect=LISTEN,
        wheelchair="yes",
        traits=("step", "newcomer"),
    ),
    Group(
        "Lakeside Skills Group",
        "clinical",
        (1,),
        time(18),
        CENTER,
        90,
        "social_worker",
        "Priya Nair",
        "referral",
        "Priya Nair",
        "We practice ways to handle cravings and worry.",
        "(503) 555-0172",
        wheelchair="yes",
        traits=("dual_diagnosis",),
    ),
    Group(
        "Side by Side",
        "mutual",
        (6,),
        MORNING,
        LIBRARY,
        90,
        "peer_specialist",
        "Marcus Bell",
        ask_for="Marcus",
        expect="Coffee, then a circle. Children are welcome next door.",
        phone="(503) 555-0163",
        wheelchair="yes",
        traits=("childcare", "secular"),
    ),
    Group(
        "Night Owls",
        "online",
        (0, 1, 2, 3, 4, 5, 6),
        time(21),
        None,
        ask_for="Jo, the host",
        expect="The camera can stay off. I can join for ten minutes.",
        phone="(503) 555-0188",
        url="https://night-owls.example.org/join",
        traits=("newcomer",),
    ),
    Group(
        "Kitchen Table",
        "mutual",
        (0,),
        time(16),
        UNION,
        75,
        "peer_specialist",
        "Ella Brandt",
        ask_for="Ella",
        expect="We cook together and talk.",
        traits=("child_friendly",),
    ),
    Group(
        "Harbor Evening",
        "step",
        (2, 5),
        time(18, 30),
        LIBRARY,
        fellowship=AA,
        expect=LISTEN,
        ask_for="whoever makes coffee",
        wheelchair="yes",
        traits=("discussion",),
    ),
    Group(
        "Two Roads",
        "clinical",
        (3,),
        time(17, 30),
        CENTER,
        90,
        "counselor",
        "Owen Pratt",
        "contact_first",
        "Owen Pratt",
        "For people who also live with low mood or fear.",
        "(503) 555-0172",
        wheelchair="yes",
        traits=("dual_diagnosis",),
    ),
    Group(
        "Grupo Nuevo Día",
        "mutual",
        (3, 6),
        NIGHT,
        CHURCH,
        90,
        "peer_specialist",
        "Elena Ruiz",
        "contact_first",
        "Elena Ruiz",
        "Todo en español. Puedo solo escuchar.",
        "(503) 555-0148",
        languages=("es",),
        traits=("newcomer",),
    ),
    Group(
        "Early Risers",
        "step",
        (1, 2, 3, 4, 5),
        time(6, 45),
        HALL,
        45,
        fellowship=AA,
        expect=LISTEN,
        traits=("meditation",),
        wheelchair="yes",
    ),
    Group(
        "Women of Linden Avenue",
        "step",
        (2,),
        NIGHT,
        CHURCH,
        fellowship=AA,
        expect=LISTEN,
        ask_for="Ruth",
        traits=("women",),
    ),
    Group(
        "Noon Break",
        "step",
        (1, 3, 5),
        NOON,
        UNION,
        45,
        fellowship=NA,
        expect=LISTEN,
        wheelchair="no",
    ),
    Group(
        "Clear Evenings",
        "mutual",
        (5,),
        NIGHT,
        UNION,
        75,
        "peer_specialist",
        "Sam Odell",
        ask_for="Sam",
        expect="Games, soup, no speeches.",
        traits=("secular", "young_people"),
    ),
    Group(
        "Quay Street Men's Group",
        "step",
        (4,),
        LATE,
        CLUB,
        fellowship=AA,
        expect=LISTEN,
        traits=("men",),
        wheelchair="no",
        checked_days_ago=140,
    ),
    Group(
        "Parents in Recovery",
        "mutual",
        (1,),
        time(10),
        SCHOOL,
        60,
        "peer_specialist",
        "Nadia Fox",
        ask_for="Nadia",
        expect="Someone minds the little ones.",
        traits=("childcare", "parents"),
        wheelchair="yes",
    ),
    Group(
        "Family Circle",
        "step",
        (3,),
        NIGHT,
        SCHOOL,
        fellowship=ALANON,
        expect=LISTEN,
        traits=("discussion",),
    ),
    Group(
        "Rainbow Room",
        "mutual",
        (0,),
        time(18),
        LIBRARY,
        75,
        expect="Everyone says a name they like.",
        traits=("lgbtq", "secular"),
        wheelchair="yes",
    ),
    Group(
        "Coping with Nights",
        "clinical",
        (4,),
        time(17),
        CENTER,
        60,
        "counselor",
        "Lena Marsh",
        "referral",
        "Lena Marsh",
        "Sleep, worry and what to do at 3 am.",
        "(503) 555-0172",
        wheelchair="yes",
    ),
    Group(
        "Signs of Hope",
        "mutual",
        (2,),
        time(18),
        LIBRARY,
        60,
        "peers",
        expect="In American Sign Language, with a voice interpreter.",
        traits=("sign_language",),
        wheelchair="yes",
    ),
    Group(
        "Sunday Speakers",
        "step",
        (0,),
        MORNING,
        HALL,
        75,
        fellowship=AA,
        expect="One person tells a story. Then coffee.",
        traits=("speaker",),
        wheelchair="yes",
    ),
    Group(
        "Steps by Phone",
        "online",
        (2, 4, 6),
        time(20),
        None,
        ask_for="the host",
        expect="By phone only. I give a first name.",
        phone="(503) 555-0190",
        fellowship=NA,
    ),
    Group(
        "Working It Out",
        "clinical",
        (2,),
        time(12),
        CENTER,
        60,
        "social_worker",
        "Priya Nair",
        "contact_first",
        "Priya Nair",
        "Back to work, one week at a time.",
        "(503) 555-0172",
        checked_days_ago=None,
    ),
    Group(
        "Saturday Lantern",
        "step",
        (6,),
        LATE,
        CLUB,
        fellowship=NA,
        expect="Candles and quiet.",
        traits=("meditation",),
        checked_days_ago=75,
        wheelchair="no",
    ),
    Group(
        "Open Door Online",
        "online",
        (1, 3),
        time(19, 30),
        None,
        leader="peer_specialist",
        leader_name="Kim Sato",
        ask_for="Kim",
        expect="New people first. Then anyone.",
        url="https://open-door.example.org/meet",
        traits=("newcomer", "secular"),
    ),
    Group(
        "Walk and Talk",
        "mutual",
        (3, 6),
        time(9),
        RIVER,
        60,
        "peer_specialist",
        "Marcus Bell",
        ask_for="Marcus",
        expect="A slow walk by the river, in any weather.",
        traits=("outdoor",),
        phone="(503) 555-0163",
    ),
)
