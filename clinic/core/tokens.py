"""Keys that are worked out again whenever they are needed, and kept nowhere."""

from __future__ import annotations

import base64
import hmac

from flask import current_app


def derived(purpose: str, *about: object) -> str:
    """Return 256 bits in base64, alike for the same words: HMAC-SHA-256 (RFC 2104) of them.

    ``purpose`` keeps keys apart that are about the same record. Nobody works one out, nor
    another from it, who does not hold ``SECRET_KEY``.
    """
    words = "\0".join([purpose, *map(str, about)]).encode()
    secret = current_app.config["SECRET_KEY"].encode()
    return base64.b64encode(hmac.digest(secret, words, "sha256")).decode()
