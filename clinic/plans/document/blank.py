"""What the parts of a plan are when there is nothing to say."""

from __future__ import annotations

from dataclasses import MISSING, Field
from typing import Any


def nothing(part: Field[Any]) -> Any:
    """Return what a part of a plan is when there is nothing to say."""
    if part.default is not MISSING:
        return part.default
    if part.default_factory is not MISSING:
        return part.default_factory()
    return 0 if part.type == "int" else ""
