"""What a page needs to keep the words typed into it."""

from __future__ import annotations

from flask import request, url_for
from flask_login import current_user

from clinic.core.tokens import derived
from clinic.plans.models import AftercarePlan


def keeping(plan: AftercarePlan) -> dict[str, str]:
    """Return what a page needs to keep words in the tab, locked: whose they are, and the key.

    Both are worked out for this person and this plan: who comes to the same computer next gets
    other ones, and can read nothing of what lies there.
    """
    whose, plan_id = str(current_user.id), str(plan.id)
    return {
        "whose": derived("whose words", whose)[:16],
        "which": derived("which words", whose, plan_id)[:16],
        "key": derived("key of words", whose, plan_id),
        "sign_in": request.full_path.removesuffix("?") if request.method == "GET" else home(plan),
    }


def home(plan: AftercarePlan, **address: str) -> str:
    """Return the address of the editor."""
    client_id = plan.episode.client_id
    return url_for("plans.for_client", client_id=client_id, **address)  # type: ignore[arg-type]
