"""Looking at a page holds nobody up: no transaction is open while it is laid out."""

from flask import template_rendered

from clinic.core.db import db
from tests.house.visitors import cells

#: Between them they may open every page.
LOOKERS = ("visitor", "own", "intake", "supervisor", "admin", "auditor")


def test_no_page_is_laid_out_inside_a_transaction(app, visitors):
    held, laid_out = set(), set()

    def note(_app, template, **_page):
        laid_out.add(template.name)
        if db.session().in_transaction() or db.engine.pool.checkedout():
            held.add(template.name)

    with template_rendered.connected_to(note, app):
        for method, rule, name, _ok in cells(app, "ok", "404", "403"):
            if method == "GET" and name in LOOKERS:
                visitors.knock(name, method, rule)

    assert not held
    assert len(laid_out) > 35
