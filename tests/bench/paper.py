"""Paper: what sending a kept page costs, and what printing new ones costs everyone else."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from uuid import UUID

from clinic.core.db import db
from clinic.episodes.models import Episode
from clinic.plans.models import AftercarePlan, PlanPaper, PlanStatus
from tests.bench.clinic import medians
from tests.make import NOON
from tests.tools.migrate import ROOT

SIGNED, DRAFT = UUID(int=1), UUID(int=2)
#: As large as the page of a full plan.
PAGE = b"%PDF-1.7 " + b"x" * 60_000


def stored(clinic):
    """A signed plan's page against an answer with nothing in it, by the processor's time."""
    with clinic.app.app_context():
        common = {"started_at": NOON, "changed_at": NOON, "version": 1}
        counselor = clinic.counselor.id
        for key in (SIGNED, DRAFT):
            episode = db.session.get(Episode, key)
            db.session.add(AftercarePlan(id=key, episode=episode, **common))
        db.session.flush()
        printed = {"language": "en", "size": "standard", "made_at": NOON}
        db.session.add(PlanPaper(plan_id=SIGNED, pdf=PAGE, sha256="0" * 64, pages=4, **printed))
        signed = db.session.get(AftercarePlan, SIGNED)
        signed.status, signed.frozen = PlanStatus.FINAL, {}
        signed.finalized_at, signed.finalized_by_id = NOON, counselor
        db.session.commit()
    client = clinic.client(clinic.counselor)

    def send():
        assert client.get(f"/plans/{SIGNED}.pdf").data == PAGE

    def empty():
        assert client.get("/nothing").status_code == 200

    kept, bare = medians([send, empty], 200, time.process_time)
    yield f"CPU of sending a kept page / of an empty page ({kept:.2f} ms)", kept / bare, 5


def while_rendering(clinic):
    """The slow end of a page's time while somebody prints drafts without pause."""
    token = clinic.client(clinic.counselor).get_cookie("session").value
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"MODE": "test", "SECURE_COOKIES": "false", "DATABASE_URL": clinic.url}
    environment = {**os.environ, **{f"CLINIC_{k}": v for k, v in settings.items()}}
    environment["PORT"] = str(port)
    command = [sys.executable, "-m", "gunicorn", "--config", ".ci/gunicorn.conf.py"]
    server = subprocess.Popen(
        [*command, "clinic.wsgi:app"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        yield _compare(port, token)
    finally:
        server.terminate()
        server.wait(20)


def _compare(port, token):
    """Idle and busy windows in turn."""
    printed, idle, busy = [], [], []
    fetch(port, token, f"/plans/{DRAFT}/draft.pdf")
    for _ in range(3):
        idle += [fetch(port, token, "/clients") for _ in range(120)]
        over = threading.Event()
        printer = threading.Thread(target=_print, args=(port, token, over, printed))
        printer.start()
        time.sleep(0.3)
        busy += [fetch(port, token, "/clients") for _ in range(120)]
        over.set()
        printer.join()
    words = f"p95 of the list page while plans print / idle ({len(printed)} printed)"
    return words, p95(busy) / p95(idle), 1.5


def _print(port, token, over, printed):
    while not over.is_set():
        printed.append(fetch(port, token, f"/plans/{DRAFT}/draft.pdf"))


def p95(times):
    return statistics.quantiles(times, n=20)[-1]


def fetch(port, token, path):
    """Seconds until a page is read whole."""
    began = time.perf_counter()
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", path, headers={"Cookie": f"session={token}"})
    answer = line.getresponse()
    answer.read()
    line.close()
    assert answer.status == 200, (path, answer.status)
    return time.perf_counter() - began


def wait_for(port):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not come up")
