"""Hand-overs between agencies: the desk hears of them, petitioners do not (移交)."""

import json

import pytest

from minqing_contracts.envelope import read_envelope, read_event
from minqing_docs.samples import read_samples
from minqing_kernel.clock import SystemClock
from notify.adapters.handover_facts import TURNS
from notify.adapters.letters import own_templates
from notify.adapters.translation import COMMANDS
from notify.domain.follow_up import questions_after
from notify.domain.notice import AGENCY_DESK, WHO_IS_TOLD, Audience, notices_for
from notify.domain.occurrence import Step

pytestmark = pytest.mark.unit

SAMPLES = read_samples()


def told(key, **changes):
    """What notify makes of a sample in which that is changed."""
    sample = SAMPLES[key]
    envelope = read_envelope(sample["headers"])
    event = read_event(envelope, json.dumps(sample["body"] | changes))
    return COMMANDS[type(event)](envelope, event)


def notices(**changes):
    command = told("routing.handover.moved.v1", **changes)
    wall = SystemClock().now()
    return notices_for(command.occurrence, wall=wall) if command else []


def test_d06_an_offer_that_came_is_told_to_the_duty_desk():
    [notice] = notices()
    assert (notice.step, notice.recipient) == (Step.HANDOVER_OFFERED, AGENCY_DESK)
    assert notice.params["agency"].endswith("街道办事处")
    assert notice.params["due_at"].startswith("2026-03-31")


def test_d06_half_of_its_time_over_it_is_urgent():
    [notice] = notices(state="waits")
    assert notice.template == "handover-waits.dispatch"
    assert notice.urgency == 0


@pytest.mark.parametrize("state", ["refused", "expired", "returned", "return-asked"])
def test_d06_who_sent_it_hears_that_it_is_theirs_to_decide(state):
    found = notices(direction="out", state=state, organisation_id="510106040-ur")
    assert [(each.audience, each.recipient) for each in found] == [
        (Audience.OWNER, "510106040-ur"),
        (Audience.DISPATCH, AGENCY_DESK),
    ]


def test_d06_what_only_moves_a_page_disturbs_nobody():
    assert notices(state="taken") == []
    assert notices(direction="out", state="offered") == []


def test_b39_no_petitioner_hears_of_a_hand_over_from_the_agency_that_took_it():
    for step in TURNS.values():
        audiences = {audience for audience, _ in WHO_IS_TOLD[step]}
        assert audiences <= {Audience.DISPATCH, Audience.OWNER}
        assert all(
            f"{step}.{each}" in own_templates()["templates"] for each in audiences
        )


def test_b39_only_who_owes_the_petitioner_the_answer_asks_them_about_it():
    here = told("routing.case.resolved.v1")
    there = told("routing.case.resolved.v1", owed_to="jinquan-street", reachable=False)
    at = SystemClock().now()
    assert questions_after(here.occurrence, at=at)
    assert questions_after(there.occurrence, at=at) == []
    heard = notices_for(there.occurrence, wall=at)
    assert Audience.PETITIONER not in {each.audience for each in heard}
