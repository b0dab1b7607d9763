"""The faster ways change no byte, on pages made to trip them up, and only serve one version."""

import json
from itertools import product

import pytest

from clinic.core.pdf import faster
from clinic.core.pdf.process import Press
from clinic.plans import printing
from clinic.plans.document import ClinicFacts
from clinic.plans.document.sample import sample
from clinic.plans.printing.paper import drawings

LONG_LIFE = (
    "import sys\n"
    "from clinic.core.pdf import faster, press\n"
    "press.PAGES_IN_A_LIFE = 10_000\n"
    "{}"
    "press.main(int(sys.argv[1]))\n"
)
FASTER, AS_IT_IS = (LONG_LIFE.format(way) for way in ("", "faster.MADE_FOR = 'another'\n"))
WORDS = "Extraordinarily incomprehensible responsibilities, half&shy;way, co-operation 1,024.50 "
SCRIPTS = "Ελληνικά &#1575;&#1604;&#1593;&#1585;&#1576; &#20013;&#25991; שלום naïve — ﬁnd AVA To "
CODE = '<svg viewBox="0 0 9 9" width="60" height="60"><title>Code</title>{}</svg>'

#: What a page holds, by what is hard about it.
BODIES = {
    "text": f"<p>{WORDS * 9}<p>{SCRIPTS * 5}<b>{WORDS}</b> <i>{SCRIPTS}</i><u>{WORDS}</u>",
    "table": "<table><caption>Table</caption><thead><tr><th>A<th colspan=2>B</thead>"
    + f"<tr><th rowspan=2>{WORDS}<td>{WORDS}<td>1<tr><td>{SCRIPTS}<td style='width:40%'>2" * 9
    + "<tfoot><tr><td colspan=3>End</tfoot></table>",
    "boxes": f"<div class=row><div>{WORDS}</div><div>{SCRIPTS}</div><div>short</div></div>" * 4,
    "lists": f"<ol start=4><li>{WORDS}<li value=9><p>{SCRIPTS}<ul><li>{WORDS}</ul></ol>" * 3
    + "<dl><dt>Term<dd>Meaning</dl><q>said <q>twice</q></q>",
    "notes": f"<h1 id=top>Head</h1><p>{WORDS}<span class=note>{WORDS}</span> <a href='#top'>up</a>"
    + f"<div class=float>{SCRIPTS}</div>{WORDS * 6}" * 3,
    "drawings": CODE.format('<path d="M1 1.5h3M2 3.5h4" fill="none" stroke="#000"/>')
    + CODE.format('<path d="M1 1h3v2h-3z"/><text x="1" y="8" font-size="3">Ab</text>')
    + CODE.format('<rect width="2" height="2"/><circle cx="5" cy="5" r="2"/>')
    + f"<p class=edge>{WORDS}</p>" * 3,
}
#: How it is set.
STYLES = {
    "plain": "",
    "justified": "body { text-align: justify; hyphens: auto; hyphenate-limit-chars: 6 3 2 }",
    "spaced": "body { letter-spacing: .05em; word-spacing: .3em } b { letter-spacing: -1px }",
    "narrow": "body { width: 60mm; overflow-wrap: break-word } td { word-break: break-all }",
    "decorated": "p { text-decoration: underline wavy } p::first-line { font-weight: 700 }"
    "body > p::first-letter { font-size: 3em; float: left }"
    "li::marker { color: red }",
    "grid": ".row { display: grid; grid-template-columns: 1fr 2fr auto; gap: 1em }",
    "flex": ".row { display: flex; justify-content: space-between } .row > div { flex: 1 0 20% }",
    "columns": "body { columns: 2; column-gap: 5% } h1 { column-span: all } p { orphans: 3 }",
    "large": "html { font-size: 18pt; line-height: 1.45 } table { border-collapse: collapse }"
    "td, th { border: 1pt solid; padding: 2%; box-sizing: border-box; min-width: 10% }",
    "footed": ".note { float: footnote } ::footnote-call { color: red } @page { margin: 2cm;"
    "@bottom-left { content: string(head) ' ' counter(page) '/' counter(pages) } }"
    "h1 { string-set: head content() } .float { float: right; width: calc(30% - 1em) }",
    "logical": "body { margin-inline-start: 2em; direction: rtl } p { padding-block: 1ex 2ch }"
    ":root { --ink: teal } b { color: var(--ink); font-size: calc(1em + 2pt) }",
    "positioned": ".edge { position: relative; left: 5%; max-width: 70%; white-space: pre-wrap }"
    ".row { position: absolute; inset-inline-end: 1em } a::after { content: target-counter("
    "attr(href), page) } div::before { content: counter(x) '. '; counter-increment: x }",
}
PAGES = {f"{body} {style}": (body, style) for body, style in product(BODIES, STYLES)}


@pytest.fixture(scope="module")
def presses():
    """A press as it is, and one for which the faster ways were not made."""
    kinds = (type("Long", (Press,), {"program": ("-c", code)}) for code in (FASTER, AS_IT_IS))
    both = [kind() for kind in kinds]
    yield both
    for press in both:
        press.close()


def same_on(presses, html, assets=()):
    asked = {"page": {"html": html, "assets": dict(assets)}, "cpu": 120}
    request = json.dumps(asked).encode()
    fast, plain = (press.run(request, seconds=120) for press in presses)
    assert json.loads(plain[0])["error"] == ""
    assert plain[1].startswith(b"%PDF")
    return fast == plain


@pytest.mark.parametrize("name", PAGES)
def test_no_byte_of_an_awkward_page_is_another(name, presses):
    body, style = PAGES[name]
    lang = "es" if style in ("justified", "large") else "en"
    html = f"<!doctype html><html lang={lang}><title>A page</title><style>{STYLES[style]}</style>"

    assert same_on(presses, html + BODIES[body])
    assert same_on(presses, html + BODIES[body].replace("half", "whole"))


@pytest.mark.slow
@pytest.mark.parametrize("part", printing.PARTS)
def test_no_byte_of_a_sheet_is_another(part, presses, app):
    with app.app_context():
        facts = ClinicFacts.from_settings(app.config)
        kinds = product(("en", "es"), ("standard", "large"), ("", "stress", "empty"))
        for language, size, variant in kinds:
            plan = sample(facts, language=language, size=size, variant=variant)
            html = printing.page_of(plan, part=part)
            assert same_on(presses, html, drawings()), (language, size, variant)


def test_the_faster_ways_serve_one_version_of_the_layout(monkeypatch):
    put_in_place = []
    monkeypatch.setattr(faster, "_replace", lambda *both: put_in_place.append(both))
    monkeypatch.setattr(faster.weasyprint, "__version__", "70.1")

    assert faster.apply() is False
    assert put_in_place == []
