"""Fixtures of the directory's tests."""

import pytest

from tests.tools.feed_server import FeedServer, tls


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
