"""An invented plan, to look at the paper without a database. Every name and number is made up."""

from __future__ import annotations

from datetime import date

from clinic.core.formats import weekday_name
from clinic.plans.document.facts import ClinicFacts
from clinic.plans.document.shape import (
    Appointment,
    ContactRule,
    DayItem,
    FirstDay,
    Goal,
    GroupCard,
    Person,
    PlanDocument,
    WeekDay,
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
    FirstDay("Wed, Nov 25", (DayItem("11:00 am", "I leave"), DayItem("9:00 pm", "Night Owls"))),
    FirstDay("Thu, Nov 26", (DayItem("7:00 pm", "Thursday Steps"),)),
    FirstDay("Fri, Nov 27", (DayItem("10:00 am", "First follow-up call, Dana Cole"),)),
)
APPOINTMENTS = (
    Appointment("Fri, Nov 27, 10:00 am", "First follow-up call", "Dana Cole calls me"),
    Appointment(
        "Tue, Dec 1, 9:00 am", "First day of day program", "Cedar Street Center, front desk"
    ),
    Appointment(
        "Wed, Dec 2, 2:30 pm",
        "Medicine check",
        "Dr. Lena Ortiz, 120 Pine Street, (503) 555-0167",
    ),
    Appointment("Wed, Dec 9, 3:00 pm", "Work meeting", "Mr. Hale, (503) 555-0119"),
    Appointment("Wed, Dec 23, 5:00 pm", "One-month call", "Dana Cole calls me"),
)


def sample(clinic: ClinicFacts) -> PlanDocument:
    """Return an invented plan on the paper and with the crisis lines of these settings."""
    return PlanDocument(
        language="en",
        paper=clinic.paper,
        clinic_name="Cedar Street Center",
        clinic_phone="(503) 555-0140",
        clinic_phone_note="At night, press 2 for the on-call counselor.",
        crisis_lines=clinic.crisis_lines,
        client_name="Maya Reyes",
        short_name="Maya R.",
        first_name="Maya",
        client_number=10482,
        leaves_on="Wednesday, November 25, 2026",
        counselor_name="Dana Cole",
        counselor_phone="(503) 555-0142",
        version=3,
        printed_on="Nov 23, 2026",
        printed_iso=date(2026, 11, 23).isoformat(),
        draft=False,
        remember="When I want to drink, I call someone first. It passes.",
        first_days=FIRST_DAYS,
        goals=(
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
        why=("Eli and Nora", "Waking up clear", "My garden in spring"),
        helps=("Walking by the river", "Cooking with music on", "Hot shower, early bed"),
        week=_week(),
        groups=GROUPS,
        appointments=APPOINTMENTS,
        people=(
            Person("Ana Reyes, my sister", "(503) 555-0151", "Anything, any hour"),
            Person("Carol, Thursday Steps", "(503) 555-0176", "Cravings, evenings"),
            Person("Marcus Bell, peer support", "(503) 555-0163", "Rides, weekends"),
            Person("Dana Cole, counselor", "(503) 555-0142", "Weekdays 8 to 5"),
        ),
        contact=ContactRule("(503) 555-0150", "evenings", "no"),
    )


def _week() -> tuple[WeekDay, ...]:
    evenings = {
        1: WeekItem("clinical", "6:00 pm", "Lakeside Skills Group"),
        3: WeekItem("online", "9:00 pm", "Night Owls"),
        4: WeekItem("step", "7:00 pm", "Thursday Steps"),
    }
    saturday = WeekItem("mutual", "10:00 am", "Side by Side")
    return tuple(
        WeekDay(
            weekday_name(day),
            morning=(saturday,) if day == 6 else (),
            evening=(evenings[day],) if day in evenings else (),
        )
        for day in (1, 2, 3, 4, 5, 6, 0)
    )
