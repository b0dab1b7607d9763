"""Finding consents, what was told because of them, and what relies on them."""

from clinic.consents.queries.accounting import accounting, earliest, told
from clinic.consents.queries.consents import for_client, get, paper, signed
from clinic.consents.queries.groups import group_named
from clinic.consents.queries.in_force import in_force, last_days
from clinic.consents.queries.reliance import Relying, relied_on, relying

__all__ = [
    "Relying",
    "accounting",
    "earliest",
    "for_client",
    "get",
    "group_named",
    "in_force",
    "last_days",
    "paper",
    "relied_on",
    "relying",
    "signed",
    "told",
]
