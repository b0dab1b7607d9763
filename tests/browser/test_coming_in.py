"""Signing in, in a real browser."""

import pytest


def test_a_counselor_comes_in_and_reads_today(desk, counselor):
    desk.sign_in(counselor)

    assert desk.path == "/"


def test_it_works_without_script(open_desk, counselor):
    with open_desk(script=False) as desk:
        desk.sign_in(counselor)

        assert desk.path == "/"


@pytest.mark.parametrize("width", [320, 1440])
def test_nothing_bars_the_way_in(open_desk, width):
    with open_desk(width) as desk:
        assert desk.go("/sign-in").barriers() == []
