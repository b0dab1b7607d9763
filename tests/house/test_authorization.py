"""Nobody sees or changes what is not theirs: every door, every person, by the hand-written table.

``matrix.py`` says what each person gets, ``world.py`` puts a canary into every text of every
client, ``answers.py`` fills in the forms.
"""

from collections import defaultdict

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from tests.house import matrix
from tests.house.visitors import NOTES, cells, doors, rows, whole, writing
from tests.house.world import canaries

HIDDEN = {"in", "404", "403"}


def test_the_table_names_every_door_and_no_other(app):
    assert {f"{method} {rule.endpoint}" for method, rule in doors(app)} == set(matrix.DOORS)


def test_what_is_not_theirs_is_as_good_as_not_there(app, visitors):
    before, faults = rows(), []
    for method, rule, name, outcome in cells(app, *HIDDEN):
        with writing() as tables:
            answer = visitors.knock(name, method, rule)
        found = denial(answer, outcome)
        if not found and outcome != "in":
            missing = visitors.knock(name, method, rule, missing=True)
            found = "" if whole(missing) == whole(answer) else "tells it from a missing one"
        if tables - NOTES:
            found += f" wrote to {sorted(tables - NOTES)}"
        if found:
            faults.append(f"{method} {rule} as {name}: {found}")

    assert not faults, "\n".join(faults)
    assert rows() == before


def denial(answer, outcome):
    """What is wrong with the answer to somebody who is not let in."""
    if seen := canaries(answer.get_data(as_text=True) + str(answer.headers)):
        return f"shows {sorted(seen)}"
    if outcome == "in":
        asked = answer.status_code == 303 and answer.location.startswith("/sign-in")
        return "" if asked else f"answered {answer.status_code}, wanted sign-in"
    return "" if str(answer.status_code) == outcome else f"{answer.status_code}, not {outcome}"


def test_pages_show_each_person_what_is_theirs_and_change_nothing(app, visitors):
    faults, shown = [], defaultdict(set)
    for _twice in range(2):
        for method, rule, name, _ok in cells(app, "ok"):
            if method == "GET":
                with writing() as tables:
                    answer = visitors.knock(name, method, rule)
                seen = canaries(answer.data.decode(errors="replace") + str(answer.headers))
                shown[name] |= seen
                faults += judged(method, rule, name, answer, seen, {200, 204})
                faults += [f"{rule} as {name} wrote to {t}" for t in tables - NOTES]

    assert not faults, "\n".join(sorted(set(faults)))
    seen_by_own = {column for family, column in shown["own"] if family == "robin"}
    assert {"episodes.substances", "aftercareplans.remember", "planpeople.phone"} <= seen_by_own
    assert {"clients.street", "referrals.note", "placements.reason"} <= seen_by_own
    assert ("wren", "planpapers.pdf") in shown["own"]
    assert ("robin", "referrals.note") in shown["intake"]


def judged(method, rule, name, answer, seen, good):
    """What is wrong with an answer to somebody who is let in."""
    if answer.status_code not in good:
        yield f"{method} {rule} as {name}: answered {answer.status_code}"
    for family, column in sorted(seen):
        if not may_read(rule.endpoint, name, family, column):
            yield f"{method} {rule} as {name}: shows {family} {column}"


def may_read(endpoint, name, family, column):
    parts = matrix.SEES.get(name, {}).get(family, ())
    if parts == matrix.FRONT and column.startswith(matrix.NEVER_FRONT):
        return False
    card = endpoint in matrix.SHOWS_CARDS and column in matrix.CARD
    card = card and family in matrix.OF_HERE and name in matrix.WORKS_HERE
    return card or column.startswith(tuple(parts))


@pytest.mark.sqlite
def test_what_is_theirs_they_can_do(app, visitors, again):
    faults = []
    for method, rule, name, _ok in cells(app, "ok"):
        if method == "POST":
            with writing() as tables:
                answer = visitors.knock(name, method, rule)
            said = answer.data.decode("utf-8", "replace")  # a copy of a plan is a PDF
            seen = canaries(said + str(answer.headers))
            faults += judged(method, rule, name, answer, seen, {200, 303})
            if not tables - NOTES and rule.endpoint not in matrix.STILL:
                faults.append(f"POST {rule} as {name}: nothing changed ({answer.status_code})")
            again()

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", matrix.PEOPLE)
def test_each_family_is_open_to_those_who_see_it(visitors, world, name):
    for family in ("robin", "wren", "owl", "stork", "lark"):
        keys = getattr(world.keys, family)
        parts = matrix.SEES.get(name, {}).get(family)
        front = {f"/clients/{keys.client}", f"/clients/{keys.client}/details"}
        front |= {f"/episodes/{keys.episode}/dates", f"/referrals/{keys.referral}"}
        treatment = {f"/clients/{keys.client}/plan", f"/plans/{keys.plan}/draft.pdf"}
        for address in front | treatment:
            opened = visitors.browsers[name].get(address, follow_redirects=True).status_code
            open_to = parts == matrix.EVERYTHING or (parts and address in front)
            shut = 200 if name in ("visitor", "disabled") else 404
            shut = 403 if name in ("admin", "auditor") else shut
            assert opened == (200 if open_to else shut), (name, family, address)


def test_lists_show_exactly_whom_one_may_see(visitors):
    for name in matrix.WORKS_HERE | {"stranger", "outsider"}:
        browser = visitors.browsers[name]
        listed = browser.get("/clients").text
        found = visitors.post(name, "/clients/search", {"q": "Qz"}).text
        for page in (listed, found):
            seen = {family for family, _column in canaries(page)}
            assert seen == set(matrix.SEES.get(name, {})), name


def test_every_denial_of_a_person_is_in_the_log(visitors, world, session):
    addresses = {
        f"/clients/{world.robin.client}": "caseload.client",
        f"/episodes/{world.robin.episode}/clinical": "episodes.clinical",
        f"/plans/{world.robin.plan}": "plans.version",
        f"/referrals/{world.robin.referral}": "referrals.show",
    }
    denied = sa.select(AuditEvent).where(AuditEvent.act == "access.denied")
    for name in ("colleague", "stranger", "outsider", "admin", "auditor"):
        for address, door in addresses.items():
            visitors.browsers[name].get(address)
            event = session.scalars(denied.order_by(AuditEvent.id.desc()).limit(1)).one()
            assert (event.actor_id, event.subject_kind) == (world.users[name].id, door)
            assert set(event.detail.values()) <= set(address.split("/"))
    of_robin = session.scalars(denied.where(AuditEvent.client_id == world.robin.client)).all()
    assert len(of_robin) == 5


def test_nobody_else_is_noted_as_denied(visitors, world, session):
    for name in ("visitor", "own", "supervisor"):
        visitors.browsers[name].get(f"/clients/{world.robin.client}")
    visitors.browsers["own"].get("/no-such-page")

    acts = session.scalars(sa.select(AuditEvent.act)).all()
    assert "access.denied" not in acts
