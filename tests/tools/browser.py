"""A test client with a reader's eye: what breaks the house's page standards fails the test."""

import re

import html5lib
from flask.testing import FlaskClient


class Browser(FlaskClient):
    """Opens pages and sends forms as a person would."""

    def open(self, *args, **kwargs):
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.data.startswith(b"<!doctype"):
            html5lib.HTMLParser(strict=True).parse(response.data, transport_encoding="utf-8")
        return response

    def sign_in(self, user, password="correct horse battery staple"):
        self.submit("/sign-in", email=user.email, password=password)
        return self

    def submit(self, url, at=None, **fields):
        """Post a form as a person would: open the page, copy its token, send, follow."""
        page = self.get(at or url).text
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
        data = {"csrf_token": token, **fields}
        if (revision := re.search(r'name="revision"[^>]*value="(\d+)"', page)) is not None:
            data.setdefault("revision", revision[1])
        return self.post(url, data=data, follow_redirects=True)
