"""条例第30条: an accusation never reaches the accused unit, nor those below it."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.messages import Role
from routing.application.commands import AssignCase, CaseAction
from routing.application.guard import keep_from_the_accused
from routing.domain.accused import is_hidden_from, kept_out
from routing.domain.dossier import Settled, Severity
from routing.domain.errors import AccusedUnit, CaseNotFound
from routing.domain.events import CaseEscalated
from routing.domain.jurisdiction import AVOIDED, Decision, Undecided
from routing.domain.organisation import OrganisationTree
from routing.domain.resettling import CaseTakenOver, Resettlement
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    DISTRICT,
    NOON,
    STATION,
    STREET,
    a_blank_case,
    a_clerk,
    a_closed_case,
    a_directory,
    a_handler,
    a_matter,
    a_resolved_case,
    a_rule,
    a_unit,
    an_actor,
    an_operator,
    later,
    the_units,
    to_open,
)
from services.routing.tests.unit.test_handlers import House

pytestmark = pytest.mark.unit


def decided(*rules, **matter):
    return a_directory(*rules).decide(a_matter(**matter), at=NOON)


@pytest.mark.parametrize(
    ("accused", "unit"),
    [
        ((), COMMUNITY),
        ((STATION,), COMMUNITY),
        ((COMMUNITY,), STREET),
        ((COMMUNITY, STATION), STREET),
        ((STREET,), DISTRICT),
        (("nobody-knows",), COMMUNITY),
    ],
)
def test_art30_the_nearest_superior_outside_answers_in_the_accuseds_place(
    accused, unit
):
    found = decided(a_rule(organisation_id=COMMUNITY), accused=accused)
    assert isinstance(found, Decision)
    assert (found.organisation_id, found.rule) == (unit, "all")
    assert found.why.endswith(AVOIDED) is (unit != COMMUNITY)


def test_art30_where_nobody_stands_outside_a_person_decides():
    found = decided(a_rule(), accused=(DISTRICT,))
    assert found == Undecided(reason="accused")


def test_art30_a_rule_of_another_line_is_tried_when_one_is_all_accused():
    units = the_units().with_unit(a_unit("d-2"))
    rules = (a_rule("first", priority=1), a_rule("second", organisation_id="d-2"))
    matter = a_matter(accused=(DISTRICT,))
    found = a_directory(*rules, units=units).decide(matter, at=NOON)
    assert isinstance(found, Decision)
    assert (found.organisation_id, found.rule) == ("d-2", "second")


def test_art30_an_accused_unit_that_the_petition_names_does_not_answer():
    found = decided(organisation_id=COMMUNITY, accused=(COMMUNITY,))
    assert isinstance(found, Decision)
    assert found.organisation_id == STREET


def test_art30_who_stands_above_the_accused_may_know():
    units = the_units()
    assert kept_out((STREET,), units) == {STREET, COMMUNITY, STATION}
    assert is_hidden_from(a_clerk(STREET), (STREET,), units)
    assert is_hidden_from(a_handler(STATION), (STREET,), units)
    assert not is_hidden_from(a_clerk(DISTRICT), (STREET,), units)
    assert not is_hidden_from(an_operator(), (STREET,), units)
    assert not is_hidden_from(a_clerk(), (), units)


def test_a_line_holds_a_unit_and_all_above_it_even_in_a_circle():
    units = the_units().with_unit(a_unit(DISTRICT, COMMUNITY, revision=2))
    assert units.line(COMMUNITY) == {COMMUNITY, STREET, DISTRICT}
    assert the_units().line("nobody-knows") == {"nobody-knows"}
    assert the_units().line("") == frozenset()


def test_art30_an_escalation_passes_over_an_accused_superior():
    """The accused may have come to stand above the owner since it was assigned."""
    case = a_blank_case(matter=a_matter(accused=(STREET,)))
    units = OrganisationTree({"other": a_unit("other")})
    case.judge(
        a_directory(a_rule(organisation_id="other"), units=units), CLOCKS, at=NOON
    )
    moved = the_units().with_unit(a_unit("other", STREET, revision=2))
    case.escalate_if_overdue(moved, CLOCKS, at=later(days=70))
    [*_, told] = case.release()
    assert isinstance(told, CaseEscalated)
    assert told.superior_id == DISTRICT


@pytest.mark.parametrize("made", [a_resolved_case, a_closed_case])
@pytest.mark.parametrize(
    ("accused", "owner"),
    [
        ((COMMUNITY,), STREET),
        ((STREET,), DISTRICT),
        ((STATION,), COMMUNITY),
        ((DISTRICT,), COMMUNITY),
    ],
)
def test_art30_what_the_accused_answered_before_goes_to_who_stands_above_them(
    made, accused, owner
):
    """Where nobody stands outside it stays, and is shown to none of them."""
    case = made()
    state, before = case.state, len(case.assignments)
    case.release()
    said = Resettlement(
        revision=9,
        category="conduct",
        severity=Severity.ORDINARY,
        settled=Settled(kind="accusation"),
        accused=accused,
    )
    case.resettle(said, the_units(), CLOCKS, at=later(days=7))
    assert (case.state, case.organisation_id) == (state, owner)
    moved = owner != COMMUNITY
    assert len(case.assignments) == before + moved
    facts = case.release()
    assert isinstance(facts[-1], CaseTakenOver) is moved
    assert facts[-1].organisation_id == owner
    case.leave_the_accused(the_units(), CLOCKS, at=later(days=8))
    assert case.release() == []


@pytest.fixture
def house():
    return House()


def an_accusation(house, *accused):
    command = to_open(matter=a_matter(accused=accused))
    house.do(command)
    return command.petition_id


def assign(petition_id, by, target):
    return AssignCase(actor=by, petition_id=petition_id, organisation_id=target)


@pytest.mark.parametrize("target", [STREET, COMMUNITY])
def test_art30_nobody_assigns_it_to_the_accused_or_below_by_hand(house, target):
    case = an_accusation(house, STREET)
    with pytest.raises(AccusedUnit) as refused:
        house.do(assign(case, a_clerk(DISTRICT), target))
    assert refused.value.fields == {"organisation_id": "accused"}
    assert house.do(assign(case, a_clerk(DISTRICT), DISTRICT)).state == "assigned"


@pytest.mark.parametrize("unit", [STREET, STATION])
def test_art30_to_the_accuseds_staff_the_case_is_not_there(house, unit):
    case = an_accusation(house, STREET)
    with pytest.raises(CaseNotFound):
        house.do(assign(case, an_actor(Role.SUPERVISOR, unit), DISTRICT))


def test_art30_other_cases_are_handled_as_ever(house):
    case = an_accusation(house)
    assert house.do(assign(case, a_clerk(), STATION)).organisation_id == STATION


@dataclass(frozen=True, kw_only=True)
class JoinCase(CaseAction):
    """An act that names several units, as one of tomorrow might."""

    reason: str
    co_unit_ids: tuple[str, ...]


def test_art30_no_field_of_any_act_may_name_the_accused(house):
    case = an_accusation(house, COMMUNITY)
    joined = JoinCase(
        actor=a_clerk(DISTRICT),
        petition_id=case,
        reason="联办",
        co_unit_ids=(STATION, COMMUNITY),
    )
    with house.database.work() as work, pytest.raises(AccusedUnit) as refused:
        keep_from_the_accused(joined, work)
    assert refused.value.fields == {"co_unit_ids": "accused"}


@given(
    accused=st.sets(st.sampled_from([DISTRICT, STREET, COMMUNITY, STATION])),
    owner=st.sampled_from([DISTRICT, STREET, COMMUNITY, STATION]),
    named=st.sampled_from([None, DISTRICT, STREET, COMMUNITY, STATION]),
)
def test_art30_no_rule_ever_gives_it_to_whom_it_is_kept_from(accused, owner, named):
    matter = {"accused": tuple(accused), "organisation_id": named}
    found = decided(a_rule(organisation_id=owner), **matter)
    out = kept_out(accused, the_units())
    if isinstance(found, Decision):
        assert found.organisation_id not in out
    else:
        assert DISTRICT in out
