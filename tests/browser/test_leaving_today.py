"""Somebody leaves today: two clicks from the client's page to a page in the hand."""

from datetime import timedelta

from clinic.core.clock import local_date, now

TODAY = local_date(now(), "America/Los_Angeles")


def test_a_page_for_leaving_today_takes_two_clicks(desk, make, counselor):
    client = make.client("Marisol", "Quintero", counselor=counselor)
    make.episode(client, admitted_on=TODAY - timedelta(days=3), leaves_on=None)
    desk.sign_in(counselor).go(f"/clients/{client.id}")

    desk.click("Leaving today: print one page", role="link")
    assert desk.barriers() == []
    desk.click("Print the page", role="button")

    desk.arrives(rf"/clients/{client.id}/leaving-today\.pdf")
    assert desk.clicks == 2
    assert desk.complaints == []


def test_the_page_without_the_press_is_open_to_everybody(desk, make, counselor, monkeypatch):
    client = make.client("Marisol", "Quintero", counselor=counselor)

    def fail(*_args, **_facts):
        from clinic.core.pdf import RenderFailed

        raise RenderFailed("Too long.")

    monkeypatch.setattr("clinic.plans.views.early.print_part", fail)
    desk.sign_in(counselor).go(f"/clients/{client.id}/leaving-today.pdf")

    desk.sees("Who to call now").sees("Print this page from the browser")
    assert desk.barriers() == []
    assert desk.complaints == []
