"""Who may see and do what."""

import pytest

from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Role
from routing.domain.authority import ensure_rule_maker, may_see
from routing.domain.errors import NotYours
from services.routing.tests.builders import (
    COMMUNITY,
    STATION,
    STREET,
    a_clerk,
    a_handler,
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


def test_operators_and_supervisors_above_may_set_rules():
    ensure_rule_maker(an_operator(), COMMUNITY, the_units())
    ensure_rule_maker(an_actor(Role.SUPERVISOR, STREET), COMMUNITY, the_units())


def test_a_supervisor_of_another_line_may_not_give_work():
    with pytest.raises(NotYours):
        ensure_rule_maker(an_actor(Role.SUPERVISOR, STATION), COMMUNITY, the_units())


def test_a_clerk_may_not_set_rules():
    with pytest.raises(Forbidden):
        ensure_rule_maker(a_clerk(), COMMUNITY, the_units())
