"""What every unit of work promises: the fakes and the real one pass this suite.

A subclass gives `bus`, a command bus over an empty register, and `seen`, which tells
what became lasting.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from minqing_kernel.bus import CommandBus
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Command, Role
from registry.application.commands import FindResidents, ReadResident, RecordDeath
from registry.domain.access import Purpose
from registry.domain.charges.errors import HouseholdServed
from registry.domain.errors import (
    GridUnknown,
    HeadAppointed,
    ResidentKnown,
    ResidentUnknown,
    WouldCircle,
)
from registry.domain.firms.errors import FirmKnown
from registry.domain.premises.errors import PremisesKnown
from registry.domain.profiles import DutyKind, ScopeKind
from registry.domain.visits.errors import VisitUnknown
from registry.domain.visits.visit import Outcome
from services.registry.tests.builders import (
    AT_HOME,
    COMMUNITY,
    DEPARTMENT,
    DISTRICT,
    NAME,
    STREET,
    TELEPHONE,
    TODAY,
    a_cause,
    an_actor,
    an_identity,
    appoint_head,
    record_duty,
    record_firm,
    record_grid,
    record_household,
    record_organisation,
    record_premises,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.visit_builders import (
    a_home,
    a_visitor,
    an_account,
    read_visit,
    record_visit,
)


class Promises:
    """The suite."""

    @pytest.fixture
    def bus(self) -> CommandBus:
        raise NotImplementedError

    @pytest.fixture
    def say(self, bus) -> Callable[[Command], Any]:
        for command in the_tree():
            bus.handle(command, a_cause())
        return lambda command: bus.handle(command, a_cause())

    def test_an_organisation_cannot_come_under_one_below_it(self, say):
        with pytest.raises(WouldCircle):
            say(record_organisation(DISTRICT, parent_id=COMMUNITY))

    def test_a_parent_must_be_known(self, say):
        with pytest.raises(Invalid) as refused:
            say(record_organisation(COMMUNITY, parent_id="999999"))
        assert refused.value.fields == {"parent_id": "unknown-organisation"}

    def test_one_person_stands_in_the_register_once(self, say):
        say(record_resident())
        with pytest.raises(ResidentKnown):
            say(record_resident())

    def test_many_people_may_have_no_number_on_file(self, say):
        say(record_resident(identity_number=None))
        say(record_resident(identity_number=None))

    def test_a_file_that_is_said_again_is_one_file(self, say):
        again = record_resident()
        assert say(again) == say(again) == ()

    def test_people_are_found_by_their_exact_numbers(self, say):
        mine, other = uuid4(), uuid4()
        say(record_resident(mine))
        say(record_resident(other, identity_number=None, telephone="02887654321"))
        clerk = an_actor(Role.CLERK)
        by = [
            FindResidents(actor=clerk, telephone="138-0013-8000"),
            FindResidents(actor=clerk, identity_number=an_identity()),
        ]
        for question in by:
            assert [card.resident_id for card in say(question)] == [mine]
        assert say(FindResidents(actor=clerk, telephone=TELEPHONE[:-1] + "1")) == []

    def test_a_full_look_shows_what_was_written(self, say):
        mine, home = uuid4(), uuid4()
        say(record_household(home))
        say(record_resident(mine, household_id=home))
        purpose = Purpose.CASE_HANDLING
        look = ReadResident(actor=an_actor(), resident_id=mine, purpose=purpose)
        card = say(look)
        assert (card.name, card.telephone) == (NAME, TELEPHONE)
        assert card.household_id == home

    def test_nobody_unknown_is_shown_or_dies(self, say):
        look = {"actor": an_actor(), "resident_id": uuid4()}
        with pytest.raises(ResidentUnknown):
            say(ReadResident(**look, purpose=Purpose.VISIT))
        with pytest.raises(ResidentUnknown):
            say(RecordDeath(**look, died_on=TODAY))

    def test_b18_a_grid_has_one_head_at_a_time_and_keeps_the_history(self, say):
        for staff_id in ("wang-li", "li-na"):
            say(record_staff(staff_id))
        say(record_grid())
        say(appoint_head("wang-li"))
        say(appoint_head("wang-li", since=TODAY.replace(day=5)))
        say(appoint_head("li-na"))
        say(appoint_head("wang-li", since=TODAY.replace(day=9)))
        with pytest.raises(HeadAppointed):
            say(
                record_duty(
                    duty=DutyKind.GRID_HEAD,
                    scope_kind=ScopeKind.GRID,
                    scope_id="g-1",
                )
            )

    def test_somebody_may_head_a_grid_again_from_the_same_day(self, say):
        for staff_id in ("wang-li", "li-na"):
            say(record_staff(staff_id))
        say(record_grid())
        for staff_id in ("wang-li", "li-na", "wang-li"):
            say(appoint_head(staff_id))

    def test_an_unknown_grid_gets_no_head(self, say):
        say(record_staff())
        with pytest.raises(GridUnknown):
            say(appoint_head())

    def test_grids_lie_in_known_grids(self, say):
        say(record_grid("g-1"))
        say(record_grid("g-2", level=2, parent_id="g-1"))
        say(record_grid("g-3", level=3, parent_id="g-2"))
        with pytest.raises(WouldCircle):
            say(record_grid("g-2", level=2, parent_id="g-3"))
        with pytest.raises(Invalid) as refused:
            say(record_grid("g-4", level=2, parent_id="g-9"))
        assert refused.value.fields == {"parent_id": "unknown-grid"}

    def test_a_department_works_for_the_people_of_its_district(self, say):
        mine = uuid4()
        say(record_resident(mine))
        look = {"resident_id": mine, "purpose": Purpose.BENEFIT_CHECK}
        for place in (DEPARTMENT, STREET):
            handler = an_actor(Role.HANDLER, place)
            assert say(ReadResident(actor=handler, **look)).resident_id == mine

    def test_a22_one_door_has_one_entry(self, say):
        with pytest.raises(PremisesKnown):
            say(record_premises("again", name="九幢", parent_id="65"))

    def test_c06_one_credit_code_stands_in_the_register_once(self, say):
        say(record_firm())
        with pytest.raises(FirmKnown):
            say(record_firm())

    def test_c04_one_social_worker_serves_a_household(self, say):
        home = uuid4()
        say(record_household(home))
        scope = {"scope_kind": ScopeKind.HOUSEHOLD, "scope_id": str(home)}
        for staff_id in ("wang-li", "li-na"):
            say(record_staff(staff_id))
        say(record_duty(duty=DutyKind.SOCIAL_WORKER, **scope))
        with pytest.raises(HouseholdServed):
            say(record_duty(staff_id="li-na", duty=DutyKind.SOCIAL_WORKER, **scope))

    def test_a22_a_household_hangs_on_the_door_of_its_address(self, say):
        assert say(record_household(address=AT_HOME)) == ()
        assert say(record_household()) == ("address-not-located",)

    def test_a10_a_visit_that_is_sent_again_is_one_visit_and_keeps_its_past(self, say):
        home, visit = uuid4(), uuid4()
        say(record_staff())
        say(record_household(home))
        first = an_account(subjects=[a_home(home)], premises_id="65-9")
        for _ in range(2):
            assert say(record_visit(first, visit)).revision == 1
        better = replace(first, diary="已修好", outcome=Outcome.SETTLED)
        assert say(record_visit(better, visit)).revision == 2
        full = say(read_visit(visit, a_visitor()))
        assert (full.visit.diary, full.visit.outcome) == ("已修好", "settled")
        assert [each.diary for each in full.before] == [first.diary]
        assert full.before[0].subjects == [a_home(home)]

    def test_nobody_who_is_not_on_file_is_visited(self, say):
        say(record_staff())
        with pytest.raises(Invalid) as refused:
            say(record_visit(an_account(subjects=[a_home(uuid4())])))
        assert refused.value.fields == {"subjects": "unknown-subject"}

    def test_an_unknown_visit_is_not_read(self, say):
        with pytest.raises(VisitUnknown):
            say(read_visit(uuid4(), a_visitor()))
