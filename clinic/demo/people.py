"""Invented staff and clients. Days are counted from today, so that the clinic is never stale."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "walk with me by the river"  # noqa: S105 - the demo's own, printed by `make run`
CLINIC = "Cedar Street Center"
HARBOR = "Harbor Outpatient"

#: email before the @, name, phone, role, program
STAFF: tuple[tuple[str, str, str, str, str], ...] = (
    ("dana", "Dana Cole", "(503) 555-0142", "counselor", CLINIC),
    ("ken", "Ken Ito", "(503) 555-0143", "counselor", CLINIC),
    ("ivy", "Ivy Moss", "(503) 555-0141", "intake", CLINIC),
    ("ravi", "Ravi Shah", "(503) 555-0144", "supervisor", CLINIC),
    ("uma", "Uma Dahl", "", "admin", CLINIC),
    ("noa", "Noa Berg", "", "auditor", CLINIC),
    ("lou", "Lou Haas", "(503) 555-0146", "counselor", HARBOR),
)


@dataclass(frozen=True)
class Person:
    """One invented client. ``since`` and ``leaves`` count days from today; past is negative."""

    given: str
    family: str
    year: int
    counselor: str
    setting: str
    since: int
    leaves: int
    pronouns: str = ""
    preferred: str = ""
    language: str = "en"
    phone: str = ""
    best_time: str = ""
    voice: str = "not_asked"
    needs: tuple[str, ...] = ()
    substances: tuple[str, ...] = ("Alcohol",)
    conditions: tuple[str, ...] = ()
    #: names of groups referred to, each with the state it has reached
    groups: tuple[tuple[str, str], ...] = ()
    #: none, goals, most, ready, signed, left
    plan: str = "none"
    #: the ZIP code to search from, and weekdays (0 = Sunday) with parts of the day
    area: str = ""
    free: tuple[str, ...] = ()


RES, OUT = "residential", "outpatient"
DAY, KEN, LOU = "dana", "ken", "lou"

CLIENTS: tuple[Person, ...] = (
    Person(
        "Maya",
        "Reyes",
        1992,
        DAY,
        RES,
        -24,
        3,
        "she/her",
        "",
        "en",
        "(503) 555-0150",
        "after 5:00 pm",
        "no",
        ("evenings", "weekends", "children"),
        ("Alcohol",),
        ("Depression",),
        (
            ("Thursday Steps", "agreed"),
            ("Lakeside Skills Group", "offered"),
            ("Side by Side", "agreed"),
        ),
        "most",
        "97214",
        ("1 evening", "2 evening", "3 evening", "5 evening", "6 morning", "0 afternoon"),
    ),
    Person(
        "Denise",
        "Whitaker",
        1979,
        DAY,
        RES,
        -27,
        1,
        "she/her",
        "",
        "en",
        "(503) 555-0153",
        "mornings",
        "yes",
        ("daytime",),
        ("Alcohol", "Benzodiazepines"),
        (),
        (("Early Risers", "first_attended"), ("Kitchen Table", "agreed")),
        "ready",
    ),
    Person(
        "Tom",
        "Kowalski",
        1985,
        DAY,
        RES,
        -20,
        5,
        "he/him",
        "",
        "en",
        "(503) 555-0154",
        "",
        "yes",
        ("evenings",),
        ("Opioids",),
        ("Anxiety",),
        (),
        "goals",
    ),
    Person(
        "Amara",
        "Okafor",
        1996,
        DAY,
        OUT,
        -45,
        12,
        "she/her",
        "",
        "en",
        "(503) 555-0129",
        "mornings",
        "yes",
        ("step_free",),
        ("Opioids",),
        (),
        (("Two Roads", "offered"),),
        "most",
    ),
    Person(
        "Luis",
        "Ortega",
        1968,
        DAY,
        OUT,
        -60,
        20,
        "he/him",
        "",
        "es",
        "(503) 555-0181",
        "",
        "no",
        ("evenings",),
        ("Alcohol",),
        (),
        (("Grupo Nuevo Día", "attending"),),
        "goals",
    ),
    Person(
        "Jin",
        "Park",
        1990,
        DAY,
        OUT,
        -33,
        16,
        "they/them",
        "",
        "ko",
        "(503) 555-0134",
        "after 3:00 pm",
        "not_asked",
        ("lgbtq",),
        ("Methamphetamine",),
        (),
        (("Rainbow Room", "agreed"),),
        "goals",
    ),
    Person(
        "Rosa",
        "Delgado",
        1974,
        DAY,
        RES,
        -10,
        18,
        "she/her",
        "",
        "es",
        "(503) 555-0156",
        "",
        "yes",
        ("weekends", "transit"),
        ("Alcohol",),
        ("PTSD",),
        (("Grupo Nuevo Día", "offered"),),
        "none",
    ),
    Person(
        "Kevin",
        "Brandt",
        1988,
        DAY,
        OUT,
        -50,
        -6,
        "he/him",
        "",
        "en",
        "(503) 555-0157",
        "",
        "yes",
        (),
        ("Alcohol",),
        (),
        (("Side by Side", "first_attended"),),
        "left",
    ),
    Person(
        "Alexandra",
        "Fischer",
        2001,
        DAY,
        OUT,
        -90,
        -20,
        "she/her",
        "Lexi",
        "en",
        "(503) 555-0158",
        "evenings",
        "no",
        ("women_only",),
        ("Cannabis",),
        ("Anxiety",),
        (("Women of Linden Avenue", "attending"),),
        "left",
    ),
    Person(
        "Marcus",
        "Hale",
        1959,
        DAY,
        RES,
        -6,
        22,
        "he/him",
        "",
        "en",
        "(503) 555-0159",
        "",
        "yes",
        ("step_free",),
        ("Alcohol",),
        (),
        (),
        "none",
    ),
    Person(
        "Priscilla", "Vance", 1983, DAY, OUT, -15, 45, "she/her", groups=(("Noon Break", "agreed"),)
    ),
    Person(
        "Omar", "Haddad", 1994, DAY, OUT, -40, 6, "he/him", substances=("Opioids",), plan="goals"
    ),
    Person("Beth", "Lindqvist", 1971, DAY, RES, -3, 25, "she/her", needs=("daytime",)),
    Person("Terrence", "Boyd", 1980, DAY, OUT, -22, 30, "he/him", substances=("Cocaine",)),
    Person("Yuki", "Tanaka", 1999, DAY, OUT, -12, 48, "she/her", conditions=("Eating disorder",)),
    Person(
        "Hannah",
        "Price",
        1987,
        DAY,
        OUT,
        -70,
        -35,
        "she/her",
        plan="left",
        groups=(("Thursday Steps", "attending"),),
    ),
    Person(
        "Darnell",
        "Ross",
        1976,
        KEN,
        RES,
        -18,
        4,
        "he/him",
        plan="goals",
        groups=(("Quay Street Men's Group", "agreed"),),
    ),
    Person("Sofia", "Marin", 1993, KEN, OUT, -28, 14, "she/her", language="es"),
    Person("Walter", "Novak", 1952, KEN, RES, -9, 19, "he/him", needs=("step_free", "daytime")),
    Person(
        "Ingrid",
        "Sol",
        1997,
        KEN,
        OUT,
        -35,
        10,
        "she/her",
        groups=(("Coping with Nights", "declined_by_group"),),
    ),
    Person(
        "Caleb",
        "Stone",
        1989,
        KEN,
        OUT,
        -44,
        2,
        "he/him",
        plan="most",
        groups=(("Harbor Evening", "agreed"),),
    ),
    Person("Nora", "Quill", 1965, KEN, OUT, -80, -12, "she/her", plan="left"),
    Person("Elias", "Frost", 1991, KEN, RES, -2, 26, "he/him"),
    Person("Petra", "Vogel", 1984, LOU, OUT, -30, 15, "she/her"),
    Person("Gus", "Amato", 1970, LOU, OUT, -55, 5, "he/him", plan="goals"),
)
