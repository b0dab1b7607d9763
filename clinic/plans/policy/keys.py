"""The names of the sections, in the order of the paper. Each is the anchor of its card too."""

from __future__ import annotations

GOALS = "goals"
REMEMBER = "remember"
WEEK = "week"
GROUPS = "groups"
APPOINTMENTS = "appointments"
CONTACTS = "contacts"
MEDICINES = "medicines"
SAFETY = "safety"
HARD = "hard"
STEPS = "steps"
PEOPLE = "people"
AREAS = "areas"
LEVEL = "level"
STRENGTHS = "strengths"
TEACH = "teach"
CRISIS = "crisis"

ALL = (
    *(GOALS, REMEMBER, WEEK, GROUPS, APPOINTMENTS, CONTACTS, MEDICINES, SAFETY, HARD, STEPS),
    *(PEOPLE, AREAS, LEVEL, STRENGTHS, TEACH, CRISIS),
)
