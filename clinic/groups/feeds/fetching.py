"""Fetching a feed from the address that staff gave for it, trusting nobody on the way."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpcore

from clinic.core.words import gettext as _
from clinic.groups.feeds import addresses, bodies
from clinic.groups.feeds.addresses import Address, Reach, Unreachable
from clinic.groups.feeds.network import Deadline, Pinned, TooLarge
from clinic.groups.feeds.reading import MAX_BYTES, Refused

REDIRECTS = 3
AGENT = "Handrail (aftercare planning; reads a directory of meetings)"
_MOVED = (301, 302, 303, 307, 308)
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,300}")


@dataclass(frozen=True)
class Fetched:
    """What a feed answered. ``content`` is None when it has not changed since it was last read.

    ``etag`` and ``last_modified`` are the feed's own marks, to be sent back the next time.
    """

    content: bytes | None
    etag: str = ""
    last_modified: str = ""
    content_type: str = ""


@dataclass(frozen=True)
class _Answer:
    """An answer read to its end: status, headers by lower-case name, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    def mark(self, name: str) -> str:
        """Return a mark that can be kept and sent back, or nothing."""
        value = self.headers.get(name, "")
        return value if _VALIDATOR.fullmatch(value) else ""


def fetch(
    url: str, *, reach: Reach | None = None, etag: str = "", last_modified: str = ""
) -> Fetched:
    """Fetch a feed, or learn that it has not changed since the marks given.

    Raises :class:`Refused` for an address that may not be asked and :class:`Unreachable` for a
    feed that gave no feed, each with one sentence that names host and path, never the query.
    """
    reach = reach or Reach()
    origin = address = addresses.parse(url, reach)
    deadline = Deadline(reach.seconds)
    marks = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    marks = {name: mark for name, mark in marks.items() if _VALIDATOR.fullmatch(mark)}
    for _hop in range(REDIRECTS + 1):
        with _said_plainly(address, reach):
            answer = _asked(address, marks, reach, origin=origin, deadline=deadline)
        if answer.status not in _MOVED:
            return _taken(answer, address, marks)
        address = addresses.follow(address, answer.headers.get("location", ""), reach)
    raise Unreachable(_("%(place)s sends us from one address to the next.", place=origin.shown))


def content_of(file_or_url: str, *, reach: Reach | None = None) -> bytes:
    """Return the bytes of a file or of a feed; raise :class:`Refused` when there are none.

    The size of a file is looked at before it is read.
    """
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", file_or_url):
        return fetch(file_or_url, reach=reach).content or b""
    path = Path(file_or_url)
    try:
        if not path.is_file():
            raise Refused(_("There is no file %(name)s.", name=path.name))
        if path.stat().st_size > MAX_BYTES:
            raise Refused(_("The file is larger than %(limit)s MB.", limit=MAX_BYTES // 1_000_000))
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise Refused(_("The file %(name)s cannot be read.", name=path.name)) from error


def _asked(
    address: Address, marks: dict[str, str], reach: Reach, *, origin: Address, deadline: Deadline
) -> _Answer:
    """Ask one address once. No cookies, no proxy, no password: httpcore adds none by itself."""
    found = addresses.resolve(address, reach, origin=origin, seconds=deadline.left())
    backend = Pinned(found, deadline, reach.max_bytes)
    trust = ssl.create_default_context()
    with (
        httpcore.ConnectionPool(ssl_context=trust, network_backend=backend) as pool,
        pool.stream("GET", address.url, headers=_headers(address, marks)) as response,
    ):
        given = {
            name.decode("latin-1").lower(): value.decode("latin-1").strip()
            for name, value in response.headers
        }
        packing = given.get("content-encoding", "")
        pieces = response.iter_stream() if response.status == 200 else []
        body = bodies.unpacked(pieces, packing, max_bytes=reach.max_bytes)
    return _Answer(response.status, given, body)


def _headers(address: Address, marks: dict[str, str]) -> list[tuple[str, str]]:
    return [
        ("Host", address.netloc),
        ("User-Agent", AGENT),
        ("Accept", "application/json, text/csv, */*;q=0.5"),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
        *marks.items(),
    ]


@contextmanager
def _said_plainly(address: Address, reach: Reach) -> Iterator[None]:
    """Turn what may go wrong on the way into one sentence."""
    place = address.shown
    try:
        yield
    except TooLarge as error:
        limit = reach.max_bytes // 1_000_000
        raise Unreachable(
            _("%(place)s is larger than %(limit)s MB.", place=place, limit=limit)
        ) from error
    except httpcore.TimeoutException as error:
        took = _("%(place)s took longer than %(n)s seconds.", place=place, n=f"{reach.seconds:g}")
        raise Unreachable(took) from error
    except httpcore.ConnectError as error:
        raise Unreachable(_not_connected(error, address)) from error
    except (httpcore.RemoteProtocolError, httpcore.ReadError) as error:
        raise Unreachable(_("%(place)s gave no whole answer.", place=place)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise Unreachable(_("%(place)s cannot be read.", place=place)) from error


def _not_connected(error: BaseException, address: Address) -> str:
    """Say why there is no connection: nobody there, or a certificate that proves nothing."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        why = cause.verify_message.rstrip(".")
        return _("The certificate of %(host)s proves nothing: %(why)s.", host=address.host, why=why)
    if cause is not None:
        return _("%(host)s speaks no https that we can trust.", host=address.host)
    return _("%(host)s does not answer.", host=address.netloc)


def _taken(answer: _Answer, address: Address, marks: dict[str, str]) -> Fetched:
    """Return the feed in an answer; raise :class:`Unreachable` when there is none."""
    kind = answer.headers.get("content-type", "")
    if answer.status == 304 and marks:
        etag = answer.mark("etag") or marks.get("If-None-Match", "")
        changed = answer.mark("last-modified") or marks.get("If-Modified-Since", "")
        return Fetched(None, etag, changed, kind)
    if answer.status != 200:
        raise Unreachable(_refusal(answer.status, kind, address.shown))
    if bodies.is_page(answer.body, kind):
        raise Unreachable(
            _("%(place)s answers with a web page, not with a feed.", place=address.shown)
        )
    if bodies.is_error(answer.body):
        raise Unreachable(
            _("%(place)s answers with an error, not with meetings.", place=address.shown)
        )
    if not answer.body.strip():
        raise Unreachable(_("%(place)s answers with nothing at all.", place=address.shown))
    return Fetched(answer.body, answer.mark("etag"), answer.mark("last-modified"), kind)


def _refusal(status: int, kind: str, place: str) -> str:
    """Say what a status other than 200 means for the person who looks after the source."""
    said = {"place": place, "status": status}
    if status == 304:
        return _("%(place)s says nothing has changed, but was never read before.", **said)
    if status in (403, 429, 503) and "html" in kind.lower():
        return _(
            "%(place)s shows a web page that asks for a person, not a feed (HTTP %(status)s).",
            **said,
        )
    if status in (401, 403):
        return _(
            "%(place)s lets only those in who have its key: ask its owner (HTTP %(status)s).",
            **said,
        )
    if status in (404, 410):
        return _("There is nothing at %(place)s (HTTP %(status)s).", **said)
    if status == 429:
        return _("%(place)s asks us to come less often (HTTP %(status)s).", **said)
    if status >= 500:
        return _("%(place)s has a fault of its own (HTTP %(status)s).", **said)
    return _("%(place)s gave no feed (HTTP %(status)s).", **said)
