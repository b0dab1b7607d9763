"""What may be done with a client's record, and how names are compared."""

from clinic.clients.policy.names import (
    Given,
    fold,
    is_likely,
    likeness,
    name_key,
    sound,
    words,
)
from clinic.clients.policy.rights import (
    is_on_care_team,
    may_hand_over,
    may_look_after,
    may_record,
    may_see_address,
    may_see_clinical,
    owes_reason,
)

__all__ = [
    "Given",
    "fold",
    "is_likely",
    "is_on_care_team",
    "likeness",
    "may_hand_over",
    "may_look_after",
    "may_record",
    "may_see_address",
    "may_see_clinical",
    "name_key",
    "owes_reason",
    "sound",
    "words",
]
