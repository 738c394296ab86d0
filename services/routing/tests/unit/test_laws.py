"""What holds for every case, whatever happens to it and in whatever order."""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from minqing_kernel.errors import DomainError
from minqing_kernel.messages import Actor, Role
from minqing_kernel.working_time import Span, SpanUnit
from routing.domain.accused import kept_out
from routing.domain.case import Case
from routing.domain.competence import Competence
from routing.domain.deadline import ClockKind, Won
from routing.domain.dossier import Dossier, Ground, Measure, Settled, Severity
from routing.domain.events import CaseExtended
from routing.domain.lifecycle import OPEN, OWNED, CaseState
from routing.domain.mode import Mode
from routing.domain.policy import STATUTE, Reminder, Term, TermKind
from routing.domain.resettling import Resettlement
from routing.domain.resolution import Outcome, Verdict
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    NOON,
    STATION,
    STREET,
    a_blank_case,
    a_directory,
    a_member,
    a_rule,
    a_unit,
    an_actor,
    an_answer,
    clocks_under,
    the_units,
)

pytestmark = pytest.mark.unit

units = st.sampled_from([DISTRICT, STREET, COMMUNITY, STATION])
strangers = st.builds(an_actor, st.sampled_from([*Role]), units)
people = st.none() | strangers
"""Who acts; None stands for a supervisor of the unit that answers."""

LOCAL = clocks_under(
    terms=(
        *STATUTE.terms,
        Term(kind=TermKind.SIGN, span=Span(2, SpanUnit.HOURS), basis="本级"),
        Term(kind=TermKind.CONTACT, span=Span(1), basis="本级"),
        Term(kind=TermKind.URGING, span=Span(5), basis="本级"),
    ),
    reminders=(
        Reminder(kind=TermKind.HANDLING, span=Span(5)),
        Reminder(kind=TermKind.HANDLING, span=Span(1), after=True),
        Reminder(kind=TermKind.SIGN, span=Span(1), after=True),
    ),
)
"""A place with clocks for signature and first contact, and reminders of its own."""


class LifeOfACase(RuleBasedStateMachine):
    """Anybody tries anything at any time; what is refused changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        joint = Settled(case_kind="joint", co_unit_ids=(STATION, STREET))
        self.case = a_blank_case(dossier=Dossier(settled=joint))
        self.edition = 1
        self.case.judge(a_directory(), LOCAL, at=NOON)
        self.answers = []
        self.told = []
        self.dated = self.case.deadline

    @property
    def here(self):
        return {"units": the_units(), "at": self.now}

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
        self.case.escalate_if_overdue(the_units(), LOCAL, at=self.now)

    @rule()
    def the_reminders_are_sent(self):
        dates = [(d.kind, d.due_at, d.watch_from) for d in self.case.deadlines]
        self.case.remind_if_due(LOCAL, at=self.now)
        after = [(d.kind, d.due_at, d.watch_from) for d in self.case.deadlines]
        kept = [each for each in after if each[0] is not ClockKind.URGING]
        assert kept == [each for each in dates if each[0] is not ClockKind.URGING]

    @rule(by=people)
    def somebody_urges(self, by):
        self.attempt(by, lambda by: self.case.urge("快", LOCAL, by=by, **self.here))

    @rule(by=people, days=st.integers(-1, 99))
    def a_leader_sets_a_date(self, by, days):
        leader = a_member(organisation_id=DISTRICT, roles=frozenset({"supervisor"}))
        due_at = self.now + timedelta(days=days)
        self.attempt(
            by,
            lambda by: self.case.set_date(due_at, leader, LOCAL, by=by, **self.here),
        )

    @rule(unit=units)
    def a_rule_is_set(self, unit):
        self.edition += 1
        directory = a_directory(a_rule(organisation_id=unit), edition=self.edition)
        self.case.judge(directory, LOCAL, at=self.now)

    @rule(unit=units, by=people, days=st.none() | st.integers(-2, 90))
    def somebody_dispatches(self, unit, by, days):
        due_at = None if days is None else self.now + timedelta(days=days)
        self.attempt(
            by,
            lambda by: self.case.assign(
                unit, None, due_at, LOCAL, by=by, units=the_units(), at=self.now
            ),
        )

    @rule(
        accused=st.sets(units, max_size=1),
        helpers=st.sets(units, max_size=2),
        lead=st.none() | units,
    )
    def it_is_settled_anew(self, accused, helpers, lead):
        said = Resettlement(
            revision=self.case.dossier.settled_revision + 1,
            category="road",
            severity=Severity.ORDINARY,
            settled=Settled(lead_id=lead, co_unit_ids=tuple(sorted(helpers))),
            accused=tuple(accused),
        )
        self.case.resettle(said, the_units(), LOCAL, at=self.now)

    @rule()
    def a_reviewer_orders_it_anew(self):
        self.attempt(
            None, lambda _: self.case.rework("责令重新处理", LOCAL, at=self.now)
        )
        self.case.leave_the_accused(the_units(), LOCAL, at=self.now)

    @rule(by=people)
    def somebody_starts(self, by):
        self.attempt(by, lambda by: self.case.start(by=by, at=self.now))

    @rule(by=people)
    def somebody_signs(self, by):
        self.attempt(by, lambda by: self.case.sign(by=by, at=self.now))

    @rule(by=people)
    def somebody_gives_back(self, by):
        self.attempt(
            by, lambda by: self.case.give_back("否", LOCAL, by=by, **self.here)
        )

    @rule(by=people, granted=st.booleans())
    def somebody_decides_the_return(self, by, granted):
        self.attempt(
            by,
            lambda by: self.case.decide_return(
                granted=granted, reason="", by=by, **self.here
            ),
        )

    @rule(by=people, unit=units)
    def somebody_designates(self, by, unit):
        self.attempt(
            by, lambda by: self.case.designate(unit, None, LOCAL, by=by, **self.here)
        )

    @rule(by=people, mode=st.sampled_from([Mode.TRANSFER, Mode.ENTRUST]), unit=units)
    def somebody_passes_it_on(self, by, mode, unit):
        self.attempt(
            by,
            lambda by: self.case.assign(
                unit, None, None, LOCAL, by=by, mode=mode, **self.here
            ),
        )

    @rule(by=people)
    def somebody_raises_it(self, by):
        self.attempt(
            by, lambda by: self.case.raise_up(Competence(), LOCAL, by=by, **self.here)
        )

    @rule(by=people, unit=units)
    def somebody_asks_for_help(self, by, unit):
        self.attempt(
            by,
            lambda by: self.case.ask_co_handler(
                a_unit(unit), "查", None, LOCAL, by=by, units=the_units(), at=self.now
            ),
        )

    @precondition(lambda self: self.case.dossier.co_tasks)
    @rule(data=st.data(), waive=st.booleans())
    def a_task_ends(self, data, waive):
        task = data.draw(st.sampled_from(self.case.dossier.co_tasks))
        act = self.case.waive_co_task if waive else self.case.answer_co_task
        unit = self.case.organisation_id if waive else task.organisation_id
        by = an_actor(Role.SUPERVISOR, unit or STREET)
        self.attempt(by, lambda by: act(task.number, "好", by=by, at=self.now))

    @rule(by=people, days=st.integers(0, 40))
    def somebody_asks_for_time(self, by, days):
        self.attempt(
            by,
            lambda by: self.case.ask_extension(days, "复杂", LOCAL, by=by, at=self.now),
        )

    @rule(granted=st.booleans())
    def the_head_decides(self, granted):
        head = Actor(
            id="head", role=Role.SUPERVISOR, organisation_id=self.case.organisation_id
        )
        self.attempt(
            head,
            lambda by: self.case.decide_extension(
                LOCAL, granted=granted, reason="", by=by, at=self.now
            ),
        )

    @rule(by=people, ground=st.sampled_from(Ground))
    def somebody_suspends(self, by, ground):
        self.attempt(
            by,
            lambda by: self.case.suspend(
                ground, "等", LOCAL, by=by, leader_id="zhou", **self.here
            ),
        )

    @rule(by=people)
    def somebody_resumes(self, by):
        self.attempt(by, lambda by: self.case.resume(LOCAL, by=by, **self.here))

    @rule(by=people, measure=st.sampled_from(Measure), days=st.integers(-1, 9))
    def somebody_presses(self, by, measure, days):
        due_at = self.now + timedelta(days=days)
        self.attempt(
            by,
            lambda by: self.case.supervise(
                measure, "督", due_at, LOCAL, by=by, **self.here
            ),
        )

    @rule(by=people, severity=st.sampled_from(Severity))
    def somebody_weighs_it(self, by, severity):
        self.attempt(
            by,
            lambda by: self.case.judge_severity(severity, LOCAL, by=by, **self.here),
        )

    @rule()
    def somebody_remarks(self):
        before = snapshot(self.case)
        self.case.comment("注", by=an_actor(Role.CLERK), at=self.now)
        assert snapshot(self.case) == before

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
        self.case.hear(answer, LOCAL)
        self.case.leave_the_accused(the_units(), LOCAL, at=self.now)

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def an_old_word_comes_again(self, data):
        answer = data.draw(st.sampled_from(self.answers))
        before = snapshot(self.case)
        self.case.hear(answer, LOCAL)
        assert snapshot(self.case) == before

    @invariant()
    def it_has_exactly_one_owner_unless_it_waits_for_one(self):
        owners = [each for each in self.case.assignments if each.until is None]
        assert len(owners) == (self.case.state in OWNED)

    @invariant()
    def an_answers_clock_runs_while_one_is_owed_and_only_then(self):
        clocks = [d for d in self.case.deadlines if d.is_running]
        answers = [d for d in clocks if d.kind is ClockKind.HANDLING]
        assert len(answers) == (self.case.state in OPEN)
        assert self.case.state in OPEN or not clocks

    @invariant()
    def all_clocks_of_a_suspended_case_stand_still_and_of_no_other(self):
        still = self.case.state is CaseState.SUSPENDED
        for each in self.case.deadlines:
            if each.is_running:
                assert each.is_paused == (still and each.kind is not ClockKind.REVIEW)

    @invariant()
    def of_one_kind_one_clock_runs_but_for_helpers(self):
        kinds = [d.kind for d in self.case.deadlines if d.is_running]
        single = [kind for kind in kinds if kind is not ClockKind.CO_HANDLING]
        assert len(single) == len(set(single))
        assert kinds.count(ClockKind.CO_HANDLING) == len(
            self.case.dossier.open_co_tasks
        )

    @invariant()
    def no_accused_unit_works_on_what_is_still_open(self):
        if self.case.state in OPEN:
            out = kept_out(self.case.matter.accused, the_units())
            tasks = {task.organisation_id for task in self.case.dossier.open_co_tasks}
            assert out.isdisjoint(tasks | {self.case.organisation_id})

    @invariant()
    def a_date_moves_back_only_when_somebody_sets_it(self):
        now, before = self.case.deadline, self.dated
        if now and before and now.won is not Won.LEADER:
            assert now.due_at >= before.due_at or before.won is Won.LEADER
        self.dated = now  # an answered promise is over: the next one is another

    @invariant()
    def more_time_is_given_once_at_most(self):
        given = [f for f in self.told if isinstance(f, CaseExtended)]
        assert len(given) <= 1

    @invariant()
    def nobody_is_called_for_a_promise_that_has_ended(self):
        for deadline in self.case.deadlines:
            assert deadline.is_running or deadline.watch_from is None

    @invariant()
    def nobody_is_reminded_of_what_has_ended_or_stands_still(self):
        for deadline in self.case.deadlines:
            assert deadline.remind_at is None or (
                deadline.is_running and not deadline.is_paused
            )

    @invariant()
    def of_each_clock_each_reminder_is_sent_once(self):
        for deadline in self.case.deadlines:
            assert len(deadline.reminded) == len(set(deadline.reminded))

    @invariant()
    def no_date_lies_beyond_the_statutes(self):
        for each in self.case.deadlines:
            if each.kind is ClockKind.HANDLING and each.statutory:
                assert each.own <= each.statutory

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
            keys = [(row.revision, getattr(row, "kind", "")) for row in rows]
            assert len(keys) == len(set(keys))
            keys = [row.revision for row in rows]
            assert keys == sorted(keys)
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
        case.dossier,
    )
