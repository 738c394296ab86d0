"""What a page may offer: by state, role and unit; the aggregate still decides."""

import pytest

from minqing_kernel.messages import Role
from routing.domain.lifecycle import CaseState
from routing.domain.offering import CaseFacts, offered
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


def may(actor, state, owner=COMMUNITY, **facts):
    return offered(actor, state, owner, the_units(), CaseFacts(**facts))


TOGETHER = ("ask-co-task", "suspend", "raise", "feasibility", "recuse")
OWN = (
    *("contact", "start", "resolve", "return"),
    *("ask-extension", "mediate", *TOGETHER, "comment"),
)
ABOVE = ("assign", "urge", "transfer", "severity", "parties")


@pytest.mark.parametrize(
    ("actor", "state", "verbs"),
    [
        (a_handler(), S.ASSIGNED, ("contact", "sign", *OWN[1:])),
        (a_handler(), S.SIGNED, OWN),
        (a_handler(), S.STARTED, ("contact", *OWN[2:])),
        (a_handler(), S.RETURN_PENDING, ("contact", "mediate", "recuse", *NONE)),
        (a_handler(), S.RESOLVED, NONE),
        (a_handler(), S.CLOSED, NONE),
        (a_handler(), S.MERGED, NONE),
        (a_handler(STATION), S.ASSIGNED, NONE),
        (a_handler(STREET), S.ASSIGNED, NONE),
        (a_clerk(), S.STARTED, (*ABOVE, "comment")),
        (
            a_clerk(),
            S.RETURN_PENDING,
            ("assign", "decide-return", "urge", "severity", "parties", "comment"),
        ),
        (a_handler(), S.SUSPENDED, ("contact", "mediate", "resume", "recuse", *NONE)),
        (a_clerk(), S.SUSPENDED, ("resume", "severity", "parties", "comment")),
        (a_clerk(), S.CLOSED, NONE),
        (
            SUPERVISOR_ABOVE,
            S.STARTED,
            (*ABOVE, "supervise", "sponsor", "owners", "set-date", "park", "comment"),
        ),
        (
            SUPERVISOR_ABOVE,
            S.UNROUTED,
            ("assign", "severity", "parties", "sponsor", "owners", "comment"),
        ),
        (SUPERVISOR_ABOVE, S.CLOSED, NONE),
        (a_clerk(STATION), S.STARTED, NONE),
        (an_actor(Role.OPS, None), S.STARTED, ()),
    ],
)
def test_each_is_offered_what_role_unit_and_state_allow(actor, state, verbs):
    assert may(actor, state) == verbs


def test_what_nobody_answers_for_is_given_out_by_any_dispatcher():
    assert may(a_clerk(STATION), S.UNROUTED, None) == (
        *("assign", "severity", "parties", "comment"),
    )
    assert may(a_handler(STATION), S.UNROUTED, None) == NONE


def test_more_time_is_offered_once_and_decided_by_the_units_own_head():
    assert "ask-extension" not in may(a_handler(), S.STARTED, extension_asked=True)
    head = a_supervisor(COMMUNITY)
    assert "decide-extension" in may(
        head, S.STARTED, extension_asked=True, extension_open=True
    )
    assert "decide-extension" not in may(head, S.STARTED, extension_asked=True)
    assert "decide-extension" not in may(
        head, S.CLOSED, extension_asked=True, extension_open=True
    )
    above = may(SUPERVISOR_ABOVE, S.STARTED, extension_asked=True, extension_open=True)
    assert "decide-extension" not in above


def test_the_first_word_with_the_petitioner_is_offered_until_it_was_had():
    assert "contact" in may(a_handler(), S.SUSPENDED)
    assert "contact" not in may(a_handler(), S.STARTED, contacted=True)
    assert "contact" not in may(a_clerk(), S.STARTED)


def test_a_contribution_is_answered_by_who_owes_it_and_waived_by_who_leads():
    owed = {"helpers": frozenset({STATION})}
    assert may(a_handler(STATION), S.STARTED, **owed) == ("answer-co-task", "comment")
    assert "waive-co-task" in may(a_handler(), S.STARTED, **owed)
    assert "waive-co-task" not in may(a_handler(), S.STARTED)
    assert may(a_handler(STATION), S.CLOSED, **owed) == NONE
    assert may(a_clerk(STATION), S.STARTED, **owed) == NONE


def test_a_declared_matter_waits_for_the_superior_and_not_for_who_asked():
    waits = {"raised_to": STREET, "raised_by": "wang"}
    assert "raise" not in may(a_handler(), S.STARTED, **waits)
    assert "decide-raise" in may(SUPERVISOR_ABOVE, S.STARTED, **waits)
    assert "decide-raise" not in may(a_supervisor(COMMUNITY), S.STARTED, **waits)
    assert "decide-raise" not in may(SUPERVISOR_ABOVE, S.CLOSED, **waits)
    own = {"raised_to": STREET, "raised_by": SUPERVISOR_ABOVE.id}
    assert "decide-raise" not in may(SUPERVISOR_ABOVE, S.STARTED, **own)


def test_a_dispute_is_ended_by_the_arbiter_and_by_anybody_where_there_is_none():
    designated = may(a_clerk(STREET), S.ARBITRATION, None, arbiter=STREET)
    assert "designate" in designated
    assert "designate" not in may(
        a_clerk(COMMUNITY), S.ARBITRATION, None, arbiter=STREET
    )
    assert "designate" in may(a_clerk(COMMUNITY), S.ARBITRATION, None)


def test_a_parked_case_is_looked_at_again_by_a_supervisor():
    assert "periodic-review" in may(SUPERVISOR_ABOVE, S.SUSPENDED, parked=True)
    assert "periodic-review" not in may(SUPERVISOR_ABOVE, S.SUSPENDED)
    assert "periodic-review" not in may(a_clerk(), S.SUSPENDED, parked=True)
    assert "periodic-review" not in may(SUPERVISOR_ABOVE, S.STARTED, parked=True)


def test_who_stood_back_is_not_asked_to_stand_back_again():
    me = a_handler()
    assert "recuse" not in may(me, S.STARTED, recused=frozenset({me.id}))


def test_a_head_of_the_unit_is_offered_each_verb_once():
    verbs = may(a_supervisor(COMMUNITY), S.SUSPENDED)
    assert verbs.count("resume") == 1
