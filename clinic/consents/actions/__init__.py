"""Everything that changes a consent, and the one way to tell somebody something."""

from clinic.consents.actions.drafts import Terms, discard, draft, rewrite
from clinic.consents.actions.ending import revoke, revoked
from clinic.consents.actions.signing import Signature, prepare, sign
from clinic.consents.actions.telling import disclose, permit

__all__ = [
    "Signature",
    "Terms",
    "discard",
    "disclose",
    "draft",
    "permit",
    "prepare",
    "revoke",
    "revoked",
    "rewrite",
    "sign",
]
