"""Who may see and do what."""

import pytest

from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Role
from routing.domain.authority import ensure_rule_maker, may_see
from routing.domain.errors import NotYours, RuleTooWide
from services.routing.tests.builders import (
    CODE,
    COMMUNITY,
    DISTRICT,
    STATION,
    STREET,
    a_clerk,
    a_handler,
    a_rule,
    an_actor,
    an_operator,
    the_units,
)

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("actor", "owner", "seen"),
    [
        (an_operator(), COMMUNITY, True),
        (an_operator(), None, True),
        (a_handler(), COMMUNITY, True),
        (a_handler(STREET), COMMUNITY, True),
        (a_handler(STATION), COMMUNITY, False),
        (a_handler(), None, False),
        (a_clerk(STATION), None, True),
        (an_actor(Role.RESIDENT), COMMUNITY, False),
    ],
)
def test_a_case_is_shown_to_its_line_and_to_those_who_run_the_house(actor, owner, seen):
    assert may_see(actor, owner, the_units()) is seen


def a_supervisor(organisation_id):
    return an_actor(Role.SUPERVISOR, organisation_id)


@pytest.mark.parametrize("actor", [an_operator(), a_supervisor(DISTRICT)])
def test_operators_and_the_topmost_supervisors_set_rules_for_everything(actor):
    ensure_rule_maker(actor, a_rule(priority=1), the_units())


@pytest.mark.parametrize(
    ("unit", "changes", "refusal"),
    [
        (STREET, {"division_prefix": CODE}, None),
        (COMMUNITY, {"division_prefix": CODE, "priority": -1}, None),
        (COMMUNITY, {"division_prefix": ""}, RuleTooWide),
        (COMMUNITY, {"division_prefix": CODE[:-1]}, RuleTooWide),
        (COMMUNITY, {"division_prefix": "44"}, RuleTooWide),
        (COMMUNITY, {"division_prefix": CODE, "priority": 1}, RuleTooWide),
        (STATION, {"division_prefix": CODE}, NotYours),
        ("nobody", {"division_prefix": CODE, "organisation_id": "nobody"}, NotYours),
    ],
)
def test_a_supervisor_below_the_top_sets_rules_for_their_own_division(
    unit, changes, refusal
):
    rule = a_rule(**{"organisation_id": COMMUNITY} | changes)
    if refusal is None:
        ensure_rule_maker(a_supervisor(unit), rule, the_units())
        return
    with pytest.raises(refusal):
        ensure_rule_maker(a_supervisor(unit), rule, the_units())


def test_a_clerk_may_not_set_rules():
    with pytest.raises(Forbidden):
        ensure_rule_maker(a_clerk(), a_rule(), the_units())
