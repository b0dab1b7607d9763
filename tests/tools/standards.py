"""What every page must be. ``faults`` says what is wrong with one answer, in words."""

import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

from html5lib.html5parser import ParseError
from sqlalchemy import event
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from clinic.clients.models import Client
from tests.tools.pages import TYPED, WORDLESS, Page, describe, name_of, words

#: Names of the clients this test has made: none may stand in a title, an address, a header.
NAMES = set()
POINTERS = ("for", "list", "form", "headers", "aria-describedby", "aria-labelledby")
POINTERS += ("aria-controls", "aria-owns", "aria-details", "aria-errormessage", "popovertarget")
FETCHED = {"script": "src", "link": "href", "img": "src", "iframe": "src", "form": "action"}
HEADERS = {
    "Content-Security-Policy": r"default-src 'none'(?!.*(unsafe|\*|https?:))",
    "X-Content-Type-Options": r"^nosniff$",
    "Referrer-Policy": r"^no-referrer$|^same-origin$",
    "Cache-Control": r"no-store",
    "X-Frame-Options": r"^DENY$",
    "Cross-Origin-Opener-Policy": r"^same-origin$",
    "Permissions-Policy": r"camera=\(\)",
}


@event.listens_for(Client, "before_insert")
@event.listens_for(Client, "before_update")
def _learn(_mapper, _connection, client):
    spoken = f"{client.given_name} {client.family_name} {client.preferred_name or ''}"
    NAMES.update(name for name in spoken.split() if len(name) > 3 and name.istitle())


def faults(response, app):
    """Everything about this answer that breaks the house's standards."""
    found = list(_leaks(response))
    shown = response.mimetype == "text/html" and response.data.strip()
    if not shown or 300 <= response.status_code < 400:
        return found
    found += _bad_headers(response)
    try:
        page = Page(response.text)
    except ParseError as error:
        return [*found, f"not valid HTML: {error}"]
    for check in FRAGMENT_CHECKS + (WHOLE_CHECKS if page.whole else ()):
        found += check(page)
    return [*found, *_dead_links(page, app, response.request.path)]


def _bad_headers(response):
    for name, wanted in HEADERS.items():
        if not re.search(wanted, response.headers.get(name, "")):
            yield f"header {name} is {response.headers.get(name)!r}"
    for cookie in response.headers.getlist("Set-Cookie"):
        if "HttpOnly" not in cookie or "SameSite" not in cookie:
            yield f"cookie without HttpOnly or SameSite: {cookie.split('=')[0]}"


def _leaks(response):
    for name in ("Location", "Content-Disposition", "ETag", "HX-Redirect", "HX-Push-Url"):
        yield from _names(f"header {name}", response.headers.get(name, ""))


def _names(place, text):
    for name in NAMES & set(re.findall(r"\w+", text)):
        yield f"{place} names a client: {name!r} in {text!r}"


def _head(page):
    html = page.root
    if not html.get("lang"):
        yield "html says no language"
    titles = [words(title) for title in page.all("title") if not page.inside(title, "svg")]
    if len(titles) != 1 or not titles[0]:
        yield f"one title, with words, is wanted: {titles}"
    for title in titles:
        yield from _names("title", title)
    if len(page.all("main")) != 1:
        yield "exactly one main is wanted"


def _headings(page):
    levels = [int(node.tag[1]) for node in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    if levels.count(1) != 1:
        yield f"exactly one h1 is wanted, not {levels.count(1)}"
    before = 1
    for level in levels:
        if level > before + 1:
            yield f"a heading of level {level} follows one of level {before}"
        before = level
    for node in page.all("h1", "h2", "h3", "h4", "h5", "h6"):
        if not name_of(node):
            yield f"a heading without words: {describe(node)}"


def _pointers(page):
    for name, times in Counter(page.ids).items():
        if times > 1 or not name or re.search(r"\s", name):
            yield f"id {name!r} occurs {times} times"
    for node in page.nodes:
        for pointer in POINTERS:
            for target in node.get(pointer, "").split():
                if target not in page.ids:
                    yield f"{describe(node)}: nothing has the id {target!r}"
        target = node.get("href", "")
        if target.startswith("#") and target[1:] not in page.ids:
            yield f"{describe(node)}: nothing has the id {target[1:]!r}"


def _labels(page):
    labels = {label.get("for"): label for label in page.all("label")}
    for node in page.all(*TYPED):
        if node.get("type", "").lower() in WORDLESS:
            continue
        around = page.inside(node, "label")
        label = labels.get(node.get("id", "-")) if around is None else around
        named = node.get("aria-label") or node.get("aria-labelledby")
        if not named and (label is None or not words(label)):
            yield f"nothing labels {describe(node)}"


def _wordless(page):
    for node in page.all("fieldset"):
        if node.find("legend") is None and not node.get("aria-labelledby"):
            yield f"a fieldset without a legend: {describe(node)}"
    for node in page.all("button", "a"):
        if not name_of(node) and not node.get("aria-labelledby") and node.get("href") != "":
            yield f"a button or link without words: {describe(node)}"
    for node in page.all("img"):
        if node.get("alt") is None:
            yield f"a picture without alt: {describe(node)}"
    for node in page.all("table"):
        if not list(node.iter("th")):
            yield f"a table without headings: {describe(node)}"


def _tokens(page):
    for form in page.forms():
        tokens = page.values(form).get("csrf_token", [])
        if len(tokens) != 1 or not tokens[0]:
            yield f"a form posts without one token: {describe(form)}"


def _inline(page):
    for node in page.nodes:
        if node.tag == "style" or (node.tag == "script" and not node.get("src")):
            yield f"inline {node.tag}"
        for name, value in node.attrib.items():
            if name == "style" or re.match(r"on[a-z]+$|hx-on", str(name)):
                yield f"inline {name} on {describe(node)}"
            if re.match(r"\s*(javascript|vbscript|data:text)", str(value), re.I):
                yield f"a script in {name} of {describe(node)}"
        fetched = node.get(FETCHED.get(node.tag, "-"), "")
        if urlsplit(fetched).netloc:
            yield f"something from elsewhere: {describe(node)}"
    for node in page.all("a"):
        if node.get("target") == "_blank" and "noopener" not in node.get("rel", ""):
            yield f"a new window that can reach back: {describe(node)}"


def _dead_links(page, app, path):
    """Links and forms of ours that no view answers."""
    ways = [(node.get("href"), "GET", node) for node in page.all("a") if node.get("href")]
    ways += [
        (form.get("action") or path, form.get("method", "get").upper(), form)
        for form in page.all("form")
    ]
    for verb in ("get", "post", "put", "delete"):
        ways += [(n.get(f"hx-{verb}"), verb.upper(), n) for n in page.nodes if n.get(f"hx-{verb}")]
    adapter = app.url_map.bind("localhost")
    for address, verb, node in ways:
        if address.startswith("#"):
            continue
        parts = urlsplit(urljoin(path, address))
        if parts.scheme or parts.netloc:
            continue
        try:
            adapter.match(parts.path, verb)
        except RequestRedirect:
            continue
        except HTTPException as error:
            yield f"no view answers {verb} {address}: {error.code} ({describe(node)})"
        yield from _names("an address", address)


FRAGMENT_CHECKS = (_labels, _wordless, _tokens, _inline)
WHOLE_CHECKS = (_head, _headings, _pointers)
