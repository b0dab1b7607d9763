"""The invented plan in English."""

from __future__ import annotations

from typing import Any

from clinic.plans.document.parts import (
    Amounts,
    Changed,
    CrisisStep,
    Dose,
    HardTimes,
    LevelOfCare,
    LifeArea,
    Medicine,
    Medicines,
    Pair,
    PlannedContact,
    Safety,
    Sharing,
)
from clinic.plans.document.sample.days import usual_week
from clinic.plans.document.shape import (
    Appointment,
    ContactRule,
    DayItem,
    FirstDay,
    Goal,
    GroupCard,
    Person,
    WeekItem,
)

GROUPS = (
    GroupCard(
        kind="step",
        name="Thursday Steps",
        when="Thursdays, 7:00 to 8:00 pm",
        where="St. Mark’s Hall, 210 Alder Street, lower level, Portland",
        getting_there="Bus 14 to Alder and 2nd. Ramp at the side door. Free parking.",
        ask_for="Carol, at the coffee table",
        led_by="members of the group",
        expect="People take turns to share. I can just listen. No fee, no sign-up.",
        first_time="Thursday, November 26",
        went=("Nov 26", "Dec 3", "Dec 10", "Dec 17"),
        link="https://maps.example.org/search?query=210+Alder+Street%2C+Portland",
        link_leads="directions",
    ),
    GroupCard(
        kind="clinical",
        name="Lakeside Skills Group",
        when="Mondays, 6:00 to 7:30 pm",
        where="Cedar Street Center, 88 Cedar Street, Room 4, Portland",
        getting_there="Ask at the front desk. Elevator to floor 2.",
        ask_for="Priya Nair",
        led_by="Priya Nair, social worker",
        expect="We practice ways to handle cravings, low mood and worry. 8 people, 12 weeks.",
        first_time="Monday, November 30",
        went=("Nov 30", "Dec 7", "Dec 14", "Dec 21"),
        link="https://maps.example.org/search?query=88+Cedar+Street%2C+Portland",
        link_leads="directions",
    ),
    GroupCard(
        kind="mutual",
        name="Side by Side",
        when="Saturdays, 10:00 to 11:30 am",
        where="Harbor Library, 5 Pier Road, Room B, Portland",
        getting_there="Bus 9 to Harbor. Step-free. Children’s corner.",
        ask_for="Marcus",
        led_by="Marcus Bell, peer support specialist",
        expect="Coffee, then a circle. Kids are welcome next door.",
        first_time="Saturday, November 28",
        went=("Nov 28", "Dec 5", "Dec 12", "Dec 19"),
        link="https://maps.example.org/search?query=5+Pier+Road%2C+Portland",
        link_leads="directions",
    ),
    GroupCard(
        kind="online",
        name="Night Owls",
        when="Wednesdays, 9:00 to 10:00 pm",
        where="Online: night-owls.example.org",
        getting_there="By phone: (503) 555-0188. Code 4471.",
        ask_for="Jo, the host",
        led_by="Jo",
        expect="Camera can stay off. I can join for ten minutes.",
        first_time="Wednesday, November 25",
        went=("Nov 25", "Dec 2", "Dec 9", "Dec 16"),
        link="https://night-owls.example.org/join",
        link_leads="join",
    ),
)
FIRST_DAYS = (
    FirstDay(
        "Wed, Nov 25",
        (
            DayItem("11:00 am", "Ana drives me home"),
            DayItem("", "Pick up my medicines at Alder Pharmacy"),
            DayItem("9:00 pm", "Night Owls"),
        ),
    ),
    FirstDay(
        "Thu, Nov 26",
        (DayItem("", "Dinner at Ana’s, in my own car"), DayItem("7:00 pm", "Thursday Steps")),
    ),
    FirstDay("Fri, Nov 27", (DayItem("10:00 am", "First follow-up call, Dana Cole"),)),
)
APPOINTMENTS = (
    Appointment("Fri, Nov 27, 10:00 am", "First follow-up call", "Dana Cole calls me"),
    Appointment("Tue, Dec 1, 9:00 am", "First day of day program", "Cedar Street Center"),
    Appointment("Wed, Dec 2, 2:30 pm", "Medicine check", "Dr. Lena Ortiz, (503) 555-0167"),
    Appointment("Wed, Dec 9, 3:00 pm", "Work meeting", "Mr. Hale, (503) 555-0119"),
)
MEDICINES = Medicines(
    rows=(
        Medicine(
            "Sertraline 50 mg",
            "for low mood and worry",
            Amounts(morning="1"),
            refill="by Dec 22, Alder Pharmacy",
            prescriber="Dr. Lena Ortiz, (503) 555-0167",
        ),
        Medicine(
            "Trazodone 50 mg", "helps me sleep", Amounts(bedtime="1"), refill="14 tablets, no more"
        ),
        Medicine(
            "Naloxone nasal spray",
            "for an overdose, mine or someone else’s",
            as_needed="One spray in one nostril. Call 911. I keep it in my bag.",
        ),
        Medicine("Lorazepam 1 mg", stopped=True),
    ),
    doses=(
        Dose(
            "Naltrexone injection, once a month",
            last="November 23",
            next="Wednesday, December 23, 9:00 am",
            place="Cedar Street Center",
            phone="(503) 555-0140",
        ),
    ),
    as_of="Nov 23, 2026",
    allergies="None known",
)
HARD_TIMES = HardTimes(
    signs=(
        "I stop answering my phone",
        "I skip meals and sleep late",
        "“I deserve one”",
        "Arguing with Luis",
    ),
    acts=(
        "Drink water and eat",
        "Walk to the river and back",
        "Set a timer: wait 20 minutes",
        "Read why this matters to me",
    ),
    places=("Night Owls, 9:00 pm online", "Harbor Library", "Ana’s kitchen"),
    callers=("Ana, then Carol, then Dana", "988, call or text"),
    pairs=(
        Pair("Payday", "Ana holds my card until Monday."),
        Pair("A fight with Luis", "I walk out and call Carol."),
        Pair("Alone on a Friday night", "I join Night Owls."),
    ),
)
SAFETY = Safety(
    lines=(
        "My body is not used to it any more. An amount I used to take could kill me now.",
        "I never use alone. Somebody who can call 911 is with me.",
        "If I do not wake up: call 911, give naloxone, stay with me.",
        "It does not erase what I have done. I tell Dana the same day. We change the plan.",
    ),
    naloxone="I got 2 doses of naloxone. It is kept in my bag.",
    trained=("Ana", "Luis"),
)
CRISIS = (
    CrisisStep("I notice that it is coming", ("My chest is tight", "I think nobody needs me")),
    CrisisStep("What I do by myself", ("I sit in the garden", "I listen to Nora’s song")),
    CrisisStep("Where I go, who I sit with", ("Harbor Library", "Ana’s kitchen")),
    CrisisStep("Who I ask for help", ("Ana, (503) 555-0151", "Carol, (503) 555-0176")),
    CrisisStep("Which services I call", ("988, call or text", "Cedar Street Center")),
    CrisisStep("How I make my place safer", ("Ana keeps my old pills locked up.",)),
)


WEEK = {
    (1, 2): WeekItem("clinical", "6:00 pm", "Lakeside Skills Group"),
    (2, 0): WeekItem("program", "9:00 am", "Day program"),
    (2, 2): WeekItem("idea", "", "library with Nora"),
    (3, 2): WeekItem("online", "9:00 pm", "Night Owls"),
    (4, 0): WeekItem("program", "9:00 am", "Day program"),
    (4, 2): WeekItem("step", "7:00 pm", "Thursday Steps"),
    (6, 0): WeekItem("mutual", "10:00 am", "Side by Side"),
    (0, 1): WeekItem("own", "4:00 pm", "Dinner with my mother"),
}
HEAD: dict[str, Any] = {
    "clinic_name": "Cedar Street Center",
    "clinic_phone": "(503) 555-0140",
    "clinic_phone_note": "At night, press 2 for the on-call counselor.",
    "client_name": "Maya Reyes",
    "short_name": "Maya R.",
    "first_name": "Maya",
    "leaves_on": "Wednesday, November 25, 2026",
    "counselor_name": "Dana Cole",
    "counselor_phone": "(503) 555-0142",
    "printed_on": "Nov 23, 2026",
    "remember": "When I want to drink, I call someone first. It passes.",
    "first_days": FIRST_DAYS,
}
BODY: dict[str, Any] = {
    "goals": (
        Goal(
            "Be home for dinner with my kids on weeknights.",
            "I cook on Mondays and Wednesdays, phone in the drawer.",
        ),
        Goal(
            "Get through the holidays without drinking.",
            "I drive my own car to Ana’s, so I can leave when I want.",
        ),
        Goal(
            "Go back to work in January.",
            "I meet Mr. Hale on December 9 about part-time hours.",
        ),
    ),
    "why": ("Eli and Nora", "Waking up clear", "My garden in spring"),
    "helps": ("Walking by the river", "Cooking with music on", "Hot shower, early bed"),
    "strengths": ("I am honest with my sister.", "I show up when I said so."),
    "gains": ("34 days without a drink.", "I sleep through the night."),
    "groups": GROUPS,
    "appointments": APPOINTMENTS,
    "people": (
        Person("Ana Reyes, my sister", "(503) 555-0151", "Anything, any hour"),
        Person("Carol, Thursday Steps", "(503) 555-0176", "Cravings, evenings"),
        Person("Marcus Bell, peer support", "(503) 555-0163", "Rides, weekends"),
        Person("Dana Cole, counselor", "(503) 555-0142", "Weekdays 8 to 5"),
    ),
    "contact": ContactRule("(503) 555-0150", "evenings", "no"),
}
FURTHER: dict[str, Any] = {
    "medicines": MEDICINES,
    "safety": SAFETY,
    "hard_times": HARD_TIMES,
    "contacts": (
        PlannedContact("Call", "every week, from Wed, Dec 2, 4 times", "Dana Cole"),
        PlannedContact("Visit", "Wed, Dec 23", "Dana Cole"),
    ),
    "life_areas": (
        LifeArea("Work or school", "Ask about part-time hours", "I", "Dec 9"),
        LifeArea("Money, benefits", "Renew my health plan", "Dana Cole", "Dec 4"),
    ),
    "level": LevelOfCare(
        "I live at the center until November 25.",
        "Day program, Tuesdays and Thursdays, 9:00 am to 12:00 pm.",
        now_code="ASAM 3.5, edition 4",
        next_code="ASAM 2.1, edition 4",
    ),
    "taught": ("What comes first", "Who to call", "Medicines", "Overdose and naloxone"),
    "sharing": (
        Sharing("Dr. Lena Ortiz", "Medicines, appointments", "May 25, 2027"),
        Sharing("Ana Reyes", "That I am in care, appointments", "Nov 25, 2027"),
    ),
    "since": 2,
    "changes": (
        Changed("Medicine check", "Mon, Nov 30, 2:00 pm", "Wed, Dec 2, 2:30 pm"),
        Changed("My groups", "", "Night Owls, Wednesdays, 9:00 pm"),
        Changed("People I can call", "Luis, (503) 555-0158", ""),
    ),
}


def words() -> dict[str, Any]:
    """Return what the plan says; say it while speaking English."""
    return {**HEAD, **BODY, **FURTHER, "week": usual_week(WEEK)}
