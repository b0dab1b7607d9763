"""What is due after somebody leaves, and by which day: the clinic's own rules say how soon."""

from __future__ import annotations

from datetime import date, timedelta

from clinic.plans.policy.rules import Rules


def copy_due(leaves: date, rules: Rules) -> date:
    """Return the day by which the client's copy is given and noted."""
    return leaves + timedelta(days=rules.plan_copy_due_days)


def summary_due(left: date, rules: Rules) -> date:
    """Return the day by which the summary of treatment is written.

    States say 10 to 15 days: Florida 65D-30 and Maine have 15, which a new clinic starts with.
    """
    return left + timedelta(days=rules.summary_due_days)


def kept_until(left: date, rules: Rules) -> date:
    """Return the day until which the record is kept at least; 29 February ends on the 28th."""
    year = left.year + rules.record_retention_years
    try:
        return left.replace(year=year)
    except ValueError:
        return left.replace(year=year, day=28)
