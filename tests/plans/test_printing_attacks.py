"""Whatever is typed into a plan, the paper shows it and does nothing else."""

import io
import threading
import time
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import cycle
from typing import get_args, get_origin, get_type_hints

import pikepdf
import pypdf
import pytest

from clinic.core.pdf import RenderFailed
from clinic.plans import printing
from clinic.plans.document import PlanDocument
from clinic.plans.document.sample import sample
from tests.tools import beside

FETCHES = beside.read("attacks/pdf_ssrf_lfi.json")
NAUGHTY = beside.read("attacks/blns.json")
NOT_TYPED = {
    "language",
    "paper",
    "printed_iso",
    "iso",
    "kind",
    "link",
    "link_leads",
    "voice_message",
}
FORBIDDEN = ("/EmbeddedFiles", "/JavaScript", "/JS", "/Launch", "/FileAttachment", "/OpenAction")


@pytest.fixture
def document(app, facts):
    """One of everything a plan can hold."""
    with app.app_context():
        whole = sample(facts)
        yield replace(
            whole,
            first_days=whole.first_days[:1],
            goals=whole.goals[:1],
            week=whole.week[:1],
            groups=whole.groups[:1],
            appointments=whole.appointments[:1],
            people=whole.people[:1],
        )


@pytest.fixture
def listener():
    """A web server on this machine that writes down who calls."""
    calls = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            calls.append(self.path)
            self.send_error(404)

        def log_message(self, *_words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port, calls
    server.shutdown()
    thread.join()
    server.server_close()


def filled(value, words):
    """Return the same document with these words, or the next of them, in every typed field."""
    if isinstance(value, str):
        return words if isinstance(words, str) else next(words, "")
    if isinstance(value, tuple):
        return tuple(filled(one, words) for one in value)
    if is_dataclass(value):
        typed = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in NOT_TYPED}
        return replace(value, **{name: filled(one, words) for name, one in typed.items()})
    return value


def one_of_each(kind, words):
    """A document, or a part of one, with one of everything it can hold and these words in it."""
    if kind is str:
        return words
    if get_origin(kind) is tuple:
        return (one_of_each(get_args(kind)[0], words),)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: one_of_each(hint, words) for name, hint in hints.items()})
    return kind(1) if kind is int else False


@pytest.fixture
def everywhere(app, document):
    """Make a plan that has these words in every field of every part that somebody types."""

    def make(words):
        plan = one_of_each(PlanDocument, words)
        kept = {name: getattr(document, name) for name in ("language", "paper", "printed_iso")}
        days = (replace(plan.calendar[0], iso=document.calendar[0].iso),)
        cards = (replace(plan.groups[0], link=document.groups[0].link),)
        return replace(plan, size="standard", calendar=days, groups=cards, **kept)

    return make


def text_of(pdf):
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def insides(pdf):
    """Return every dictionary of a file, written out, compressed ones too."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return "\n".join(
            repr(dict(one)) for one in file.objects if isinstance(one, pikepdf.Dictionary)
        )


@pytest.mark.slow
@beside.needs("attacks/pdf_ssrf_lfi.json")
@pytest.mark.parametrize("batch", range(0, len(FETCHES), 3))
def test_no_field_makes_the_paper_fetch_or_embed(everywhere, listener, tmp_path, batch):
    port, calls = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("XYZZY-SECRET")
    attacks = [
        attack["html"].replace("{PORT}", str(port)).replace("{SECRET_FILE}", str(secret))
        for attack in FETCHES[batch : batch + 3]
    ]

    pdf = printing.print_plan(everywhere("\n".join(attacks))).pdf

    assert calls == []
    inside = insides(pdf)
    assert not [word for word in FORBIDDEN if word in inside]
    assert "/URI" not in inside
    shown = text_of(pdf)
    assert "XYZZY-SECRET" not in shown
    for attack in attacks:
        assert "".join(attack.split()) in shown


@pytest.mark.slow
@beside.needs("attacks/blns.json")
def test_no_naughty_string_breaks_the_paper(document):
    left = iter(NAUGHTY)
    while left.__length_hint__():
        assert printing.print_plan(filled(document, left)).pages >= 4


def test_an_address_with_another_scheme_is_no_link_on_paper(document):
    hostile = filled(document, "javascript:alert(1) file:///etc/passwd https://a.example/")

    inside = insides(printing.print_plan(hostile).pdf)

    assert "/URI" not in inside
    assert "/Link" not in inside


def test_markup_that_is_typed_is_printed_as_typed(document):
    typed = "<b>bold</b> &amp; {{ 7*7 }} {% raw %} </style><script>alert(1)</script>"

    shown = text_of(printing.print_plan(replace(document, remember=typed)).pdf)

    assert "".join(typed.split()) in shown
    assert "49" not in shown.split("Theonething")[1].split("Myfirst3days")[0]


@pytest.mark.slow
def test_a_plan_as_full_as_the_forms_allow_prints_in_time(document):
    words = "Walk by the river. " * 10
    full = replace(
        filled(document, words),
        goals=document.goals * 50,
        groups=(filled(document.groups[0], words),) * 40,
        appointments=(filled(document.appointments[0], words),) * 50,
        people=document.people * 50,
        why=(words,) * 30,
    )

    assert printing.print_plan(full).pages > 20


#: What ``pdf_dos.json`` describes, as text that somebody types.
ENORMOUS = {
    "typical_plan_2p": "Walk by the river. " * 20,
    "30_pages": "Walk by the river. " * 3_000,
    "note_1MB_words": "<p>" + "word " * 200_000,
    "20k_list_items": "<ul>" + "<li>x" * 20_000,
    "colspan_100000": "<table><tr><td colspan=100000>x</table>",
    "flex_nest_12": '<div style="display:flex">' * 12 + "x",
    "nested_div_400": "<div>" * 400 + "x",
    "huge_font": '<p style="font-size:1e9px">x',
    "zalgo": ("a" + "\u0301" * 50) * 400,
    "bidi_emoji": "\u202eabc\u202c \u05e9\u05dc\u05d5\u05dd 🙂👩‍👩‍👧 " * 300,
}


def test_every_field_of_every_part_is_attacked(everywhere):
    def empty(value):
        inner = [getattr(value, f.name) for f in fields(value)] if is_dataclass(value) else value
        if isinstance(inner, (list, tuple)):
            return not inner or any(empty(one) for one in inner)
        return False

    plan = everywhere("words")

    assert [f.name for f in fields(plan) if empty(getattr(plan, f.name))] == []


@pytest.mark.slow
@beside.needs("attacks/pdf_ssrf_lfi.json")
@pytest.mark.parametrize("part", [part for part in printing.PARTS if part != "plan"])
def test_no_field_of_any_sheet_makes_it_fetch_or_embed(part, everywhere, listener, tmp_path):
    port, calls = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("XYZZY-SECRET")
    attacks = [
        attack["html"].replace("{PORT}", str(port)).replace("{SECRET_FILE}", str(secret))
        for attack in FETCHES
    ]
    plan = filled(everywhere(""), cycle(attacks))

    pdf = printing.print_part(plan, part=part).pdf

    assert calls == []
    inside = insides(pdf)
    assert not [word for word in (*FORBIDDEN, "/URI") if word in inside]
    assert "XYZZY-SECRET" not in text_of(pdf)


@pytest.mark.slow
@beside.needs("attacks/pdf_dos.json")
def test_enormous_text_prints_or_is_refused_in_time(everywhere, app, monkeypatch):
    """In one field whole, however long; in all fields as much as a field takes."""
    assert {attack["id"] for attack in beside.read("attacks/pdf_dos.json")} == set(ENORMOUS)
    monkeypatch.setitem(app.config, "RENDER_SECONDS", 3)
    plain = everywhere("words")

    for words in ENORMOUS.values():
        for plan in (replace(plain, remember=words), everywhere(words[:2_000])):
            began = time.monotonic()
            with suppress(RenderFailed):
                assert printing.print_plan(plan).pages > 3
            assert time.monotonic() - began < 8

    monkeypatch.undo()
    assert printing.print_plan(plain).pages > 3
