"""What a role sees of a person who gives no purpose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.messages import Role
from registry.domain import masks

pytestmark = pytest.mark.unit

IDENTITY, TELEPHONE = "510106198002291234", "13800138000"


@pytest.mark.parametrize(
    ("name", "shown"), [("张小三", "张*三"), ("冯一", "冯*"), ("欧阳小三", "欧**三")]
)
def test_the_desk_sees_the_ends_of_a_name(name, shown):
    assert masks.masks_for(Role.CLERK).name(name) == shown


def test_the_desk_sees_the_ends_of_numbers():
    desk = masks.masks_for(Role.SUPERVISOR)
    assert desk.identity_number(IDENTITY) == "510106********1234"
    assert desk.telephone(TELEPHONE) == "138****8000"
    assert desk.telephone("12345") == "***45"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("金科苑东街65号9栋2单元4号", "金科苑东街65号9栋***"),
        ("纱帽石53号", "纱帽石53号***"),
        ("文二西路", "文二西路***"),
        ("某处", "***"),
    ],
)
def test_the_desk_sees_an_address_to_its_building(address, shown):
    assert masks.masks_for(Role.CLERK).address(address) == shown


def test_a_handler_sees_less():
    field = masks.masks_for(Role.HANDLER)
    assert field.name("张小三") == "张**"
    assert field.identity_number(IDENTITY) == "**************1234"
    assert field.telephone(TELEPHONE) == "*********00"
    assert field.address("金科苑东街65号9栋2单元4号") == "金科苑东街***"
    assert field.address("某处") == "***"


@pytest.mark.parametrize("role", [Role.OPS, Role.RESIDENT, Role.SYSTEM])
def test_whoever_is_not_listed_sees_nothing(role):
    nothing = masks.masks_for(role)
    shown = {
        nothing.name("张小三"),
        nothing.identity_number(IDENTITY),
        nothing.telephone(TELEPHONE),
        nothing.address("金科苑东街65号"),
    }
    assert shown == {"***"}


@given(st.sampled_from(Role), st.text(min_size=2, max_size=12))
def test_no_mask_shows_a_whole_name(role, name):
    assert masks.masks_for(role).name(name) != name or "*" in name


@given(st.sampled_from(Role), st.from_regex(r"\A[0-9]{5,15}\Z"))
def test_no_mask_shows_half_of_a_number(role, number):
    shown = masks.masks_for(role).telephone(number)
    assert sum(char.isdigit() for char in shown) <= 7
    assert "*" in shown
