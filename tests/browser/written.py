"""What a counselor writes for Marisol: every section of a plan, no two answers alike."""

from datetime import timedelta


def goals():
    """Goals in the client's words, with first steps."""
    return {
        "goals-0-goal": "Be home for dinner with my kids",
        "goals-0-first_step": "I cook on Mondays",
    }


SHEETS = {
    "words": {
        "remember": "When I want to drink I call someone first.",
        "why": "My kids\nMy sleep",
        "helps": "Long walks\nCold water",
    },
    "list": {"allergies": "Penicillin"},
    "safety": {
        "overdose_risk": "yes",
        "naloxone": "given",
        "naloxone_doses": "2",
        "naloxone_kept": "Kitchen drawer",
        "naloxone_trained": "Ana",
    },
    "hard": {
        "signs": "I stop answering",
        "acts": "I go for a run",
        "places": "The library",
        "callers": "I call Ana",
    },
    "steps": {
        "at_risk": "y",
        "crisis_signs": "I cannot sleep",
        "crisis_alone": "I breathe slowly",
        "crisis_around": "I sit with Rosa",
        "crisis_people": "I ask Ana",
        "crisis_services": "I call 988",
        "crisis_safer": "My pills stay with Ana",
    },
    "level": {
        "level_words": "I live here",
        "next_words": "Day program, 3 times a week",
    },
    "strengths": {"strengths": "Patient", "gains": "I sleep again"},
}
REVIEWED = ("housing", "transport", "work", "money", "legal", "family", "health", "papers")
OPEN = {"housing-action": "Ask about the waiting list", "housing-owner": "Dana"}


def areas(due_on):
    """All areas of life reviewed: one is open, with what to do, who and by when."""
    found = {f"{area}-state": "no_need" for area in REVIEWED}
    return found | {"housing-state": "open", "housing-due_on": due_on.isoformat(), **OPEN}


def rows(leaves):
    """Rows to add, by card, for a client who leaves on this day."""
    soon = (leaves + timedelta(2)).isoformat()
    return [
        ("week", {"words": "Swim at the pool", "kind": "idea", "weekday": "2"}),
        (
            "appointments",
            {
                "kind": "counseling",
                "what": "Counseling",
                "on": soon,
                "starts_at": "10:00",
                "who": "Dr. Ortiz",
                "place": "12 Oak Street",
            },
        ),
        (
            "contacts",
            {"kind": "call", "who": "Ada Rowe", "pace": "weekly", "times": "4", "first_on": soon},
        ),
        (
            "medicines",
            {"name": "Sertraline", "strength": "50 mg", "what_for": "mood", "morning": "1"},
        ),
        (
            "doses",
            {
                "name": "Methadone 80 mg",
                "last_on": leaves.isoformat(),
                "bridge_days": "1",
                "next_on": soon,
                "place": "Harbor Clinic",
            },
        ),
        ("pairs", {"trigger": "Payday", "response": "I give Ana my card"}),
        ("pairs", {"trigger": "A row at home", "response": "I walk round the block"}),
        ("pairs", {"trigger": "A lonely evening", "response": "I go to the meeting"}),
        (
            "people",
            {
                "name": "Ana Quintero",
                "phone": "503 555 0114",
                "relation": "my sister",
                "good_for": "a walk",
            },
        ),
    ]
