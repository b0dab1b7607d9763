"""Fetching a feed: within limits, from the address that was checked, said plainly when it fails."""

import gzip
import logging
import threading

import httpcore
import pytest

from clinic.groups.feeds import addresses, fetching
from clinic.groups.feeds.addresses import Reach, Unreachable
from clinic.groups.feeds.reading import Refused
from tests.tools.feed_server import FEED, answer, home

JSON = "application/json"
HTML = b"<!DOCTYPE html><html><title>Just a moment...</title></html>"
#: A total deadline for servers that never end; far more than a good answer needs.
SHORT = 1.0


def fetched(server, path="/feed.json", **more):
    return fetching.fetch(server.url(path), reach=more.pop("reach", home(server)), **more)


def refusal(server, path="/feed.json", **more):
    with pytest.raises(Unreachable) as refused:
        fetched(server, path, **more)
    said = str(refused.value)
    assert said.endswith(".")
    assert said.count(". ") == 0
    return said


def test_a_feed_comes_with_its_marks(served):
    marks = {"etag": '"v1"', "last_modified": "Mon, 01 Jan 2024 00:00:00 GMT"}
    server = served(answer(body=FEED, content_type=JSON, **marks))

    found = fetched(server, "/feed.json?key=1234")

    assert (found.content, found.content_type) == (FEED, JSON)
    assert (found.etag, found.last_modified) == tuple(marks.values())
    asked = server.asked[0]
    assert asked.startswith("GET /feed.json?key=1234 HTTP/1.1")
    assert f"Host: 127.0.0.1:{server.port}\r\n" in asked
    assert "User-Agent: Handrail" in asked
    for never in ("cookie", "authorization", "proxy", "if-none-match", "if-modified-since"):
        assert never not in asked.lower()


def test_a_feed_that_has_not_changed_is_not_sent_again(served):
    def plan(_connection, request):
        same = 'If-None-Match: "v1"' in request and "If-Modified-Since: Monday" in request
        return answer("304 Not Modified") if same else answer(body=FEED)

    found = fetched(served(plan), etag='"v1"', last_modified="Monday")

    assert (found.content, found.etag, found.last_modified) == (None, '"v1"', "Monday")


def test_unchanged_since_never_is_an_error(served):
    assert "was never read before" in refusal(served(answer("304 Not Modified")))


def test_an_old_date_on_a_new_feed_is_taken_as_it_is(served):
    old = answer(body=FEED, last_modified="Thu, 01 Jan 1970 00:00:00 GMT")

    assert fetched(served(old), last_modified="Mon, 01 Jan 2024 00:00:00 GMT").content == FEED


def test_marks_that_are_none_are_neither_kept_nor_sent(served):
    server = served(answer(body=FEED, etag="x" * 400, last_modified="caf\xe9"))

    found = fetched(server, etag="a\r\nX-Evil: 1")

    assert (found.etag, found.last_modified) == ("", "")
    assert "X-Evil" not in server.asked[0]


def test_a_packed_feed_is_unpacked(served):
    packed = gzip.compress(FEED[:9]) + gzip.compress(FEED[9:]) + b"\0\0"

    found = fetched(served(answer(body=packed, content_encoding="gzip")))

    assert found.content == FEED


def test_a_bomb_is_put_down_before_it_is_unpacked(served):
    bomb = gzip.compress(b" " * 60_000_000)
    server = served(answer(body=bomb, content_encoding="gzip"))

    assert "is larger than 2 MB" in refusal(server, reach=home(server, max_bytes=2_000_000))


@pytest.mark.parametrize("length", [{"content_length": 900_000_000}, {"transfer_encoding": "x"}])
def test_a_feed_without_end_is_put_down(served, length):
    def plan(connection, _request):
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b" " * 65_536)

    server = served(plan)

    assert "is larger than 1 MB" in refusal(server, reach=home(server, max_bytes=1_000_000))


def test_headers_without_end_are_put_down(served):
    def plan(connection, _request):
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"X-More: " + b"y" * 8_000 + b"\r\n")

    refusal(served(plan))


BROKEN = {
    "cut off": answer(body=FEED, content_length=len(FEED) + 10),
    "cut off in a chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n[",
    "cut off in gzip": answer(body=gzip.compress(FEED)[:-9], content_encoding="gzip"),
    "not gzip": answer(body=FEED, content_encoding="gzip"),
    "packed twice": answer(body=FEED, content_encoding="gzip, gzip"),
    "packed otherwise": answer(body=FEED, content_encoding="br"),
    "no HTTP": b"SSH-2.0-OpenSSH\r\n",
    "nothing": b"",
    "empty": answer(),
    "white": answer(body=b" \r\n"),
    "part": answer("206 Partial Content", FEED),
    "no content": b"HTTP/1.1 204 No Content\r\n\r\n",
    "a page": answer(body=HTML, content_type="text/html"),
    "a page called JSON": answer(body=b"\xef\xbb\xbf\r\n" + HTML, content_type=JSON),
    "an error": answer(body=b'{"error": "HTTP/1.1 403 Unauthorized"}', content_type=JSON),
    "an error of REST": answer(body=b'{"code": "rest_forbidden", "message": "Sorry", "data": {}}'),
}


@pytest.mark.parametrize("plan", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_whole_feed_is_refused(served, plan):
    refusal(served(plan))


@pytest.mark.parametrize(
    ("status", "kind", "said"),
    [
        ("403 Forbidden", "text/html; charset=UTF-8", "asks for a person"),
        ("503 Service Unavailable", "text/html", "asks for a person"),
        ("403 Forbidden", JSON, "ask its owner"),
        ("401 Unauthorized", JSON, "ask its owner"),
        ("404 Not Found", "text/html", "There is nothing at"),
        ("410 Gone", JSON, "There is nothing at"),
        ("429 Too Many Requests", JSON, "come less often"),
        ("500 Internal Server Error", JSON, "a fault of its own (HTTP 500)"),
        ("418 I'm a teapot", JSON, "gave no feed (HTTP 418)"),
    ],
)
def test_a_status_is_said_in_words(served, status, kind, said):
    assert said in refusal(served(answer(status, HTML, content_type=kind)))


def test_json_called_html_is_taken(served):
    assert fetched(served(answer(body=FEED, content_type="text/html"))).content == FEED


@pytest.mark.parametrize("begin", [b"", b"HTTP/1.1 200 OK\r\n", answer(content_length=99)])
def test_a_byte_at_a_time_runs_into_the_deadline(served, begin):
    server = served({})

    def plan(connection, request):
        connection.sendall(begin)
        return server.drip(b"X: " + b" " * 10_000)(connection, request)

    server.plan[""] = plan

    assert "took longer than 1 seconds" in refusal(server, reach=home(server, seconds=SHORT))


def test_silence_runs_into_the_deadline(served):
    server = served({})
    server.plan[""] = server.drip(b"H", every=30)

    refusal(server, reach=home(server, seconds=SHORT))


def test_redirects_share_one_deadline(served):
    def plan(_connection, _request):
        threading.Event().wait(0.6)
        return answer("302 Found", location="/again")

    server = served(plan)

    assert "took longer" in refusal(server, reach=home(server, seconds=SHORT))


def test_a_name_that_is_never_answered_runs_into_the_deadline(served, monkeypatch):
    asleep = threading.Event()
    monkeypatch.setattr(addresses, "lookup", lambda _host, _port: asleep.wait(30) or [])

    with pytest.raises(Unreachable, match="cannot be found"):
        fetching.fetch("https://feed.test/a", reach=Reach(seconds=SHORT))
    asleep.set()


def test_a_redirect_is_followed(served):
    moved = answer("301 Moved Permanently", location="/new.json?key=2")
    server = served({"/feed.json": moved, "/new.json": answer(body=FEED)})

    assert fetched(server).content == FEED


def test_a_circle_of_redirects_ends(served):
    server = served(answer("302 Found", location="/feed.json"))

    assert "from one address to the next" in refusal(server)
    assert len(server.asked) == 1 + fetching.REDIRECTS


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:5432/",
        "http://169.254.169.254/latest/meta-data/",
        "https://169.254.169.254/",
        "https://[::1]/",
        "https://2130706433/",
        "https://localhost/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_INFO",
        "//127.0.0.1:22/",
        "https://ada:word@feed.test/",
    ],
)
def test_a_redirect_into_this_network_is_refused(served, location):
    refusal(served(answer("302 Found", location=location)))


def test_one_host_inside_is_no_way_to_another(served):
    inside = served(answer(body=b"[secret]"))
    server = served(answer("302 Found", location=inside.url()))

    refusal(server, reach=home(server, inside))

    assert inside.asked == []


def test_this_machine_is_refused_unless_an_operator_named_it(served):
    server = served(answer(body=FEED))
    web = Reach(http_hosts=[f"127.0.0.1:{server.port}"])

    assert "not on the public internet" in refusal(server, reach=web)
    with pytest.raises(Refused, match="https://"):
        fetched(server, reach=Reach())
    assert server.asked == []


def test_a_name_is_looked_up_once_and_only_that_address_connected_to(session, monkeypatch):
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    reached = []

    def connect(_self, host, port, **_more):
        reached.append((host, port))
        raise httpcore.ConnectError("no network in a test")

    monkeypatch.setattr(addresses, "lookup", lambda _host, _port: next(answers))
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)

    with pytest.raises(Unreachable, match=r"feed\.test does not answer\."):
        fetching.fetch("https://feed.test/a")

    assert reached == [("8.8.8.8", 443)]
    assert next(answers) == ["127.0.0.1"]


def test_the_next_address_of_a_name_is_tried(served, monkeypatch):
    server = served(answer(body=FEED))
    monkeypatch.setattr(addresses, "lookup", lambda _host, _port: ["::1", "127.0.0.1"])

    found = fetching.fetch(server.url(host="feed.test"), reach=home(server))

    assert found.content == FEED
    assert f"Host: feed.test:{server.port}" in server.asked[0]


def test_a_proxy_of_the_environment_is_not_used(served, monkeypatch):
    server, proxy = served(answer(body=FEED)), served(answer(body=b"[]"))
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")

    assert fetched(server).content == FEED
    assert proxy.asked == []


def test_nobody_is_told_the_key_of_a_feed(served, caplog):
    caplog.set_level(logging.DEBUG)
    plans = [*BROKEN.values(), answer("404 Not Found"), answer("302 Found", location="file:///")]
    for plan in plans:
        said = refusal(served(plan), "/feed.json?key=s3cret")
        assert "s3cret" not in said

    assert "s3cret" not in caplog.text


def test_a_file_is_read_within_limits(session, tmp_path, monkeypatch):
    file = tmp_path / "feed.json"
    file.write_bytes(FEED)

    assert fetching.content_of(str(file)) == FEED
    monkeypatch.setattr(fetching, "MAX_BYTES", 10)
    for name in (file, tmp_path / "none.json", tmp_path, "a\0b"):
        with pytest.raises(Refused):
            fetching.content_of(str(name))


def test_an_address_is_fetched_where_a_file_may_stand(served):
    server = served(answer(body=FEED))

    assert fetching.content_of(server.url(), reach=home(server)) == FEED
    for url in ("file:///etc/passwd", "http://127.0.0.1/", "ftp://feed.test/a"):
        with pytest.raises(Refused):
            fetching.content_of(url)
