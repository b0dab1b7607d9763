"""A test client with a reader's eye: what breaks the house's page standards fails the test."""

import enum
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient

from tests.tools.pages import Page
from tests.tools.standards import faults


class Browser(FlaskClient):
    """Opens pages and sends forms as a person would."""

    def open(self, *args, **kwargs):
        response = super().open(*args, **kwargs)
        found = faults(response, self.application)
        assert not found, "\n  ".join([f"{response.request.path}:", *found])
        return response

    def sign_in(self, user, password="correct horse battery staple"):
        self.submit("/sign-in", email=user.email, password=password)
        return self

    def submit(self, url, /, at=None, **fields):
        """Fill a form as a person would: open the page, keep what is there, type, send, follow.

        ``url`` is where the form posts, ``at`` the page it stands on. A list ticks several
        boxes, None or False empties. A page without such a form lends its token to a forged one.
        """
        opened = self.get(at or url, follow_redirects=True)
        page = Page(opened.text)
        data = _token(page)
        form = _find(page, url, opened.request.path, fields)
        if form is not None:
            data |= page.values(form)
        for name, value in fields.items():
            data[name] = _typed(value, page, form, name)
        data = {name: values for name, values in data.items() if values != []}
        return self.post(url, data=data, follow_redirects=True)


def _find(page, url, here, fields):
    """The form that posts to this address; of several, the one with most of these fields."""
    wanted = urlsplit(url).path
    forms = [
        form
        for form in page.forms()
        if urlsplit(urljoin(here, form.get("action") or here)).path == wanted
    ]
    return max(forms, key=lambda form: len(_named(page, form) & set(fields)), default=None)


def _named(page, form):
    return {node.get("name") for node in page.fields(form)}


def _token(page):
    for form in page.forms():
        return {"csrf_token": page.values(form)["csrf_token"]}
    return {}


def _typed(value, page, form, name):
    if value is None or value is False:
        return []
    if value is True:
        ticks = list(page.fields(form)) if form is not None else []
        return [n.get("value", "on") for n in ticks if n.get("name") == name] or ["y"]
    several = value if isinstance(value, (list, tuple, set)) else [value]
    return [_text(one) for one in several]


def _text(value):
    if isinstance(value, enum.Enum):
        return str(value.value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
