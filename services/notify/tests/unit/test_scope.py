"""Whose matter it is, and who may act on it."""

import pytest

from minqing_kernel.messages import Actor, Role
from notify.domain.errors import NoOrganisation, OutOfScope
from notify.domain.organisation import require_scope, scope_of
from services.notify.tests.builders import COMMUNITY, STREET, a_clerk

pytestmark = pytest.mark.unit

LINE = [COMMUNITY, STREET]


@pytest.mark.parametrize("organisation_id", [COMMUNITY, STREET])
def test_the_owner_and_its_superiors_may_act(organisation_id):
    require_scope(a_clerk(organisation_id), LINE)


def test_a_stranger_may_not_act():
    with pytest.raises(OutOfScope):
        require_scope(a_clerk("510107"), LINE)


def test_the_operator_may_act_everywhere():
    require_scope(Actor(id="o", role=Role.OPS, organisation_id="510107"), LINE)


@pytest.mark.parametrize(
    "role", [Role.CLERK, Role.HANDLER, Role.SUPERVISOR, Role.RESIDENT]
)
def test_only_the_operator_is_without_limit(role):
    nowhere = Actor(id="x", role=role)
    with pytest.raises(NoOrganisation):
        scope_of(nowhere)
    with pytest.raises(NoOrganisation):
        require_scope(nowhere, LINE)
    for wide in (Role.OPS, Role.SYSTEM):
        assert scope_of(Actor(id="x", role=wide)) is None
