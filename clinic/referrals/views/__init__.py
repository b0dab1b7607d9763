"""Pages of the referrals room."""

from clinic.referrals.views import contacting, finder, lists, making, referrals
from clinic.referrals.views.blueprint import bp

__all__ = ["bp", "contacting", "finder", "lists", "making", "referrals"]
