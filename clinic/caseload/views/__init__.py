"""Pages of the caseload room."""

from clinic.caseload.views import client, clients, today
from clinic.caseload.views.blueprint import bp

__all__ = ["bp", "client", "clients", "today"]
