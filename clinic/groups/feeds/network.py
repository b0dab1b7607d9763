"""A connection to one checked address, with one deadline over everything it does.

httpcore asks its network backend for each connection, read and write. Ours connects to the
addresses it was given, whatever the name resolves to by now, and gives every step only the time
that is left: a server that sends one byte a second runs into the same deadline as a silent one.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

#: What headers and framing may add to the bytes of an answer.
OVERHEAD = 200_000


class TooLarge(Exception):
    """More came over the wire than was allowed."""


class Deadline:
    """A moment after which nothing more is waited for."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left; raise ``httpcore.ReadTimeout`` when none are."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline has passed")
        return left


class Pinned(httpcore.NetworkBackend):
    """Connects to the addresses given, in their order, and to nothing else."""

    def __init__(self, addresses: Sequence[str], deadline: Deadline, max_bytes: int) -> None:
        self._addresses, self._deadline, self._max_bytes = addresses, deadline, max_bytes
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers; each gets its share of the time left."""
        failure: Exception = httpcore.ConnectError("no address")
        for number, address in enumerate(self._addresses):
            share = self._deadline.left() / (len(self._addresses) - number)
            try:
                stream = self._sockets.connect_tcp(address, port, timeout=share)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return Stream(stream, self._deadline, self._max_bytes + OVERHEAD)
        raise failure


class Stream(httpcore.NetworkStream):
    """A connection that stops at the deadline, and after so many bytes read."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline, max_bytes: int) -> None:
        self._stream, self._deadline, self._left = stream, deadline, max_bytes

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there; raise :class:`TooLarge` when it is more than was allowed."""
        found = self._stream.read(max_bytes, self._deadline.left())
        self._left -= len(found)
        if self._left < 0:
            raise TooLarge
        return found

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write the request."""
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Shake hands with the server, whose certificate must be for the name we asked for."""
        secure = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return Stream(secure, self._deadline, self._left)

    def get_extra_info(self, info: str) -> Any:
        """Tell httpcore about the connection."""
        return self._stream.get_extra_info(info)
