"""Plans that were signed off, and the versions after them."""

import pytest
from markupsafe import escape

from clinic.plans.document import PlanDocument, all_lines
from clinic.referrals.models import ReferralState
from tests.plans.tools import fresh, home, posted, sign_off


def test_a_signed_plan_is_read_and_its_next_version_begun(ada, ready, session):
    session.commit()
    sign_off(ada, ready)
    page = ada.get(home(ready)).text
    assert "It stays as it is" in page

    page = ada.submit(f"/plans/{ready.id}/revise", at=home(ready), reason="The group moved").text

    assert "Version 2, draft." in page
    assert "Version 2 is being written because: The group moved" in page
    old = ada.get(f"/plans/{ready.id}").text
    assert "This is not the newest version" in old


def test_the_last_look_and_the_signed_plan_tell_every_section(ada, ready, session):
    session.commit()
    before = ada.get(f"/plans/{ready.id}/check").text
    sign_off(ada, ready)
    after = ada.get(f"/plans/{ready.id}").text

    lines = all_lines(PlanDocument.from_json(fresh(session, ready).frozen))
    told = ("week", "contacts", "medicines", "safety", "hard", "level", "strengths")
    words = [part for key in told for line in lines[key] for part in line if part]
    assert [said for page in (before, after) for said in words if escape(said) not in page] == []


def test_a_next_version_without_a_reason_is_not_begun(ada, ready, session):
    session.commit()
    sign_off(ada, ready)

    answer = ada.submit(f"/plans/{ready.id}/revise", at=home(ready), reason="")

    assert answer.status_code == 422
    assert "Say why the plan changes" in answer.text


def test_writing_in_a_signed_plan_is_refused(ada, ready, session):
    session.commit()
    page = ada.get(home(ready)).text
    sign_off(ada, ready)
    sent = posted(page, f"/plans/{ready.id}/words", remember="Late")

    answer = ada.post(f"/plans/{ready.id}/words", data=sent, follow_redirects=True)

    assert fresh(session, ready).remember.startswith("When I want to drink")
    assert answer.status_code == 422


@pytest.mark.parametrize("path", ["check", "draft.pdf", ""])
def test_a_signed_plan_leads_from_every_page_to_itself(ada, ready, session, path):
    session.commit()
    sign_off(ada, ready)

    answer = ada.get(f"/plans/{ready.id}/{path}".rstrip("/"), follow_redirects=True)

    assert answer.status_code == 200


def test_a_draft_is_read_where_it_is_written(ada, draft, session):
    session.commit()

    assert ada.get(f"/plans/{draft.id}").location == home(draft)


def test_a_referral_made_since_the_signing_is_named(ada, ready, make, session):
    session.commit()
    sign_off(ada, ready)
    make.referral(ready.episode, make.group("Night Owls"))
    session.commit()

    assert "Not in this version: Night Owls" in ada.get(home(ready)).text


def test_a_declined_group_is_marked_as_left_off_the_paper(ada, ready, session):
    ready.supports[0].referral.state = ReferralState.DECLINED_BY_CLIENT
    session.commit()

    assert "Not printed." in ada.get(home(ready)).text
