"""Whose matter it is, and who may act on it."""

import pytest

from minqing_kernel.messages import Actor, Role
from notify.domain.errors import OutOfScope
from notify.domain.organisation import require_scope
from services.notify.tests.builders import COMMUNITY, STREET, a_clerk

pytestmark = pytest.mark.unit

LINE = [COMMUNITY, STREET]


@pytest.mark.parametrize("organisation_id", [COMMUNITY, STREET, None])
def test_the_owner_its_superiors_and_the_whole_agency_may_act(organisation_id):
    require_scope(a_clerk(organisation_id), LINE)


def test_a_stranger_may_not_act():
    with pytest.raises(OutOfScope):
        require_scope(a_clerk("510107"), LINE)


def test_the_operator_may_act_everywhere():
    require_scope(Actor(id="o", role=Role.OPS, organisation_id="510107"), LINE)
