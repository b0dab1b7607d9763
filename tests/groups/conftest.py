"""Fixtures of the directory's tests."""

import pytest

from clinic.groups import actions
from tests.make import NOON
from tests.tools.feed_server import FeedServer, home, tls


@pytest.fixture
def served(session):
    """Start a feed's server with the plan given; all are stopped at the end."""
    servers = []

    def start(plan, certificate=None):
        plan = plan if isinstance(plan, dict) else {"": plan}
        servers.append(FeedServer(plan, tls(certificate) if certificate else None))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def server(served):
    return served({})


@pytest.fixture
def reach(server):
    return home(server, seconds=5)


@pytest.fixture
def feed_source(session, server, reach):
    """Add a source at a path of the server."""

    def add(name="Portland", path="/feed.json?key=s3cret", **facts):
        facts = {"fellowship": "AA", "timezone": "America/Los_Angeles", **facts}
        source = actions.add_source(
            name=name,
            by=None,
            at=NOON,
            reach=reach,
            url=server.url(path),
            **{"refresh_hours": 24, **facts},
        )
        session.commit()
        return source

    return add
