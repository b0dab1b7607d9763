"""What steers matching: written down on the details form, some of it for the care team alone."""

import pytest
import sqlalchemy as sa

from clinic.clients import actions
from clinic.clients.models import ClientChange
from tests.make import NOON


@pytest.fixture
def client(make, counselor, session):
    client = make.client("Maria", "Reyes", counselor=counselor)
    session.commit()
    return client


MATCHING = {
    "area_postcode": "97201",
    "free_times": ["2 evening", "6 morning"],
    "can_travel": "no",
    "proof_needed": "yes",
    "medication": "yes",
    "kinds_not_wanted": ["clinical"],
}


def test_what_steers_matching_is_written_down_with_its_history(browser, session, client, counselor):
    browser.sign_in(counselor)

    page = browser.submit(f"/clients/{client.id}/details/edit", **MATCHING)

    session.refresh(client)
    assert client.area_postcode == "97201"
    assert client.free_times == ["2 evening", "6 morning"]
    assert (client.can_travel, client.medication) == ("no", "yes")
    assert client.kinds_not_wanted == ["clinical"]
    assert "Tue evening, Sat morning" in page.text
    changed = set(session.scalars(sa.select(ClientChange.field)))
    assert changed == set(MATCHING)


@pytest.mark.parametrize(
    "wrong",
    [
        {"area_postcode": "9720"},
        {"area_postcode": "٩٧٢٠١"},
        {"free_times": ["9 evening"]},
        {"kinds_not_wanted": ["all"]},
        {"can_travel": "perhaps"},
    ],
)
def test_nonsense_about_matching_is_refused(browser, session, client, counselor, wrong):
    browser.sign_in(counselor)

    page = browser.submit(f"/clients/{client.id}/details/edit", **wrong)

    session.refresh(client)
    assert "to fix" in page.text
    assert client.area_postcode == ""
    assert client.free_times == []


def test_medication_is_for_the_care_team_and_supervisors(
    browser, session, client, counselor, intake, supervisor
):
    actions.correct(client, medication="yes", by=counselor, at=NOON)
    session.commit()

    for user, shown in ((supervisor, True), (intake, False)):
        browser.sign_in(user)
        for place in ("details", "details/edit"):
            page = browser.get(f"/clients/{client.id}/{place}").text
            assert ("edication" in page) is shown
        browser.submit("/sign-out", at="/groups")


def test_intake_cannot_write_medication(browser, session, client, intake):
    session.commit()
    browser.sign_in(intake)

    browser.submit(f"/clients/{client.id}/details/edit", area_postcode="97201", medication="yes")

    session.refresh(client)
    assert client.area_postcode == "97201"
    assert client.medication == "not_asked"
