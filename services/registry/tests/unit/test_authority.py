"""Who may write what, and who may see whom."""

import pytest

from minqing_kernel.messages import SYSTEM, Role
from registry.domain.authority import (
    check_gift,
    check_govern,
    check_keep,
    check_reach,
    reaches,
)
from registry.domain.errors import OutOfReach, RoleNotYours
from services.registry.tests.builders import (
    COMMUNITY,
    DISTRICT,
    OPS,
    OTHER,
    STREET,
    an_actor,
)

pytestmark = pytest.mark.unit

LINEAGE = [COMMUNITY, STREET, DISTRICT]


@pytest.mark.parametrize("organisation", LINEAGE)
def test_a_supervisor_governs_what_is_below(organisation):
    check_govern(an_actor(organisation=organisation), LINEAGE)


def test_ops_and_the_system_govern_everywhere():
    check_govern(OPS, [])
    check_govern(SYSTEM, [])


@pytest.mark.parametrize(
    "actor",
    [
        an_actor(organisation=OTHER),
        an_actor(organisation=None),
        an_actor(Role.CLERK, STREET),
        an_actor(Role.HANDLER, STREET),
        an_actor(Role.RESIDENT, STREET),
    ],
)
def test_nobody_else_governs(actor):
    with pytest.raises(OutOfReach):
        check_govern(actor, LINEAGE)


def test_only_ops_give_the_role_ops():
    check_gift(OPS, {Role.OPS})
    check_gift(an_actor(), {Role.CLERK, Role.SUPERVISOR})
    with pytest.raises(RoleNotYours):
        check_gift(an_actor(), {Role.CLERK, Role.OPS})


@pytest.mark.parametrize("role", [Role.CLERK, Role.HANDLER, Role.SUPERVISOR])
def test_workers_see_the_people_of_their_place(role):
    check_reach(an_actor(role), STREET, LINEAGE)


@pytest.mark.parametrize(
    ("role", "seat"),
    [
        (Role.CLERK, OTHER),
        (Role.CLERK, None),
        (Role.OPS, STREET),
        (Role.RESIDENT, STREET),
    ],
)
def test_nobody_else_sees_them(role, seat):
    assert not reaches(an_actor(role), seat, LINEAGE)
    with pytest.raises(OutOfReach):
        check_reach(an_actor(role), seat, LINEAGE)


def test_a_clerk_keeps_files_of_the_own_place_only():
    check_keep(an_actor(Role.CLERK), STREET, LINEAGE)
    with pytest.raises(OutOfReach):
        check_keep(an_actor(Role.CLERK), OTHER, LINEAGE)


def test_others_keep_files_where_they_govern():
    check_keep(an_actor(), None, LINEAGE)
    check_keep(OPS, None, LINEAGE)
    with pytest.raises(OutOfReach):
        check_keep(an_actor(Role.HANDLER), STREET, LINEAGE)
