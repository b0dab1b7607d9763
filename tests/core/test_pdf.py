"""Presses: what they print, what they may not do, and what happens when one takes too long."""

import os
import subprocess
import sys
import threading
import time

import pytest

from clinic.core import pdf
from clinic.core.pdf import pool, press
from clinic.core.pdf.process import Press

PAGE = "<!doctype html><html lang=en><title>A page</title><h1>Hello</h1><p>Words</p>"
NESTED_FLEX = PAGE + '<div style="display:flex">' * 12 + "x"
MANY_ITEMS = PAGE + "<ul>" + "<li>x" * 20_000
WIDE_CELL = PAGE + "<table><tr><td colspan=100000>x</table>"
DEEP = PAGE + "<div>" * 400 + "x"
HUGE_LETTER = PAGE + '<p style="font-size:1e9px">x'
#: A press that ends in the middle of a file: it has said how long it is, and sent a part of it.
HALF = """
import os, struct, sys
from multiprocessing.connection import Connection
line = Connection(int(sys.argv[1]))
line.send_bytes(b"ready")
line.recv_bytes()
line.send_bytes(b'{"error": "", "warnings": [], "pages": 1}')
os.write(line.fileno(), struct.pack("!i", 60_000) + b"%PDF-1.7 " + b"x" * 30_000)
"""


@pytest.fixture
def words(app):
    """What a refusal says goes through gettext, which needs the app."""
    with app.app_context():
        yield


@pytest.fixture
def own_pool(monkeypatch):
    """A pool of this test's own, ended with it."""
    own = pool.Pool()
    monkeypatch.setattr(pool, "_pool", own)
    yield own
    own.close()


def test_a_page_becomes_a_pdf():
    paper = pdf.render(PAGE, seconds=30, strict=True)

    assert paper.pdf.startswith(b"%PDF-1.7")
    assert paper.pages == 1


def test_the_same_page_gives_the_same_bytes_on_every_press(own_pool):
    first = pdf.render(PAGE, seconds=30)
    again = pdf.render(PAGE, seconds=30)
    own_pool.close()
    elsewhere = pdf.render(PAGE, seconds=30)

    assert first == again == elsewhere


def test_a_drawing_is_served_by_its_name():
    dot = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'
    page = PAGE + "<div style='height:9px;background:url(asset:dot.svg)'></div>"

    paper = pdf.render(page, assets={"dot.svg": dot}, seconds=30, strict=True)

    assert paper.pdf != pdf.render(PAGE, seconds=30).pdf


@pytest.mark.parametrize(
    "address",
    ["asset:other.svg", "http://127.0.0.1:9/x", "file:///etc/passwd", "data:image/png;base64,AA"],
)
def test_nothing_else_is_served(address):
    page = PAGE + f"<img alt=x src='{address}'>"

    with pytest.raises(RuntimeError, match="Failed to load image"):
        pdf.render(page, seconds=30, strict=True)


def test_complaints_outside_tests_are_counted_in_the_log_without_their_words(caplog):
    page = PAGE + "<img alt=x src='http://robin-vale.example/'>"

    pdf.render(page, seconds=30)

    assert "1 complaints" in caplog.text
    assert "robin" not in caplog.text


@pytest.mark.slow
@pytest.mark.parametrize("page", [NESTED_FLEX, MANY_ITEMS], ids=["flex", "items"])
def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_prints(page, own_pool, words):
    pdf.render(PAGE, seconds=30)
    start = time.monotonic()

    with pytest.raises(pdf.RenderFailed, match="took too long"):
        pdf.render(page, seconds=1)

    assert time.monotonic() - start < 2.5
    assert pdf.render(PAGE, seconds=30).pages == 1


@pytest.mark.slow
def test_a_page_that_wants_too_much_of_the_processor_is_given_up(own_pool, words, monkeypatch):
    monkeypatch.setattr(pool, "CPU_SECONDS", 1)
    start = time.monotonic()

    with pytest.raises(pdf.RenderFailed):
        pdf.render(NESTED_FLEX, seconds=60)

    assert time.monotonic() - start < 20


@pytest.mark.parametrize("page", [DEEP, HUGE_LETTER], ids=["deep", "huge letter"])
def test_a_page_the_layout_cannot_take_is_refused(page, words):
    with pytest.raises(pdf.RenderFailed, match="could not be printed"):
        pdf.render(page, seconds=20)


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), 9)", "os._exit(0)"], ids=["killed", "ended"])
def test_half_a_file_is_no_file(end, own_pool, words, monkeypatch):
    monkeypatch.setattr(Press, "program", ("-c", HALF + end))

    with pytest.raises(pdf.RenderFailed):
        pdf.render(PAGE, seconds=20)

    assert own_pool._all == []


@pytest.mark.skipif(sys.platform != "linux", reason="macOS has no limit on address space")
def test_a_press_may_not_take_more_than_a_gigabyte(own_pool):
    pdf.render(PAGE, seconds=30)
    (one,) = own_pool._all

    with open(f"/proc/{one._process.pid}/limits") as limits:
        line = next(line for line in limits if line.startswith("Max address space"))

    assert line.split()[3] == str(press.MEMORY)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_press_knows_no_setting_and_stands_back(own_pool, monkeypatch):
    monkeypatch.setenv("CLINIC_SECRET_KEY", "do not tell")
    pdf.render(PAGE, seconds=30)
    (one,) = own_pool._all
    pid = one._process.pid

    with open(f"/proc/{pid}/environ") as environment:
        assert "CLINIC" not in environment.read()
    assert os.getpgid(pid) == pid
    assert os.getpriority(os.PRIO_PROCESS, pid) > os.getpriority(os.PRIO_PROCESS, 0)


def test_a_press_refuses_to_connect_or_start_a_program():
    code = (
        "import sys, socket, subprocess\n"
        "from clinic.core.pdf import press\n"
        "sys.addaudithook(press._refuse)\n"
        "for act in (lambda: socket.create_connection(('127.0.0.1', 9)),\n"
        "            lambda: subprocess.run(['true'])):\n"
        "    try: act()\n"
        "    except PermissionError: print('refused')\n"
    )

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert told.stdout.split() == ["refused", "refused"]


def test_a_press_that_went_home_is_replaced(own_pool):
    pdf.render(PAGE, seconds=30)
    (one,) = own_pool._all
    one._line.send_bytes(b"{}")
    one._process.wait()

    assert pdf.render(PAGE, seconds=30).pages == 1
    assert own_pool._all != [one]


def test_a_press_ends_when_its_owner_is_gone():
    one = Press()
    one._wait_until_ready()

    one._line.close()

    assert one._process.wait(timeout=10) == 0
    assert not one._folder.exists()


def test_two_pages_are_printed_at_once_and_a_third_waits(own_pool):
    pages = []

    def print_one():
        pages.append(pdf.render(PAGE, seconds=60).pages)

    threads = [threading.Thread(target=print_one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert pages == [1, 1, 1, 1]
    assert len(own_pool._all) <= pool.AT_ONCE


def test_a_press_is_not_shared_with_a_forked_process():
    code = (
        "import os\n"
        "from clinic.core import pdf\n"
        "from clinic.core.pdf import pool\n"
        f"page = {PAGE!r}\n"
        "first = pdf.render(page, seconds=30)\n"
        "child = os.fork()\n"
        "assert pdf.render(page, seconds=30) == first\n"
        "if not child: pool._pool.close(); os._exit(0)\n"
        "assert os.waitpid(child, 0)[1] == 0\n"
    )

    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_warming_up_does_not_wait(own_pool):
    start = time.monotonic()

    pdf.warm()

    assert time.monotonic() - start < 0.5
    assert pdf.render(PAGE, seconds=30).pages == 1
    assert len(own_pool._all) == 1


def test_the_web_process_does_not_load_the_layout():
    code = (
        "import sys\n"
        "from clinic import create_app\n"
        "from clinic.plans import printing\n"
        "app = create_app({'MODE': 'test', 'DATABASE_URL': 'sqlite://'})\n"
        "answer = app.test_client().get('/assets/bold.ttf', base_url='https://localhost')\n"
        "assert answer.status_code == 200\n"
        "assert not {'weasyprint', 'fontTools', 'segno', 'pydyf'} & set(sys.modules)\n"
    )

    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_mistake_in_a_style_is_told_for_every_page_that_has_it(own_pool):
    page = PAGE + "<style>p { colour: red }</style>"

    for _ in range(2):
        with pytest.raises(RuntimeError, match="colour"):
            pdf.render(page, seconds=30, strict=True)


def test_a_style_that_was_parsed_before_prints_as_it_did_when_it_was_new(own_pool):
    red, wide = "<style>p { color: red }</style>", "<style>@page { size: A4 landscape }</style>"
    first = [pdf.render(style + PAGE, seconds=30) for style in (red, wide, red + wide)]
    again = [pdf.render(style + PAGE, seconds=30) for style in (red, wide, red + wide)]

    assert first == again
    assert len({paper.pdf for paper in first}) == 3
    assert first[0].pdf != pdf.render(PAGE, seconds=30).pdf


def test_a_style_may_not_fetch(own_pool):
    page = PAGE + "<style>@import url(http://127.0.0.1:9/x.css);</style>"

    with pytest.raises(RuntimeError, match="Failed to load stylesheet"):
        pdf.render(page, seconds=30, strict=True)
