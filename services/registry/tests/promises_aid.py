"""What every unit of work promises of help: the fakes and the real one pass this suite.

A subclass gives `bus`, a command bus over an empty register.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from minqing_kernel.bus import CommandBus
from minqing_kernel.messages import Command
from registry.application.aid.commands import (
    DecideEntitlement,
    DecidePayments,
    PairUp,
    ReversePayment,
)
from registry.application.plans.commands import ClosePlan, ListMissingPlans, ReadPlan
from registry.domain.access import Purpose
from registry.domain.aid.entitlement import Outcome
from registry.domain.aid.errors import (
    PaidTwice,
    PairedAlready,
    ReversedAlready,
    SecondPersonNeeded,
)
from registry.domain.aid.pairing import Partner, PartnerKind
from registry.domain.aid.payment import PaymentStep, Why
from registry.domain.persons import PersonNumber
from registry.domain.plans.errors import PlanInForce, PlanUnknown
from services.registry.tests.aid_builders import (
    CLERK,
    FIELD,
    FIRST,
    SECOND,
    a_measure,
    check,
    line,
    pay,
    plan,
    the_sections,
    write,
)
from services.registry.tests.builders import (
    COMMUNITY,
    TODAY,
    a_cause,
    an_identity,
    record_household,
    record_resident,
    record_staff,
    the_tree,
)

HOME, OTHER_HOME, PERSON, OLD = (UUID(int=each) for each in range(1, 5))
PLAN, PAID = UUID(int=11), UUID(int=12)


class AidPromises:
    """The suite."""

    @pytest.fixture
    def bus(self) -> CommandBus:
        raise NotImplementedError

    @pytest.fixture
    def say(self, bus) -> Callable[[Command], Any]:
        old = an_identity(born="19400101", order="002")
        for command in [
            *the_tree(),
            *the_sections(),
            record_staff(),
            record_household(HOME),
            record_household(OTHER_HOME),
            record_resident(PERSON, household_id=HOME),
            record_resident(OLD, household_id=OTHER_HOME, identity_number=old),
        ]:
            bus.handle(command, a_cause())
        return lambda command: bus.handle(command, a_cause(command.actor))

    def test_c25_two_accounts_of_one_person_are_no_second_person(self, say):
        for account in (CLERK.id, SECOND.id.upper()):
            number = PersonNumber(identity_number=an_identity())
            say(record_staff(account, number=number))
        say(pay(line(HOME, key=PAID)))
        approve = DecidePayments(
            actor=replace(SECOND, id=SECOND.id.upper()),
            payment_ids=(PAID,),
            step=PaymentStep.APPROVE,
        )
        with pytest.raises(SecondPersonNeeded):
            say(approve)
        another = PersonNumber(person_number=an_identity())
        say(record_staff(SECOND.id.upper(), number=another))
        say(approve)

    def test_one_plan_is_in_force_and_its_steps_stand_in_order(self, say):
        say(plan(HOME, PLAN))
        say(plan(HOME, PLAN, 1, measures=[a_measure(what="改作岗位")]))
        with pytest.raises(PlanInForce):
            say(plan(HOME, uuid4()))
        say(ClosePlan(actor=FIELD, plan_id=PLAN, why="已就业", seen=2))
        look = ReadPlan(actor=FIELD, plan_id=PLAN, purpose=Purpose.VISIT)
        full = say(look)
        said = [(each.step, each.revision, each.note) for each in full.history]
        assert said == [
            ("change", 1, None),
            ("change", 2, None),
            ("close", 3, "已就业"),
        ]
        assert full.history[0].words.measures[0] == a_measure()
        with pytest.raises(PlanUnknown):
            say(replace(look, plan_id=uuid4()))

    def test_a_household_is_paid_once_and_repaid_once(self, say):
        say(pay(line(HOME, key=PAID)))
        with pytest.raises(PaidTwice):
            say(pay(line(OTHER_HOME), line(HOME)))
        say(pay(line(OTHER_HOME)))
        self._approve(say, PAID)
        back = uuid4()
        undo = ReversePayment(
            actor=CLERK, payment_id=back, reverses=PAID, why=Why.PAID_TWICE
        )
        say(undo)
        with pytest.raises(ReversedAlready):
            say(replace(undo, payment_id=uuid4()))
        self._approve(say, back)
        say(pay(line(HOME)))

    def test_two_are_paired_once_at_a_time(self, say):
        wang = Partner(kind=PartnerKind.STAFF, id="wang-li")
        pair = PairUp(
            actor=CLERK,
            pairing_id=uuid4(),
            household_id=HOME,
            partner=wang,
            since=TODAY,
        )
        say(pair)
        with pytest.raises(PairedAlready):
            say(replace(pair, pairing_id=uuid4()))
        say(replace(pair, pairing_id=uuid4(), household_id=OTHER_HOME))

    def test_people_come_by_id_with_their_sections_until_it_is_decided(self, say):
        say(write(PERSON, "health", disability_level="二级"))
        page = say(check(limit=1))
        assert (page.next, page.items[0].finding) == (PERSON, "entitled")
        assert say(check(after=PERSON)).items[0].resident_id == OLD
        decided = DecideEntitlement(
            actor=CLERK,
            rule="care",
            edition=page.edition,
            resident_id=PERSON,
            outcome=Outcome.CONFIRMED,
        )
        say(decided)
        say(replace(decided, outcome=Outcome.DECLINED))
        assert say(check()).counts["decided"] == 1

    def test_who_was_paid_has_it_once_it_is_approved_and_until_it_is_reversed(
        self, say
    ):
        has = lambda: say(check("old-age")).counts["has-it"]  # noqa: E731
        assert [each.facts for each in say(check("old-age")).items] == [
            {"age": 46, "household-size": 1},
            {"age": 86, "household-size": 1},
        ]
        say(pay(line(OTHER_HOME, key=PAID), programme="old-age"))
        assert has() == 0
        self._approve(say, PAID)
        assert has() == 1
        back = uuid4()
        why = Why.NOT_ENTITLED
        say(ReversePayment(actor=CLERK, payment_id=back, reverses=PAID, why=why))
        self._approve(say, back)
        assert has() == 0

    def test_homes_without_a_plan_come_by_id_with_those_who_live_there(self, say):
        say(write(OLD, "civil-affairs", kinds=["低保"]))
        look = ListMissingPlans(
            actor=CLERK,
            organisation_id=COMMUNITY,
            purpose=Purpose.VISIT,
            after=FIRST,
            limit=1,
        )
        assert say(look).next == HOME
        rest = say(replace(look, after=HOME))
        assert [(each.household_id, each.classes) for each in rest.items] == [
            (OTHER_HOME, ["low-income"])
        ]
        say(plan(HOME, PLAN))
        assert say(look).next == OTHER_HOME

    def _approve(self, say, key):
        step = PaymentStep.APPROVE
        say(DecidePayments(actor=SECOND, payment_ids=[key], step=step))
