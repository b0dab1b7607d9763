"""Pages of the referrals room."""

from clinic.referrals.views import finder, lists, making, referrals
from clinic.referrals.views.blueprint import bp

__all__ = ["bp", "finder", "lists", "making", "referrals"]
