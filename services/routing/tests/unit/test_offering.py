"""What a page may offer: by state, role and unit; the aggregate still decides."""

import pytest

from minqing_kernel.messages import Role
from routing.domain.lifecycle import CaseState
from routing.domain.offering import offered
from services.routing.tests.builders import (
    COMMUNITY,
    STATION,
    STREET,
    a_clerk,
    a_handler,
    a_supervisor,
    an_actor,
    the_units,
)

pytestmark = pytest.mark.unit

S = CaseState
NONE = ("comment",)
SUPERVISOR_ABOVE = a_supervisor(STREET)


def may(
    actor,
    state,
    owner=COMMUNITY,
    *,
    asked=False,
    is_open=False,
    contacted=False,
    helps=False,
):
    return offered(
        actor,
        state,
        owner,
        the_units(),
        extension_asked=asked,
        extension_open=is_open,
        contacted=contacted,
        helps=helps,
    )


OWN = (
    *("contact", "start", "resolve", "return"),
    *("ask-extension", "co-handle", "suspend", "mediate", "comment"),
)


@pytest.mark.parametrize(
    ("actor", "state", "verbs"),
    [
        (a_handler(), S.ASSIGNED, ("contact", "sign", *OWN[1:])),
        (a_handler(), S.SIGNED, OWN),
        (a_handler(), S.STARTED, ("contact", *OWN[2:])),
        (a_handler(), S.RETURN_PENDING, ("contact", "mediate", *NONE)),
        (a_handler(), S.RESOLVED, NONE),
        (a_handler(), S.CLOSED, NONE),
        (a_handler(), S.MERGED, NONE),
        (a_handler(STATION), S.ASSIGNED, NONE),
        (a_handler(STREET), S.ASSIGNED, NONE),
        (a_clerk(), S.STARTED, ("assign", "urge", "comment")),
        (a_clerk(), S.RETURN_PENDING, ("assign", "decide-return", "urge", "comment")),
        (a_clerk(STATION), S.STARTED, NONE),
        (an_actor(Role.OPS, None), S.STARTED, ()),
    ],
)
def test_each_is_offered_what_role_unit_and_state_allow(actor, state, verbs):
    assert may(actor, state) == verbs


def test_what_nobody_answers_for_is_given_out_by_any_dispatcher():
    assert may(a_clerk(STATION), S.UNROUTED, None) == ("assign", "comment")
    assert may(a_handler(STATION), S.UNROUTED, None) == NONE


def test_more_time_is_offered_once_and_decided_by_the_units_own_head():
    assert "ask-extension" not in may(a_handler(), S.STARTED, asked=True)
    head = a_supervisor(COMMUNITY)
    assert "decide-extension" in may(head, S.STARTED, asked=True, is_open=True)
    assert "decide-extension" not in may(head, S.STARTED, asked=True)
    assert "decide-extension" not in may(head, S.CLOSED, asked=True, is_open=True)
    above = may(SUPERVISOR_ABOVE, S.STARTED, asked=True, is_open=True)
    assert "decide-extension" not in above


def test_the_first_word_with_the_petitioner_is_offered_until_it_was_had():
    assert "contact" in may(a_handler(), S.SUSPENDED)
    assert "contact" not in may(a_handler(), S.STARTED, contacted=True)
    assert "contact" not in may(a_clerk(), S.STARTED)


def test_who_was_asked_to_contribute_may_answer_and_only_while_the_case_is_in_hand():
    assert may(a_handler(STATION), S.STARTED, helps=True) == ("answer-help", *NONE)
    assert may(a_handler(STATION), S.RESOLVED, helps=True) == NONE
    assert may(a_clerk(STATION), S.STARTED, helps=True) == NONE


def test_a_paused_case_goes_on_by_its_unit_or_by_who_dispatches_it():
    assert "resume" in may(a_handler(), S.SUSPENDED)
    assert "resume" not in may(a_handler(STATION), S.SUSPENDED)
    assert "resume" in may(a_clerk(), S.SUSPENDED)
    assert "resume" not in may(a_clerk(STATION), S.SUSPENDED)
    assert "resume" not in may(a_clerk(), S.STARTED)
    assert "suspend" not in may(a_handler(), S.SUSPENDED)


def test_supervising_is_for_a_head_of_the_unit_or_above():
    assert "supervise" in may(SUPERVISOR_ABOVE, S.STARTED)
    assert "supervise" not in may(SUPERVISOR_ABOVE, S.CLOSED)
    assert "supervise" not in may(a_clerk(), S.STARTED)
    assert "supervise" not in may(a_supervisor(STATION), S.STARTED)
