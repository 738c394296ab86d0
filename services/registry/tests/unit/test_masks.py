"""What a role sees of a person who gives no purpose: one table, nothing beside it."""

from dataclasses import fields
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.messages import Role
from registry.application.views import (
    HouseholdCard,
    ResidentCard,
    masked,
    masked_household,
)
from registry.domain.household import Household
from registry.domain.particulars import Particulars, ResidentProfile
from registry.domain.personal import HOUSEHOLD, RESIDENT
from registry.domain.resident import Resident
from registry.domain.sensitivity import (
    SIGHT,
    Sensitivity,
    WordKind,
    mask_for,
    of_child,
    shown,
)
from services.registry.tests.builders import (
    ADDRESS,
    COMMUNITY,
    NAME,
    TELEPHONE,
    TODAY,
    a_household_profile,
    an_identity,
)

pytestmark = pytest.mark.unit

IDENTITY = "510106198002291234"
PERSONAL, SENSITIVE = Sensitivity.PERSONAL, Sensitivity.SENSITIVE
NUMBERS = st.from_regex(r"\A[0-9]{17}[0-9X]\Z")
WORDS = {
    WordKind.PLAIN: st.text(min_size=1, max_size=30),
    WordKind.NAME: st.text("张王李赵三四五", min_size=1, max_size=6),
    WordKind.IDENTITY: NUMBERS,
    WordKind.TELEPHONE: st.from_regex(r"\A[0-9]{5,15}\Z"),
    WordKind.ADDRESS: st.from_regex(r"\A梨花巷[1-9]{1,3}号[1-9]栋[1-9]单元[1-9]号\Z"),
}
WHOLE = st.sampled_from(list(WordKind)).flatmap(
    lambda kind: st.tuples(st.just(kind), WORDS[kind])
)


@pytest.mark.parametrize(
    ("name", "seen"), [("张小三", "张*三"), ("冯一", "冯*"), ("欧阳小三", "欧**三")]
)
def test_the_desk_sees_the_ends_of_a_name(name, seen):
    assert mask_for(Role.CLERK, PERSONAL, WordKind.NAME)(name) == seen


def test_the_desk_sees_the_ends_of_numbers():
    identity = mask_for(Role.SUPERVISOR, SENSITIVE, WordKind.IDENTITY)
    telephone = mask_for(Role.SUPERVISOR, PERSONAL, WordKind.TELEPHONE)
    assert identity(IDENTITY) == "510106********1234"
    assert telephone("13800138000") == "138****8000"
    assert telephone("12345") == "***45"


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("金科苑东街65号9栋2单元4号", "金科苑东街65号9栋***"),
        ("纱帽石53号", "纱帽石53号***"),
        ("文二西路", "文二西路***"),
        ("某处", "***"),
    ],
)
def test_the_desk_sees_an_address_to_its_building(address, seen):
    assert mask_for(Role.CLERK, PERSONAL, WordKind.ADDRESS)(address) == seen


@pytest.mark.parametrize(
    ("kind", "value", "seen"),
    [
        (WordKind.NAME, "张小三", "张**"),
        (WordKind.IDENTITY, IDENTITY, "**************1234"),
        (WordKind.TELEPHONE, "13800138000", "*********00"),
        (WordKind.ADDRESS, "金科苑东街65号9栋2单元4号", "金科苑东街***"),
        (WordKind.ADDRESS, "某处", "***"),
        (WordKind.PLAIN, "无业", "***"),
    ],
)
def test_a_handler_sees_less(kind, value, seen):
    assert mask_for(Role.HANDLER, PERSONAL, kind)(value) == seen


@given(st.sampled_from(Role), st.sampled_from(Sensitivity), WHOLE)
def test_every_field_is_masked_for_every_role_unless_the_table_says_otherwise(
    role, sensitivity, word
):
    kind, value = word
    listed = SIGHT.get((role, sensitivity), {}).get(kind)
    seen = mask_for(role, sensitivity, kind)(value)
    if listed is shown:
        assert seen == value
    else:
        assert "*" in seen
        assert seen != value
        assert listed is not None or seen == "***"


def test_only_the_desk_sees_anything_personal_whole_and_nobody_anything_sensitive():
    whole = {
        (role, sensitivity)
        for (role, sensitivity), masks in SIGHT.items()
        if sensitivity >= PERSONAL and shown in masks.values()
    }
    assert whole == {(Role.CLERK, PERSONAL), (Role.SUPERVISOR, PERSONAL)}


@given(st.sampled_from(Role), NUMBERS)
def test_no_mask_shows_a_day_of_birth(role, number):
    assert number[6:14] not in mask_for(role, SENSITIVE, WordKind.IDENTITY)(number)


@pytest.mark.parametrize(
    ("card", "classes"), [(ResidentCard, RESIDENT), (HouseholdCard, HOUSEHOLD)]
)
def test_every_field_of_a_card_has_a_class(card, classes):
    assert {each.name for each in fields(card)} == set(classes)


@pytest.mark.parametrize("role", Role)
def test_a_card_shows_each_word_by_its_class_and_kind(role):
    words = Particulars(
        name=NAME,
        identity_number=an_identity(),
        telephone=TELEPHONE,
        registered_address=ADDRESS,
    )
    profile = ResidentProfile(
        organisation_id=COMMUNITY,
        household_id=None,
        registered_division=None,
        particulars=words,
    )
    card = masked(Resident(resident_id=uuid4(), profile=profile), role, TODAY)
    for code, value in vars(words).items():
        known = RESIDENT[code]
        assert getattr(card, code) == mask_for(role, known.sensitivity, known.kind)(
            value
        )
        assert value not in repr(vars(card))


@pytest.mark.parametrize("role", Role)
def test_a_household_shows_its_address_by_its_class(role):
    home = Household(household_id=uuid4(), profile=a_household_profile())
    assert "2单元" not in masked_household(home, [], role, TODAY).address


@pytest.mark.parametrize(
    ("born", "child"),
    [("20120303", True), ("20120302", False), ("20250101", True), (None, False)],
)
def test_everything_personal_of_somebody_under_14_is_sensitive(born, child):
    number = an_identity(born=born) if born else None
    words = Particulars(name=NAME, identity_number=number, telephone=TELEPHONE)
    profile = ResidentProfile(
        organisation_id=COMMUNITY,
        household_id=None,
        registered_division=None,
        particulars=words,
    )
    resident = Resident(resident_id=uuid4(), profile=profile)
    assert resident.is_child(TODAY) is child
    card = masked(resident, Role.CLERK, TODAY)
    seen = ("白**", "***") if child else ("白*梨", "138****8000")
    assert (card.name, card.telephone) == seen
    assert masked(resident, Role.HANDLER, TODAY).name == ("***" if child else "白**")


@pytest.mark.parametrize("sensitivity", Sensitivity)
def test_a_child_makes_personal_sensitive_and_nothing_else(sensitivity):
    raised = of_child(sensitivity)
    assert raised == (SENSITIVE if sensitivity >= PERSONAL else sensitivity)
