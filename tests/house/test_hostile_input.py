"""Whatever is typed is kept and shown as it is, or refused with a message. Nothing breaks."""

import re
import unicodedata
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import quote_plus

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from clinic.core.clock import local_date, now
from clinic.core.db import Base, db
from clinic.core.inputs import is_sound
from tests.tools import beside
from tests.tools.crawl import LEFT_OUT, Reader, Walker

STRINGS, PARAMETERS = "attacks/blns.json", "attacks/params.json"
PLAIN = "Plain words"
#: Stands between two strings that share a field.
BETWEEN = " / "
#: Wrong in kind for almost any field.
ODD = (
    "",
    "9" * 20,
    "-1",
    "1e400",
    "0000-00-00",
    "99:99",
    ["1", "2"],
    "\u0663",
    "' or 1=1 --",
    "None",
)
#: Left as they are, or the form goes no further.
KEPT = {"csrf_token", "revision"}
#: The page behind a form is read after every so many tries.
LOOK_AT_EACH = 16
#: What our own pages are made of; another element has come out of somebody's words.
ELEMENTS = {"input", "textarea", "select", "option", "label"} | {
    name
    for template in (Path(__file__).parents[2] / "templates").rglob("*.html")
    for name in re.findall(r"<([a-z][a-z0-9]*)", template.read_text("utf-8"))
}


@pytest.fixture
def world(make, episode, counselor, supervisor, admin, intake, session):
    """A clinic with one of everything, so that every page has its forms."""
    make.referral(episode, make.group("Harbor Evening"))
    make.group("Night Owls", weekday=5)
    if not session.scalars(sa.select(Base.metadata.tables["aftercare_plans"].c.id)).all():
        make.plan(episode)
    session.commit()
    return {"supervisor": supervisor, "counselor": counselor, "admin": admin, "intake": intake}


@pytest.fixture
def walkers(world, app, monkeypatch):
    """Everyone at a desk of their own; a failure is a page, as it is for people."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    found = {}
    for name, user in world.items():
        browser = app.test_client()
        browser.sign_in(user)
        found[name] = Walker(browser)
    return found


@contextmanager
def forgotten():
    """Let requests commit as they like, and then have nothing of it have happened."""
    engine = db.engine
    db.session.remove()
    with engine.connect() as connection:
        outer = connection.begin()
        db.engines[None] = connection
        db.session.configure(join_transaction_mode="create_savepoint")
        try:
            yield Undo(connection)
        finally:
            db.session.remove()
            db.engines[None] = engine
            db.session.configure(join_transaction_mode="conditional_savepoint")
            outer.rollback()


class Undo:
    """Savepoints around each try."""

    def __init__(self, connection):
        self.connection = connection

    @contextmanager
    def once(self):
        db.session.remove()
        point = self.connection.begin_nested()
        try:
            yield
        finally:
            db.session.remove()
            point.rollback()


@contextmanager
def written():
    """Every text that the session hands to the database."""
    texts = set()

    def listen(session, _context, _instances):
        for record in [*session.new, *session.dirty]:
            for value in vars(record).values():
                texts.update(_texts(value))

    factory = db.session.session_factory
    event.listen(factory, "before_flush", listen)
    try:
        yield texts
    finally:
        event.remove(factory, "before_flush", listen)


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)


def batches(strings, limit):
    """The strings joined to texts that a field of this length takes; odd ones stand alone.

    Two stand for all those that are too long.
    """
    fits = [text for text in strings if len(text) <= limit]
    packed, held = [text for text in strings if len(text) > limit][:2], ""
    for text in fits:
        if not is_sound(text) or not text.strip():
            packed.append(text)
            continue
        longer = f"{held}{BETWEEN}{text}" if held else text
        if len(longer) > limit:
            packed.append(held)
            longer = text
        held = longer
    return [*packed, held] if held else packed


def same(text):
    """Forms of a text that say the same: blanks around it and line ends are not kept."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return {text, text.strip(), lines.strip(), unicodedata.normalize("NFC", text).strip()}


class Trial:
    """One form, and what became of what was typed into it."""

    def __init__(self, walker, form, undo, number):
        self.walker, self.form, self.undo = walker, form, undo
        self.faults, self.looks = [], number
        self.filled = form.filled(local_date(now(), "America/Los_Angeles"))
        self.strict = set()
        self.strict = self._refused_when_plain()

    def _base(self):
        plain = {name: [PLAIN] for name in self.form.words if name not in self.strict}
        return self.filled | plain

    def _refused_when_plain(self):
        """Fields that want more than words: an address, a number."""
        with self.undo.once():
            _answer, page = self.walker.read(self.form.action, **_sent(self._base()))
        return page.refused & set(self.form.words)

    def run(self, strings):
        """Type every string into every field: all free fields at once, then all strict ones."""
        for fields in (set(self.form.words) - self.strict, self.strict):
            columns = {name: batches(strings, self.form.limit(name)) for name in sorted(fields)}
            for number in range(max(map(len, columns.values()), default=0)):
                self._try({name: texts[number % len(texts)] for name, texts in columns.items()})
        return self.faults

    def _try(self, row):
        if len(row) > 1 and not all(map(is_sound, row.values())):
            for name, text in row.items():
                self._try({name: text})
            return
        data = self._base() | {name: [text] for name, text in row.items()}
        with self.undo.once(), written() as kept:
            answer = self.walker.open(self.form.action, **_sent(data))
            code = answer.status_code
            if code >= 500:
                self.faults.append((row, f"answered {code}"))
            elif code in (301, 302, 303):
                self._storage(row, kept)
                self._sight(answer.location, row)
            elif code == 200:
                self._shape(answer, row)
            else:
                self._refusal(answer, row)

    def _storage(self, row, kept):
        lost = {n: t for n, t in row.items() if t.strip() and not same(t) & kept}
        if lost:
            self.faults.append((lost, "was taken, but is not stored as typed"))

    def _sight(self, location, row):
        """Look at the page that follows; each form at other strings, to have time for all."""
        self.looks += 1
        if self.looks % LOOK_AT_EACH:
            return
        answer, page = self.walker.read(location)
        if answer.status_code >= 500:
            self.faults.append((row, f"{location} then answers {answer.status_code}"))
        self._shape(answer, row, page)

    def _refusal(self, answer, row):
        text = answer.get_data(as_text=True)
        if "<h1" not in text:
            self.faults.append((row, f"{answer.status_code} without a page"))
        if answer.status_code in (409, 422) and 'class="err' not in text and "probs" not in text:
            self.faults.append((row, f"{answer.status_code} without a message"))
        page = self._shape(answer, row)
        if answer.status_code == 422:
            lost = {n: t for n, t in row.items() if not any(s in page.shown for s in same(t))}
            if lost:
                self.faults.append((lost, "was refused, and what was typed is gone"))

    def _shape(self, answer, row, page=None):
        page = page or Reader("/", answer.get_data(as_text=True))
        odd = page.elements - ELEMENTS
        if odd or page.planted:
            self.faults.append((row, f"became part of the page: {odd or page.planted}"))
        return page


def _sent(data):
    pairs = [
        f"{quote_plus(name)}={quote_plus(value.encode('utf-8', 'surrogatepass'))}"
        for name, values in data.items()
        for value in values
    ]
    kind = "application/x-www-form-urlencoded"
    return {"method": "POST", "data": "&".join(pairs).encode(), "content_type": kind}


@pytest.mark.slow
@beside.needs(STRINGS)
def test_every_hostile_string_is_kept_as_typed_or_refused(walkers):
    strings = [text for text in beside.read(STRINGS) if text]
    forms, faults = {}, []
    for walker in walkers.values():
        for key, form in walker.forms().items():
            forms.setdefault(key, (walker, form))

    with forgotten() as undo:
        for number, ((endpoint, words), (walker, form)) in enumerate(forms.items()):
            if words:
                found = Trial(walker, form, undo, number).run(strings)
                faults += [f"{endpoint}: {why}: {row!r}"[:500] for row, why in found]

    assert len(forms) > 20
    assert not faults, "\n".join(faults[:40])


@beside.needs(PARAMETERS)
@pytest.mark.parametrize("who", ["supervisor", "admin"])
def test_nonsense_in_addresses_is_refused_not_broken(walkers, who):
    nonsense = beside.read(PARAMETERS)
    walker, broken = walkers[who], []
    rules = [rule for rule in walker.urls.map.iter_rules() if rule.endpoint not in LEFT_OUT]

    for rule in rules:
        for address in _addresses(rule, nonsense["int_path"]):
            for method in sorted(rule.methods & {"GET", "POST"}):
                answer = walker.open(address, method=method)
                if answer.status_code >= 500:
                    broken.append(f"{method} {address[:100]} answers {answer.status_code}")

    assert not broken, "\n".join(broken)


def _addresses(rule, odd):
    """The rule's address with each of these in place of what it asks for."""
    for text in [*odd, "0" * 32, str(10**20), "%00", "%ED%A0%80"]:
        yield re.sub(r"<[^>]+>", lambda _found, text=text: text, rule.rule)
        if not rule.arguments:
            return


@beside.needs(PARAMETERS)
@pytest.mark.slow
@pytest.mark.parametrize("who", ["supervisor", "admin"])
def test_nonsense_in_queries_and_forms_is_refused_not_broken(walkers, who):
    walker, broken = walkers[who], []
    forms = walker.forms().values()
    bad = beside.read(PARAMETERS)["forms"]

    with forgotten() as undo:
        for form in forms:
            filled = form.filled(date(2026, 3, 2))
            tries = [*bad, *(dict.fromkeys(set(filled) - KEPT, odd) for odd in ODD)]
            for typed in tries:
                spread = {n: v if isinstance(v, list) else [str(v)] for n, v in typed.items()}
                with undo.once():
                    sent = walker.open(form.action, **_sent(filled | spread))
                    asked = walker.open(_asked(form.page, spread))
                for answer in (sent, asked):
                    if answer.status_code >= 500:
                        broken.append(f"{form.action} {typed!r:.80}: {answer.status_code}")

    assert not broken, "\n".join(broken[:40])


@pytest.mark.parametrize("text", ["a\x00b", "\ufffd", "a\ud800b"])
def test_text_that_no_database_keeps_is_refused(walkers, text):
    assert _answers(walkers["supervisor"], text) == {400}


def _answers(walker, text):
    codes = set()
    for form in list(walker.forms().values())[:4]:
        sent = form.filled(date(2026, 3, 2)) | {name: [text] for name in form.words[:1] or ["x"]}
        codes.add(walker.open(form.action, **_sent(sent)).status_code)
    return codes


def _asked(page, data):
    return f"{page.split('?')[0]}?{_sent(data)['data'].decode()}"


def test_a_body_that_is_too_large_is_refused(walkers):
    walker = walkers["supervisor"]

    for form in list(walker.forms().values())[:3]:
        huge = _sent({"note": ["x" * 5_500_000]})
        many = _sent({f"f{number}": ["x"] for number in range(2_500)})
        assert walker.open(form.action, **huge).status_code == 413
        assert walker.open(form.action, **many).status_code == 413
