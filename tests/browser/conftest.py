"""A real browser before a real server, over the database of the test."""

import os
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.browser.desk import Desk
from tests.conftest import COMPLETE

NAMES = ("chromium", "chromium-browser", "google-chrome")
MAC = ("Google Chrome", "Chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items):
    """Whatever stands in this folder drives a real browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def find_chromium():
    """Where this machine keeps a Chromium, or None."""
    apps = [Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in MAC]
    found = [shutil.which(name) for name in NAMES] + [str(app) for app in apps if app.exists()]
    return next(filter(None, found), None)


class Quiet(WSGIRequestHandler):
    """Serve without a line per request."""

    def log(self, *_args):
        """Say nothing."""


@pytest.fixture(scope="session")
def chromium():
    """One browser for the whole run."""
    path = find_chromium()
    if path is None and not os.environ.get(COMPLETE):
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(app):
    """The app behind a real server, on a port of its own."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    server.daemon_threads, server.block_on_close = False, True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def open_desk(chromium, address, session):
    """Open a browser of one's own: ``with open_desk(width=320, script=False) as desk:``"""

    @contextmanager
    def open_desk(width=1440, height=900, *, script=True):
        session.commit()
        context = chromium.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            locale="en-US",
            timezone_id="America/Los_Angeles",
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        desk = Desk(context.new_page(), session)
        try:
            yield desk
            assert not desk.complaints, desk.complaints
        finally:
            context.close()

    return open_desk


@pytest.fixture
def desk(open_desk):
    """A browser of one's own, on a desk."""
    with open_desk() as desk:
        yield desk
