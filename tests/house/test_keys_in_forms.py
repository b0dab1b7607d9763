"""What a form or a query carries is asked as strictly as an address: keys, and odd fields."""

import re
import uuid
from datetime import date, datetime

import pytest
import sqlalchemy as sa
from wtforms.form import Form

from clinic.clients.models import Client
from clinic.core.db import Base
from clinic.core.forms import BaseForm
from tests.house import answers, crossings
from tests.house.visitors import NOTES, cells, rows, whole, writing

POINTS = re.compile(r"program|counselor|client|user|group|meeting|referral|episode|plan|\w+_id")
JUNK = {str: "Junk", int: "7", bool: "y", float: "7", date: "2020-01-02", dict: "{}", list: "Junk"}


def forms(kind=BaseForm):
    for form in kind.__subclasses__():
        yield form
        yield from forms(form)


def test_every_field_that_points_to_a_record_is_asked(app):
    found = {
        f"{form.__name__}.{name}"
        for form in forms()
        for name in dir(form)
        if POINTS.fullmatch(name) and hasattr(getattr(form, name), "creation_counter")
    }

    assert found == crossings.KEY_FIELDS


def test_a_key_in_a_form_opens_nothing_more(visitors, session):
    before, faults = rows(), []
    nothing = {"nothing": str(uuid.uuid4())}
    visitors.words |= nothing
    for name, address, typed, outcome in crossings.POSTS:
        if outcome == "here":
            continue
        with writing() as tables:
            answer = visitors.post(name, address.format(**visitors.words), typed)
        good = {404} if outcome == 404 else {200, 303, 409, 422}
        if answer.status_code not in good:
            faults.append(f"{name} {address} {typed}: {answer.status_code}")
        if outcome == 404 and tables - NOTES:
            faults.append(f"{name} {address}: wrote to {tables - NOTES}")
        if rows() != before:
            faults.append(f"{name} {address} {typed}: changed something")
            before = rows()

    assert not faults, "\n".join(faults)


@pytest.mark.sqlite
def test_a_program_that_was_not_offered_is_passed_over(visitors, world, session, again):
    for name, address, typed, outcome in crossings.POSTS:
        if outcome != "here":
            continue
        answer = visitors.post(name, address.format(**visitors.words), typed)
        programs = set(session.scalars(sa.select(Client.program_id).where(Client.number != 1)))
        newest = session.scalar(sa.select(Client).order_by(Client.recorded_at.desc()).limit(1))
        robin = session.get_one(Client, world.robin.client)
        assert answer.status_code == 303
        assert {newest.program_id, robin.program_id} == {world.keys.program.here}
        assert world.keys.program.third not in programs
        session.rollback()
        again()


def test_a_key_in_a_query_tells_nothing(visitors):
    for name, address, key in crossings.QUERIES:
        words = visitors.words
        theirs = address.format(**words, key=key.format(**words))
        nobodys = address.format(**words, key=uuid.uuid4())
        browser = visitors.browsers[name]
        assert whole(browser.get(theirs)) == whole(browser.get(nobodys)), address


def test_the_log_of_others_cannot_be_asked_by_number(visitors, world):
    visitors.browsers["stranger"].get(f"/clients/{world.lark.client}/details")

    asked = f"/audit?client={world.lark.number}"

    assert "Nothing matches." in visitors.browsers["supervisor"].get(asked).text
    assert "Nothing matches." in visitors.browsers["admin"].get(asked).text
    assert "Nothing matches." not in visitors.browsers["outsider"].get(asked).text


@pytest.fixture
def declared(monkeypatch):
    """The names of the fields of all forms made since it was last emptied."""
    names, begin = set(), Form.__init__

    def note(form, *args, **kwargs):
        begin(form, *args, **kwargs)
        names.update(form._fields)

    monkeypatch.setattr(Form, "__init__", note)
    return names


def junk(world):
    """A value for every column there is."""
    found = {}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            kind = str if isinstance(column.type, sa.Enum) else column.type.python_type
            if kind is uuid.UUID:
                found[column.name] = str(world.keys.user.stranger)
            elif kind in JUNK:
                found[column.name] = JUNK[kind]
            elif kind is datetime:
                found[column.name] = "2020-01-02 03:04"
    return found


def changed(before):
    """What the tables hold now, with new keys, moments and secrets made alike."""
    known = str(before)
    shapes = (
        r"UUID\('[0-9a-f-]{36}'\)|[0-9a-f]{8}-[0-9a-f-]{27}",
        r"datetime\.datetime\([^)]*\)|\d{4}-\d\d-\d\dT[\d:.+]+",
        r"\$argon2id\$[^']+",
        r"[0-9a-f]{64}",
    )
    text = {table: "\n".join(lines) for table, lines in rows().items()}
    for shape in shapes:
        text = {
            table: re.sub(shape, lambda found: found[0] if found[0] in known else "new", lines)
            for table, lines in text.items()
        }
    return {table: sorted(lines.split("\n")) for table, lines in text.items()}


@pytest.mark.sqlite
def test_only_the_fields_of_a_form_are_read(app, visitors, world, again, declared):
    every, before, seen, faults = junk(world), rows(), set(), []
    for method, rule, name, _ok in cells(app, "ok"):
        if method == "GET" or rule.endpoint in seen or name == "visitor":
            continue
        seen.add(rule.endpoint)
        typed = answers.ANSWERS.get(rule.endpoint, {})
        address = visitors.address(rule)
        declared.clear()
        visitors.post(name, address, typed)
        plain = changed(before)
        again()
        odd = {column: text for column, text in every.items() if column not in declared}
        visitors.post(name, address, odd | typed)
        if changed(before) != plain:
            faults.append(f"POST {rule} as {name} takes more than its form")
        again()

    assert len(seen) > 40
    assert not faults, "\n".join(faults)
