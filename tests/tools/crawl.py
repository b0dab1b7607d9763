"""Walking the app's pages as a person would, to find every form there is."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

from flask.testing import FlaskClient

WORDS = {"text", "search", "tel", "email", "url"}
#: Forms that end the walk, or render pages for seconds.
LEFT_OUT = {"accounts.sign_out"}


@dataclass
class Field:
    """One input of a form: its kind, what it holds untouched, what may be chosen."""

    name: str
    kind: str
    value: str = ""
    limit: int = 0
    checked: bool = False
    options: list = field(default_factory=list)

    @property
    def is_words(self):
        return self.kind in WORDS or self.kind == "textarea"


@dataclass
class Form:
    """A form as it stands on a page."""

    page: str
    action: str
    method: str
    fields: list = field(default_factory=list)

    @property
    def words(self):
        """The names of the fields a person types words into."""
        return list(dict.fromkeys(f.name for f in self.fields if f.is_words and f.name))

    def limit(self, name):
        return min((f.limit for f in self.fields if f.name == name and f.limit), default=200)

    def filled(self, today):
        """What a person would send who answers all that is not words with what lies nearest."""
        sent = {}
        for one in self.fields:
            value = _near(one, today)
            if one.kind in ("radio", "checkbox"):
                taken = sent.setdefault(one.name, [])
                if one.checked or (one.kind == "radio" and not taken):
                    sent[one.name] = [*taken, one.value] if one.kind == "checkbox" else [one.value]
            elif one.name:
                sent.setdefault(one.name, []).append(value)
        return {name: values for name, values in sent.items() if values}


def _near(one, today):
    if one.value or one.kind in ("hidden", "radio", "checkbox"):
        return one.value
    if one.kind == "select":
        return next((option for option in one.options if option), "")
    nearest = {"date": today.isoformat(), "time": "10:00", "number": "1"}
    nearest |= {"email": "a@clinic.example", "url": "https://example.org", "tel": "(503) 555-0100"}
    return nearest.get(one.kind, "")


class Reader(HTMLParser):
    """The forms, links, words and elements of a page; quicker and less strict than a browser."""

    def __init__(self, address, text):
        super().__init__()
        self.address = address
        self.forms, self.links, self.bits = [], [], []
        self.elements, self.planted, self.refused = set(), [], set()
        self._form = self._area = self._select = None
        self.feed(text)
        self.close()
        self.shown = "".join(self.bits)

    def handle_starttag(self, tag, attrs):
        at = {name: value or "" for name, value in attrs}
        self.elements.add(tag)
        self.bits += [at[name] for name in ("value", "href") if name in at]
        self.planted += [name for name in at if name.startswith("on")]
        if tag == "style" or (tag == "script" and not at.get("src", "").startswith("/")):
            self.planted.append(tag)
        for name in ("href", "src", "action"):
            if at.get(name, "").strip().lower().startswith(("javascript:", "data:", "vbscript:")):
                self.planted.append(at[name])
        if at.get("aria-invalid") == "true":
            self.refused.add(at.get("name"))
        if tag == "a" and "href" in at:
            self.links.append(urljoin(self.address, at["href"]))
        if tag == "form":
            action = urljoin(self.address, at.get("action") or self.address)
            self._form = Form(self.address, action, at.get("method", "get").lower())
            self.forms.append(self._form)
        elif tag in ("input", "textarea", "select") and self._form and "name" in at:
            self._add(tag, at)
        elif tag == "option" and self._select is not None:
            self._select.options.append(at.get("value", ""))
            if "selected" in at:
                self._select.value = at.get("value", "")

    def _add(self, tag, at):
        kind = at.get("type", "text").lower() if tag == "input" else tag
        limit = int(at.get("maxlength") or 0)
        one = Field(at["name"], kind, at.get("value", ""), limit, "checked" in at)
        self._form.fields.append(one)
        self._area = one if tag == "textarea" else None
        self._select = one if tag == "select" else None

    def handle_data(self, data):
        self.bits.append(data)
        if self._area is not None:
            self._area.value += data.removeprefix("\n") if not self._area.value else data

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None


class Walker:
    """Opens pages without the strict eye of the browser, which would take all day."""

    def __init__(self, browser):
        self.browser = browser
        self.urls = browser.application.url_map.bind("localhost")

    def open(self, *args, **kwargs):
        return FlaskClient.open(self.browser, *args, **kwargs)

    def read(self, address, **kwargs):
        """Open an address and read the page that comes, past any redirects."""
        answer = self.open(address, follow_redirects=True, **kwargs)
        is_page = answer.mimetype == "text/html"
        text = answer.get_data(as_text=True) if is_page else ""
        return answer, Reader(answer.request.full_path, text)

    def endpoint(self, address, method="GET"):
        """The view behind an address, or None."""
        try:
            return self.urls.match(urlsplit(address).path, method)[0]
        except Exception:
            return None

    def forms(self, start="/"):
        """Every form that posts, one of each kind, on all pages that links lead to."""
        found, seen, ahead = {}, set(), [start]
        while ahead:
            address = ahead.pop(0)
            answer, page = self.read(address)
            if answer.status_code != 200 or answer.mimetype != "text/html":
                continue
            for form in page.forms:
                target = self.endpoint(form.action, "POST")
                if form.method == "post" and target and target not in LEFT_OUT:
                    found.setdefault((target, frozenset(form.words)), form)
            for link in page.links:
                if (kind := self._kind(link)) and kind not in seen:
                    seen.add(kind)
                    ahead.append(link)
        return found

    def _kind(self, link):
        """Links of one kind lead to one sort of page; one of each is enough."""
        parts = urlsplit(link)
        endpoint = None if parts.netloc not in ("", "localhost") else self.endpoint(link)
        if endpoint is None or endpoint.startswith(("static", "assets")):
            return None
        query = tuple(
            sorted((name, values[0][:20]) for name, values in parse_qs(parts.query).items())
        )
        short = query if len(query) == 1 else tuple(name for name, _value in query)
        return endpoint, short
