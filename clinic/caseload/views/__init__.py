"""Pages of the caseload room."""

from clinic.caseload.views import client, clients, printing, today
from clinic.caseload.views.blueprint import bp

__all__ = ["bp", "client", "clients", "printing", "today"]
