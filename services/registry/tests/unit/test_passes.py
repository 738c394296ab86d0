"""Passes: only who serves gets one, and it says what the register says."""

import pytest

from minqing_chassis.http.auth import Issuer, Verifier
from minqing_local.keys import keys_in
from registry.application.views import StaffView
from registry.entrypoints.passes import LIFETIME, PassDesk, pass_desk

pytestmark = pytest.mark.unit


class Roll(dict):
    """Members of staff by id."""

    staff_member = dict.get


def member(**more):
    known = {
        "staff_id": "li.na",
        "name": "李娜",
        "organisation_id": "510106",
        "roles": ["clerk", "handler"],
        "active": True,
        "revision": 1,
    }
    return StaffView(**(known | more))


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    return keys_in(tmp_path_factory.mktemp("keys"))


def issued(keys, member_, role=""):
    desk = PassDesk(
        Roll({"li.na": member_}), Issuer(keys.jwt_private.read_bytes(), "demo")
    )
    return desk.issue("li.na", role)


def test_a_pass_speaks_for_the_person_in_their_own_unit_and_strongest_role(keys):
    told = issued(keys, member())
    verifier = Verifier(keys.jwt_public.read_bytes(), "demo")
    actor = verifier.verify(told["token"])
    assert (actor.id, actor.role, actor.organisation_id) == (
        "li.na",
        "handler",
        "510106",
    )
    assert told["name"] == "李娜"
    assert told["seconds"] == LIFETIME.total_seconds() == 900


def test_a_member_may_choose_among_the_roles_held_and_no_other(keys):
    assert issued(keys, member(), "clerk")["role"] == "clerk"
    assert issued(keys, member(), "supervisor")["role"] == "handler"
    assert issued(keys, member(), "system")["role"] == "handler"


@pytest.mark.parametrize("gone", [None, member(active=False)])
def test_who_does_not_serve_gets_no_pass(keys, gone):
    assert issued(keys, gone) is None


def test_without_a_key_there_are_no_passes(keys):
    with pytest.raises(LookupError, match="JWT_PRIVATE_KEY_FILE"):
        pass_desk(Roll(), None, "demo")
    assert pass_desk(Roll(), keys.jwt_private, "demo").issue("nobody") is None
