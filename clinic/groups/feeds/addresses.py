"""Which addresses of the internet a feed may be fetched from.

A feed's address is typed by staff and its answers may redirect: neither may make this server ask
its own network for anything. So a name is looked up once, every address it has must be a public
one, and the connection goes to exactly the address that was checked.
"""

from __future__ import annotations

import queue
import re
import socket
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from clinic.core.words import gettext as _
from clinic.groups.feeds.reading import MAX_BYTES, Refused

DEFAULT_PORTS = {"https": 443, "http": 80}
LONGEST = 2_000
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
#: What quote() leaves alone in a path or query: reserved marks, and escapes already made.
_KEPT = "/:?#[]@!$&'()*+,;=%-._~"
#: Addresses that Python calls global though no feed lives there: relays of old tunnels, protocol
#: assignments, documentation, and the address at which Azure serves a machine its own secrets.
_NEVER = tuple(
    map(
        ip_network,
        [
            "192.0.0.0/24",
            "192.88.99.0/24",
            "168.63.129.16/32",
            "2001::/23",
            "2002::/16",
            "3fff::/20",
        ],
    )
)
#: Where an operator may have machines of his own: this one, private networks, tailnets.
_INSIDE = tuple(
    map(
        ip_network,
        [
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "::1/128",
            "fc00::/7",
        ],
    )
)
_GLOBAL_UNICAST = ip_network("2000::/3")
#: IPv6 addresses that stand for an IPv4 one behind a translator (RFC 6052).
_NAT64 = ip_network("64:ff9b::/96")


class Unreachable(Refused):
    """A feed that could not be fetched; what was read from it before stays as it is."""


@dataclass(frozen=True)
class Reach:
    """How far a fetch may go.

    ``http_hosts`` may be asked without encryption; ``private_hosts`` may be machines of the
    clinic's own network. Both hold ``host`` (the usual ports) or ``host:port``. ``seconds`` is
    for everything together, ``max_bytes`` for what comes over the wire and again unpacked.
    """

    http_hosts: Collection[str] = ()
    private_hosts: Collection[str] = ()
    seconds: float = 10
    max_bytes: int = MAX_BYTES


def reach_of(settings: Mapping[str, Any]) -> Reach:
    """Return how far the settings of this clinic let a fetch go."""
    return Reach(
        http_hosts=tuple(settings["FEED_HTTP_HOSTS"]),
        private_hosts=tuple(settings["FEED_PRIVATE_HOSTS"]),
        seconds=settings["FEED_SECONDS"],
    )


@dataclass(frozen=True)
class Address:
    """The address of a feed, taken apart. ``target`` is its path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def netloc(self) -> str:
        """Host and port as a browser writes them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address. It may hold a key of the clinic's: never show or log it."""
        return f"{self.scheme}://{self.netloc}{self.target}"

    @property
    def shown(self) -> str:
        """Host and path: what may be shown and logged."""
        return self.netloc + self.target.partition("?")[0]


def shown(url: str) -> str:
    """Return host and path of an address, or nothing when it is none."""
    try:
        return _parsed(url).shown
    except Refused:
        return ""


def parse(url: str, reach: Reach) -> Address:
    """Take an address apart; raise :class:`Refused` for one that no feed may be fetched from."""
    address = _parsed(url)
    if address.scheme == "http" and not _named(address, reach.http_hosts):
        raise Refused(
            _("The address must begin with https://, or FEED_HTTP_HOSTS must name its host.")
        )
    literal = _literal(address.host)
    if literal is not None:
        _check(literal, address, private=_named(address, reach.private_hosts))
    return address


def follow(base: Address, location: str, reach: Reach) -> Address:
    """Return where a redirect leads; raise :class:`Unreachable` when nothing may follow it.

    A redirect never gives up encryption, and what an operator allowed for one host is no licence
    for another host to point there.
    """
    whole = urljoin(base.url, location)
    try:
        address = _parsed(whole)
        same = (address.host, address.port) == (base.host, base.port)
        found = parse(whole, reach if same else replace(reach, private_hosts=()))
    except Refused as refusal:
        raise Unreachable(
            _("%(place)s sends us on to an address that is not allowed.", place=base.shown)
        ) from refusal
    if base.scheme == "https" and found.scheme == "http":
        raise Unreachable(_("%(place)s sends us on to an address without https.", place=base.shown))
    return found


def resolve(address: Address, reach: Reach, *, origin: Address, seconds: float) -> list[str]:
    """Look a host up once and return its addresses, each of them checked.

    One private address among them refuses them all. ``origin`` is the address that staff typed:
    only there may a host of ``private_hosts`` be private.
    """
    at_home = (address.host, address.port) == (origin.host, origin.port)
    private = at_home and _named(address, reach.private_hosts)
    found = _looked_up(address, seconds)
    for one in found:
        _check(ip_address(one), address, private=private)
    return found


def lookup(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a host."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def _looked_up(address: Address, seconds: float) -> list[str]:
    """Look up in a thread of its own, for the system's resolver knows no deadline."""
    answers: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(lookup(address.host, address.port))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=max(seconds, 0))
    except queue.Empty:
        found = []
    if isinstance(found, Exception) or not found:
        raise Unreachable(_("The host %(host)s cannot be found.", host=address.host))
    return found


def _check(one: IPv4Address | IPv6Address, address: Address, *, private: bool) -> None:
    if not (is_public(one) or (private and is_inside(one))):
        raise Unreachable(
            _(
                "%(host)s is not on the public internet: no feed is fetched there.",
                host=address.host,
            )
        )


def is_public(one: IPv4Address | IPv6Address) -> bool:
    """Say whether an address is a machine of the public internet."""
    if isinstance(one, IPv6Address):
        if one.scope_id is not None:
            return False
        if one in _NAT64:
            return is_public(IPv4Address(int(one) & 0xFFFF_FFFF))
        if one not in _GLOBAL_UNICAST:
            return False
    elif one.is_multicast or one.is_reserved:
        return False
    return one.is_global and not any(one in block for block in _NEVER)


def is_inside(one: IPv4Address | IPv6Address) -> bool:
    """Say whether an address may be a machine of the clinic's own network, or this one.

    Link-local addresses are never among them: there clouds hand out a machine's secrets.
    """
    return any(one in block for block in _INSIDE)


def _parsed(url: str) -> Address:
    """Take an address apart by its shape alone."""
    whole = url.strip()
    if not whole or len(whole) > LONGEST or re.search(r"[\x00-\x20\x7f\\]", whole):
        raise Refused(_("That is not the address of a feed."))
    try:
        parts = urlsplit(whole)
        port = parts.port
        host = _host(parts)
        target = quote(parts.path or "/", safe=_KEPT)
        query = quote(parts.query, safe=_KEPT)
    except (ValueError, UnicodeError) as error:
        raise Refused(_("That is not the address of a feed.")) from error
    if parts.scheme not in DEFAULT_PORTS:
        raise Refused(_("The address of a feed begins with https://."))
    if parts.username is not None or parts.password is not None:
        raise Refused(_("The address must hold no user name and no password."))
    target += f"?{query}" if query else ""
    return Address(parts.scheme, host, port or DEFAULT_PORTS[parts.scheme], target)


def _host(parts: SplitResult) -> str:
    """Return the host in lower case and ASCII; raise ValueError for what is none."""
    host = (parts.hostname or "").encode("idna" if "[" not in parts.netloc else "ascii").decode()
    host = host.casefold().removesuffix(".")
    if parts.port == 0:
        raise ValueError("no port")
    if _literal(host) is not None and "%" not in host:
        return host
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError("no host")
    if _NUMBER.fullmatch(labels[-1]):  # 127.1, 0x7f000001, 2130706433: numbers in disguise
        raise ValueError("no name")
    return host


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _named(address: Address, hosts: Collection[str]) -> bool:
    """Say whether a list of hosts names this one; without a port it means the usual ports."""
    host = f"[{address.host}]" if ":" in address.host else address.host
    usual = {host} if address.port in DEFAULT_PORTS.values() else set()
    return bool({f"{host}:{address.port}", *usual} & {name.casefold() for name in hosts})
