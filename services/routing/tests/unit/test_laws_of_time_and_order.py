"""What holds of a case however often it stood still, whatever is told it first."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.messages import Role
from routing.domain.dossier import Ground
from routing.domain.lifecycle import CaseState
from routing.domain.organisation import OrganisationTree
from routing.domain.resolution import Outcome, Verdict
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    NOON,
    STREET,
    a_blank_case,
    a_directory,
    a_rule,
    a_started_case,
    a_supervisor,
    a_unit,
    an_actor,
    an_answer,
    end,
    later,
    the_units,
)

pytestmark = pytest.mark.unit


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 200)), max_size=6))
def test_paused_time_never_counts(spells):
    """However often a case stood still, its time is as long as it was."""
    case, now = a_started_case(), later(hours=3)
    due_at, stood_still = case.deadline.due_at, timedelta()
    for worked, paused in spells:
        now += timedelta(hours=worked)
        left = case.deadline.due_at - now
        here = {"by": a_supervisor(), "units": the_units()}
        case.suspend(Ground.HEARING, "听证", CLOCKS, at=now, **here)
        now += timedelta(days=paused)
        stood_still += timedelta(days=paused)
        case.resume(CLOCKS, at=now, **here)
        assert case.deadline.due_at - now == left
    assert case.deadline.due_at == due_at + stood_still
    assert case.deadline.paused_seconds == stood_still.total_seconds()


tellings = st.permutations(
    [
        *(a_unit(COMMUNITY, STREET, revision=n, active=n != 2) for n in (1, 2, 3)),
        *(a_unit(STREET, None, revision=n) for n in (1, 2)),
        a_rule("all", COMMUNITY),
        a_rule("late", STREET, category="water"),
        "petition",
    ]
)


@given(tellings, st.lists(st.integers(0, 7), max_size=6))
def test_whatever_the_order_the_same_unit_answers_in_the_end(told, repeated):
    """Facts come in any order, some twice; the sweep looks after each change."""
    tree, rules, case = OrganisationTree(), [], None
    for edition, fact in enumerate([*told, *(told[at] for at in repeated)]):
        if fact == "petition":
            case = case or a_blank_case(petition_id=UUID(int=1))
        elif hasattr(fact, "parent_id"):
            tree = tree.with_unit(fact) if tree.is_news(fact) else tree
        elif fact not in rules:
            rules.append(fact)
        if case is not None:
            case.judge(
                a_directory(*rules, edition=edition, units=tree), CLOCKS, at=NOON
            )
    assert case is not None
    assert (case.state, case.organisation_id) == (CaseState.ASSIGNED, COMMUNITY)
    assert case.deadline is not None
    assert case.deadline.due_at == end(days=60)
    assert len(case.assignments) == 1


@given(st.permutations([Verdict.CLOSE, Verdict.REOPEN, Verdict.CLOSE]))
def test_of_several_answers_to_one_resolution_the_first_counts(verdicts):
    case = a_blank_case()
    case.judge(a_directory(a_rule()), CLOCKS, at=NOON)
    case.resolve(Outcome.RESOLVED, "好", by=an_actor(Role.HANDLER, COMMUNITY), at=NOON)
    for answer in [an_answer(case, verdict) for verdict in verdicts]:
        case.hear(answer, CLOCKS)
    closed = verdicts[0] is Verdict.CLOSE
    assert case.state is (CaseState.CLOSED if closed else CaseState.ASSIGNED)
