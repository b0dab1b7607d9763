"""Aftercare plans and their parts."""

from clinic.plans.models.answers import Naloxone, PlanAnswers, PrintSize
from clinic.plans.models.batches import (
    BatchKind,
    BatchWhat,
    PieceState,
    PrintBatch,
    PrintBatchItem,
)
from clinic.plans.models.care import PlanDose, PlanMedicine
from clinic.plans.models.days import (
    AppointmentKind,
    ContactKind,
    Pace,
    PlanAppointment,
    PlanContact,
    PlanWeekItem,
    WeekKind,
)
from clinic.plans.models.parts import (
    Area,
    AreaState,
    PlanArea,
    PlanGoal,
    PlanPair,
    PlanPerson,
    PlanSupport,
    PlanTeachback,
    Told,
    Topic,
)
from clinic.plans.models.plan import AftercarePlan, CopyWay, PlanCopy, PlanPaper, PlanStatus
from clinic.plans.models.rules import GoalTemplate, PlanRule
from clinic.plans.models.signatures import (
    PlanReview,
    PlanSignature,
    PlanSigner,
    ReviewAct,
    SignedHow,
    WhyNot,
)
from clinic.plans.models.tellings import HowTold, Telling

__all__ = [
    "AftercarePlan",
    "AppointmentKind",
    "Area",
    "AreaState",
    "BatchKind",
    "BatchWhat",
    "ContactKind",
    "CopyWay",
    "GoalTemplate",
    "HowTold",
    "Naloxone",
    "Pace",
    "PieceState",
    "PlanAnswers",
    "PlanAppointment",
    "PlanArea",
    "PlanContact",
    "PlanCopy",
    "PlanDose",
    "PlanGoal",
    "PlanMedicine",
    "PlanPair",
    "PlanPaper",
    "PlanPerson",
    "PlanReview",
    "PlanRule",
    "PlanSignature",
    "PlanSigner",
    "PlanStatus",
    "PlanSupport",
    "PlanTeachback",
    "PlanWeekItem",
    "PrintBatch",
    "PrintBatchItem",
    "PrintSize",
    "ReviewAct",
    "SignedHow",
    "Telling",
    "Told",
    "Topic",
    "WeekKind",
    "WhyNot",
]
