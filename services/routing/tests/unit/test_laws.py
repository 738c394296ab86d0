"""What holds for every case, whatever happens to it and in whatever order."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from minqing_kernel.errors import DomainError
from minqing_kernel.messages import Role
from routing.domain.case import Case
from routing.domain.lifecycle import OWING, CaseState
from routing.domain.organisation import OrganisationTree
from routing.domain.resolution import Outcome, Verdict
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    DISTRICT,
    NOON,
    STATION,
    STREET,
    a_blank_case,
    a_directory,
    a_rule,
    a_unit,
    an_actor,
    an_answer,
    the_units,
)

pytestmark = pytest.mark.unit

units = st.sampled_from([DISTRICT, STREET, COMMUNITY, STATION])
strangers = st.builds(an_actor, st.sampled_from([*Role]), units)
people = st.none() | strangers
"""Who acts; None stands for a supervisor of the unit that answers."""


class LifeOfACase(RuleBasedStateMachine):
    """Anybody tries anything at any time; what is refused changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.case = a_blank_case()
        self.edition = 1
        self.case.judge(a_directory(), CLOCKS, at=NOON)
        self.answers = []
        self.told = []

    def attempt(self, by, act):
        before = snapshot(self.case)
        owner = self.case.organisation_id or STREET
        try:
            act(by or an_actor(Role.SUPERVISOR, owner))
        except DomainError:
            assert snapshot(self.case) == before

    @rule(days=st.integers(0, 40))
    def time_passes(self, days):
        self.now += timedelta(days=days, seconds=1)
        self.case.escalate_if_overdue(the_units(), CLOCKS, at=self.now)

    @rule(unit=units)
    def a_rule_is_set(self, unit):
        self.edition += 1
        directory = a_directory(a_rule(organisation_id=unit), edition=self.edition)
        self.case.judge(directory, CLOCKS, at=self.now)

    @rule(unit=units, by=people, days=st.none() | st.integers(-2, 90))
    def somebody_dispatches(self, unit, by, days):
        due_at = None if days is None else self.now + timedelta(days=days)
        self.attempt(
            by,
            lambda by: self.case.assign(
                unit, None, due_at, CLOCKS, by=by, units=the_units(), at=self.now
            ),
        )

    @rule(by=people)
    def somebody_starts(self, by):
        self.attempt(by, lambda by: self.case.start(by=by, at=self.now))

    @rule(by=people)
    def somebody_gives_back(self, by):
        self.attempt(by, lambda by: self.case.give_back("否", by=by, at=self.now))

    @rule(by=people, outcome=st.sampled_from(Outcome))
    def somebody_answers(self, by, outcome):
        self.attempt(
            by, lambda by: self.case.resolve(outcome, "好", by=by, at=self.now)
        )

    @precondition(lambda self: self.case.resolution is not None)
    @rule(verdict=st.sampled_from(Verdict))
    def the_petitioner_speaks(self, verdict):
        answer = an_answer(self.case, verdict, answered_at=self.now)
        self.answers.append(answer)
        self.case.hear(answer, CLOCKS)

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def an_old_word_comes_again(self, data):
        answer = data.draw(st.sampled_from(self.answers))
        before = snapshot(self.case)
        self.case.hear(answer, CLOCKS)
        assert snapshot(self.case) == before

    @invariant()
    def it_has_exactly_one_owner_or_is_unrouted(self):
        owners = [each for each in self.case.assignments if each.until is None]
        assert len(owners) == (self.case.state is not CaseState.UNROUTED)

    @invariant()
    def a_deadline_runs_while_an_answer_is_owed_and_only_then(self):
        running = [each for each in self.case.deadlines if each.is_running]
        assert len(running) == (self.case.state in OWING)

    @invariant()
    def nobody_is_called_for_a_promise_that_has_ended(self):
        for deadline in self.case.deadlines:
            assert deadline.is_running or deadline.watch_from is None

    @invariant()
    def the_facts_are_counted_without_a_gap(self):
        self.told += self.case.release()
        revisions = [fact.revision for fact in self.told]
        assert revisions == list(range(1, self.case.revision + 1))

    @invariant()
    def history_is_keyed_by_the_fact_that_made_it(self):
        for rows in (
            self.case.assignments,
            self.case.deadlines,
            self.case.resolutions,
        ):
            keys = [row.revision for row in rows]
            assert keys == sorted(set(keys))
            assert all(key <= self.case.revision for key in keys)


LifeOfACase.TestCase.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None
)
test_the_laws_hold_through_any_life = LifeOfACase.TestCase


def snapshot(case: Case):
    """Everything but the count of facts, which also counts what was only noted."""
    return (
        case.state,
        list(case.assignments),
        list(case.deadlines),
        list(case.resolutions),
        case.edition,
    )


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
    assert case.deadline.due_at == NOON + CLOCKS.handling
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
