"""Pages of the episodes room."""

from clinic.episodes.views import care, intake, leaving, team
from clinic.episodes.views.pages import bp

__all__ = ["bp", "care", "intake", "leaving", "team"]
