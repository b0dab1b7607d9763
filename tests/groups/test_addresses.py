"""No feed's address and no redirect makes this server ask its own network for anything."""

from ipaddress import ip_address

import pytest

from clinic.groups.feeds import addresses
from clinic.groups.feeds.addresses import Reach, Unreachable, is_inside, is_public, parse, resolve
from clinic.groups.feeds.reading import Refused

#: Forms of hosts that are private, or numbers dressed as names.
HOSTILE_HOSTS = [
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "0",
    "0.0.0.0",
    "2130706433",
    "017700000001",
    "0177.0.0.1",
    "0x7f000001",
    "0x7f.0.0.1",
    "127.0.0.0x1",
    "10.0.0.1",
    "100.64.0.1",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "192.168.1.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "①②⑦.⓪.⓪.①",
    "[::]",
    "[::1]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:8.8.8.8]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::1]",
    "[2002:7f00:1::]",
    "[2001:0:7f00:1::]",
    "[2001:db8::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[fe80::1%25eth0]",
    "[fe80::1%eth0]",
    "[fec0::1]",
    "[ff02::1]",
    "%31%32%37.0.0.1",
    "a..b",
    "-a.test",
    "a b.test",
    "feed.test:0",
    "feed.test:99999",
    "",
]


@pytest.mark.parametrize("host", HOSTILE_HOSTS)
def test_a_private_or_disguised_host_is_refused_before_anything_is_sent(session, host):
    with pytest.raises(Refused):
        parse(f"https://{host}/feed.json", Reach())


@pytest.mark.parametrize(
    "url",
    [
        "",
        "feed.json",
        "//feed.test/a",
        "ftp://feed.test/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "gopher://feed.test/_a",
        "https://ada@feed.test/a",
        "https://ada:word@feed.test/a",
        "https://public.test\\@127.0.0.1/",
        "https://feed.test/a\r\nHost: b",
        "https://feed.test/a b",
        "https://feed.test/\ud800",
        "https://[::1/",
        "https://feed.test/" + "a" * 3_000,
    ],
)
def test_what_is_no_address_of_a_feed_is_refused(session, url):
    with pytest.raises(Refused) as refusal:
        parse(url, Reach())

    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("https://Feed.Test/a?b=c#d", "https://feed.test/a?b=c"),
        ("https://feed.test.:443", "https://feed.test/"),
        ("https://feed.test:8443/a", "https://feed.test:8443/a"),
        ("https://münchen.test/straße", "https://xn--mnchen-3ya.test/stra%C3%9Fe"),
        ("https://8.8.8.8/a", "https://8.8.8.8/a"),
        ("https://[2606:4700::1]:8443/a", "https://[2606:4700::1]:8443/a"),
        ("https://feed.test/?a=%20b", "https://feed.test/?a=%20b"),
    ],
)
def test_an_address_is_taken_apart_and_put_together(session, url, whole):
    assert parse(url, Reach()).url == whole


def test_http_is_for_the_hosts_an_operator_named(session):
    reach = Reach(http_hosts=["old.test", "older.test:8080"])

    assert parse("http://old.test/a", reach).port == 80
    assert parse("http://OLDER.test:8080/a", reach).port == 8080
    for url in ("http://other.test/a", "http://old.test:8080/a", "http://older.test/a"):
        with pytest.raises(Refused):
            parse(url, reach)


@pytest.mark.parametrize("one", ["8.8.8.8", "1.1.1.1", "2606:4700::1", "64:ff9b::808:808"])
def test_public_addresses_are_public(one):
    assert is_public(ip_address(one))
    assert not is_inside(ip_address(one))


@pytest.mark.parametrize(
    "one", ["0.0.0.0", "0.1.2.3", "169.254.169.254", "224.0.0.1", "240.0.0.1", "fe80::1", "::"]
)
def test_not_even_a_host_inside_may_be_nowhere_or_where_clouds_keep_secrets(one):
    assert not is_public(ip_address(one))
    assert not is_inside(ip_address(one))


def answering(monkeypatch, *found):
    monkeypatch.setattr(addresses, "lookup", lambda _host, _port: list(found))


def looked_up(url, reach, origin=None):
    address = parse(url, reach)
    return resolve(address, reach, origin=origin or address, seconds=5)


def test_a_name_with_one_private_address_is_refused_whole(session, monkeypatch):
    answering(monkeypatch, "8.8.8.8", "10.0.0.1")

    with pytest.raises(Unreachable) as refusal:
        looked_up("https://feed.test/a", Reach())

    assert "feed.test is not on the public internet" in str(refusal.value)


def test_a_host_inside_may_be_private_only_where_staff_typed_it(session, monkeypatch):
    reach = Reach(private_hosts=["inside.test"])
    answering(monkeypatch, "10.0.0.1")

    assert looked_up("https://inside.test/a", reach) == ["10.0.0.1"]
    with pytest.raises(Unreachable):
        looked_up("https://inside.test:5432/a", reach)
    with pytest.raises(Unreachable):
        looked_up("https://inside.test/a", reach, origin=parse("https://feed.test/", reach))


def test_a_name_nobody_has_is_said_so(session, monkeypatch):
    def lookup(_host, _port):
        raise OSError("no such host")

    monkeypatch.setattr(addresses, "lookup", lookup)

    with pytest.raises(Unreachable, match=r"The host feed\.test cannot be found\."):
        looked_up("https://feed.test/a", Reach())


def test_what_is_shown_of_an_address_holds_no_key():
    assert addresses.shown("https://feed.test/a/b?key=1234") == "feed.test/a/b"
    assert addresses.shown("nonsense key=1234") == ""
