"""The body of an answer: unpacked within limits, and told apart from what is no feed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from typing import Any

from clinic.core.words import gettext as _
from clinic.groups.feeds.addresses import Unreachable
from clinic.groups.feeds.network import TooLarge

#: Errors are short; a longer answer is not read a second time to find out.
LONGEST_ERROR = 20_000
_AT_ONCE = 1_000_000
_GZIP = 16 + zlib.MAX_WBITS
_PAGES = (b"<!doctype", b"<html", b"<head", b"<body", b"<script")


def unpacked(pieces: Iterable[bytes], encoding: str, *, max_bytes: int) -> bytes:
    """Return the body in one piece; raise :class:`TooLarge` before it is longer than allowed."""
    name = encoding.strip().lower()
    if name in ("gzip", "x-gzip"):
        pieces = _gunzipped(pieces)
    elif name not in ("", "identity"):
        raise Unreachable(_("The feed is packed in a way that nobody asked for."))
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > max_bytes:
            raise TooLarge
    return bytes(body)


def _gunzipped(pieces: Iterable[bytes]) -> Iterable[bytes]:
    """Unpack piece by piece, never much at once."""
    unpacker = zlib.decompressobj(_GZIP)
    begun = False
    try:
        for piece in pieces:
            rest = piece
            while rest:
                begun = True
                yield from _inflated(unpacker, rest)
                rest = unpacker.unused_data.lstrip(b"\0")
                if rest:  # a file of several parts; zeros only fill it up
                    unpacker = zlib.decompressobj(_GZIP)
    except zlib.error as error:
        raise Unreachable(_("The feed is packed with gzip and cannot be unpacked.")) from error
    if begun and not unpacker.eof:
        raise Unreachable(_("The feed broke off before its end."))


def _inflated(unpacker: Any, packed: bytes) -> Iterable[bytes]:
    out = unpacker.decompress(packed, _AT_ONCE)
    yield out
    while len(out) == _AT_ONCE:
        out = unpacker.decompress(unpacker.unconsumed_tail, _AT_ONCE)
        yield out


def is_page(content: bytes, content_type: str) -> bool:
    """Say whether an answer is a page for people, such as a challenge or a sign-in."""
    start = content[:1_000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith(_PAGES) or ("html" in content_type.lower() and start[:1] == b"<")


def is_error(content: bytes) -> bool:
    """Say whether an answer is an error in JSON, as restricted feeds give."""
    if len(content) > LONGEST_ERROR or not content.lstrip().startswith(b"{"):
        return False
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and ("error" in found or {"code", "message"} <= found.keys())
