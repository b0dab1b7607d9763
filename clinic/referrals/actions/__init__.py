"""Everything that changes a referral."""

from clinic.referrals.actions.contacting import cancel_when_revoked, choose, send
from clinic.referrals.actions.making import advance, correct, made, refer, undo, withdraw

__all__ = [
    "advance",
    "cancel_when_revoked",
    "choose",
    "correct",
    "made",
    "refer",
    "send",
    "undo",
    "withdraw",
]
