"""Fetching over https: the certificate proves the name, or nothing is said at all."""

from datetime import UTC, datetime, timedelta

import pytest
import trustme

from clinic.groups.feeds import addresses, fetching
from clinic.groups.feeds.addresses import Unreachable
from tests.tools.feed_server import FEED, answer, home


@pytest.fixture
def authority(tmp_path, monkeypatch):
    """A certificate authority that this process trusts, and feed.test on this machine."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "trusted.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
    monkeypatch.setattr(addresses, "lookup", lambda _host, _port: ["127.0.0.1"])
    return authority


def test_a_feed_comes_over_https_from_the_name_it_proves(served, authority):
    server = served(answer(body=FEED), authority.issue_cert("feed.test"))

    found = fetching.fetch(server.url(host="feed.test"), reach=home(server))

    assert found.content == FEED


def expired(authority):
    last_year = datetime.now(UTC) - timedelta(days=365)
    return authority.issue_cert(
        "feed.test", not_before=last_year, not_after=last_year + timedelta(days=30)
    )


CERTIFICATES = {
    "expired": expired,
    "of another name": lambda authority: authority.issue_cert("other.test"),
    "of the address": lambda authority: authority.issue_cert("127.0.0.1"),
    "signed by nobody": lambda _authority: trustme.CA().issue_cert("feed.test"),
}


@pytest.mark.parametrize("made", CERTIFICATES.values(), ids=CERTIFICATES.keys())
def test_a_certificate_that_proves_nothing_is_refused_before_a_word_is_said(
    served, authority, made
):
    server = served(answer(body=FEED), made(authority))

    with pytest.raises(Unreachable, match=r"The certificate of feed\.test proves nothing"):
        fetching.fetch(server.url(host="feed.test"), reach=home(server))

    assert server.asked == []


def test_https_is_never_given_up_for_http(served, authority):
    plain = served(answer(body=FEED))
    moved = answer("302 Found", location=plain.url(host="feed.test"))
    server = served(moved, authority.issue_cert("feed.test"))

    for reach in (home(server), home(server, plain)):
        with pytest.raises(Unreachable, match=r"not allowed|without https"):
            fetching.fetch(server.url(host="feed.test"), reach=reach)

    assert plain.asked == []


def test_what_speaks_no_tls_is_not_asked_in_the_clear(served, authority):
    server = served(answer(body=FEED))
    url = server.url(host="feed.test").replace("http:", "https:")

    with pytest.raises(Unreachable, match="speaks no https"):
        fetching.fetch(url, reach=home(server, seconds=5))
