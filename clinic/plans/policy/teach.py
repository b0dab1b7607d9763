"""Teach-back: which topics a client says in their own words before a plan is signed off.

From the toolkits for a safe way home (AHRQ Re-Engineered Discharge, tool 5: asked of the client,
taught again where it was not clear, asked again). What the clinic requires is its own to decide.
"""

from __future__ import annotations

from clinic.core.words import gettext
from clinic.plans.models import AftercarePlan, PlanTeachback, Told, Topic
from clinic.plans.policy.kinds import TOPIC_WORDS
from clinic.plans.policy.rules import Rules

#: The client said it; or nobody could ask, and somebody wrote down why.
DONE, LEFT_OUT = (Told.TOLD_BACK, Told.RETOLD), (Told.DECLINED, Told.GONE)
#: No clinic goes without these.
ALWAYS_TOLD = (Topic.FIRST, Topic.CALL)


def topics(rules: Rules) -> list[Topic]:
    """Return the topics that this clinic requires, in their usual order."""
    return [topic for topic in Topic if topic.value in rules.teach_required]


def untold(plan: AftercarePlan, rules: Rules) -> dict[Topic, str]:
    """Return the required topics that still stand in the way, each with why in words."""
    rows = {row.topic: row for row in plan.teachbacks}
    lacks = {topic: _lack(rows.get(topic)) for topic in topics(rules)}
    return {
        topic: gettext("%(topic)s: %(lack)s", topic=TOPIC_WORDS[topic], lack=lack)
        for topic, lack in lacks.items()
        if lack
    }


def was_told(plan: AftercarePlan, rules: Rules) -> bool:
    """Whether the client themselves told every required topic back."""
    told = {row.topic for row in plan.teachbacks if row.told in DONE}
    return told >= set(topics(rules))


def _lack(row: PlanTeachback | None) -> str:
    if row is None:
        return gettext("not asked yet")
    if row.told is Told.TAUGHT_AGAIN:
        return gettext("not clear yet, say it in another way and ask again")
    if row.told in LEFT_OUT and not row.why.strip():
        return gettext("say why it was not asked")
    return ""
