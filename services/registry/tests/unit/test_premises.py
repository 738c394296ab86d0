"""Where people live, and addresses as people write them."""

from uuid import uuid4

import pytest

from minqing_kernel.errors import Forbidden, Invalid, NotFound
from minqing_kernel.messages import Role
from registry.application.premises.commands import HangHousehold
from registry.domain.events import HouseholdRecorded
from registry.domain.premises.address import read_address
from registry.domain.premises.errors import PremisesFixed, PremisesKnown
from registry.domain.premises.events import PremisesRecorded
from registry.domain.premises.kinds import WITHIN, PremisesKind
from registry.domain.premises.locating import locate
from registry.domain.premises.names import premises_key
from services.registry.tests.builders import (
    AT_HOME,
    COMMUNITY,
    OTHER,
    STREET,
    SYSTEM,
    a_cause,
    an_actor,
    record_household,
    record_organisation,
    record_premises,
    the_tree,
)
from services.registry.tests.fakes import Ground, Store, in_memory

pytestmark = pytest.mark.unit

CLERK = an_actor(Role.CLERK)


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    for command in the_tree():
        bus.handle(command, a_cause())
    store.facts.clear()
    return lambda command: bus.handle(command, a_cause())


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            PremisesKind.BUILDING,
            ["9栋", "９栋", "九栋", "9幢", "09 号楼", "九棟"],
        ),
        (PremisesKind.BUILDING, ["12栋", "十二栋"]),
        (PremisesKind.BUILDING, ["20号楼", "二十幢"]),
        (PremisesKind.BUILDING, ["A座", "a栋"]),
        (PremisesKind.UNIT, ["2单元", "二单元", "两單元"]),
        (PremisesKind.UNIT, ["甲单元", "甲單元"]),
        (PremisesKind.DOOR, ["4号", "４號", "4室", "附4号", "4"]),
        (PremisesKind.COURTYARD, ["金科苑东街65号", "金科苑東街65號院"]),
        (PremisesKind.BUILDING, ["栋"]),
    ],
)
def test_e2_a_name_is_one_however_it_is_written(kind, names):
    assert len({premises_key(kind, name) for name in names}) == 1


@pytest.mark.parametrize(
    ("written", "places", "steps"),
    [
        (AT_HOME, ["金科苑东街65号"], ["9", "2", "4"]),
        ("金科苑路93号1栋1单元7号", ["金科苑路93号"], ["1", "1", "7"]),
        ("中街54号12栋2单元4号", ["中街54号"], ["12", "2", "4"]),
        ("纱帽石53号", ["纱帽石"], ["53"]),
        ("大北社区纱帽石53号附2号", ["大北社区纱帽石53号", "纱帽石53号"], ["2"]),
        ("香港城3栋2单元401室", ["香港城"], ["3", "2", "401"]),
        ("竞舟路88号香港城A座12楼1203房", ["竞舟路88号", "香港城"], ["a", "1203"]),
        ("菜市街12号三栋", ["菜市街12号", "街12号"], ["3"]),
        ("香港城小区3栋", ["香港城小区"], ["3"]),
        ("九栋", ["九栋"], []),
    ],
)
def test_a22_an_address_is_read_as_people_write_it(written, places, steps):
    read = read_address(written)
    assert [*read.places] == places
    assert [key for _, key in read.steps()] == steps


@pytest.mark.parametrize(
    "written",
    [
        AT_HOME,
        "金科苑東街６５號院 九棟 二單元 4號",
        "成都市金牛区金泉街道金科苑社区金科苑东街65号，9幢2单元4号",
    ],
)
def test_a22_the_door_of_the_worked_case_is_found(say, store, written):
    say(record_household(address=written))
    [household] = store.households.values()
    assert household.profile.premises_id == "65-9-2-4"
    assert household.profile.building_id == "65-9"


def test_a22_a_house_of_its_own_hangs_on_its_courtyard(say, store):
    assert say(record_household(address="金科苑东街65号附2号")) == ()
    [household] = store.households.values()
    assert household.profile.premises_id == "65-f2"
    assert household.profile.building_id == "65"


@pytest.mark.parametrize(
    ("written", "steps", "missing"),
    [
        ("梨花巷7号3栋2单元5号", 0, PremisesKind.ESTATE),
        ("金科苑东街65号8栋2单元4号", 1, PremisesKind.BUILDING),
        ("金科苑东街65号9栋3单元4号", 2, PremisesKind.UNIT),
        ("金科苑东街65号9栋2单元9号", 3, PremisesKind.DOOR),
        ("金科苑东街65号9栋2单元", 3, PremisesKind.DOOR),
        ("\u3000", 0, PremisesKind.ESTATE),
    ],
)
def test_a22_nothing_is_guessed(say, store, written, steps, missing):
    found = locate(read_address(written), Ground([*store.premises.values()]))
    assert (len(found.path), found.missing, found.door) == (steps, missing, None)


def test_a22_of_two_places_with_one_name_neither_is_taken(say, store):
    say(record_premises("e-1", kind=PremisesKind.ESTATE, name="香港城"))
    courtyard = {"kind": PremisesKind.COURTYARD, "name": "竞舟路88号"}
    say(record_premises("e-2", **courtyard, parent_id="e-1"))
    ground = Ground([*store.premises.values()])
    both = read_address("竞舟路88号香港城3栋2单元401室")
    assert [p.premises_id for p in locate(both, ground).path] == ["e-2"]
    say(record_premises("e-3", kind=PremisesKind.COURTYARD, name="香港城"))
    ground = Ground([*store.premises.values()])
    assert locate(read_address("香港城3栋"), ground).path == ()


def test_a22_a_household_without_a_door_is_warned_of_and_found_later(say, store):
    household_id = uuid4()
    address = "金科苑东街65号9栋2单元5号"
    assert say(record_household(household_id, address=address)) == (
        "address-not-located",
    )
    hang = HangHousehold(actor=SYSTEM, household_id=household_id)
    assert say(hang) is False
    door = {"kind": PremisesKind.DOOR, "name": "5", "parent_id": "65-9-2"}
    say(record_premises("65-9-2-5", **door))
    assert say(hang) is say(hang) is True
    assert [type(fact) for fact in store.facts].count(HouseholdRecorded) == 2
    with pytest.raises(NotFound):
        say(HangHousehold(actor=SYSTEM, household_id=uuid4()))


def test_a_door_that_is_said_must_be_one_and_the_communitys_own(say):
    say(record_household(premises_id="65-f2"))
    say(record_household(premises_id="65-f2", organisation_id=STREET))
    for premises_id in ("65-9", "nothing"):
        with pytest.raises(Invalid) as refused:
            say(record_household(premises_id=premises_id))
        assert refused.value.fields == {"premises_id": "unknown-door"}
    with pytest.raises(Invalid) as refused:
        say(record_household(premises_id="65-f2", organisation_id=OTHER))
    assert refused.value.fields == {"premises_id": "another-community"}


def test_premises_tell_each_change_once(say, store):
    for name in ("10栋", "10栋", "11栋"):
        say(record_premises("65-10", actor=CLERK, name=name, parent_id="65"))
    assert [type(fact) for fact in store.facts] == [PremisesRecorded] * 2


def test_a22_one_door_has_one_entry(say):
    for changes in ({"name": "九幢", "parent_id": "65"}, {"name": "9栋"}):
        if "parent_id" not in changes:
            say(record_premises("root", **changes))
        with pytest.raises(PremisesKnown):
            say(record_premises("again", **changes))


def test_premises_keep_their_kind_and_their_community(say):
    for changes in ({"kind": PremisesKind.COURTYARD}, {"organisation_id": STREET}):
        with pytest.raises(PremisesFixed):
            say(record_premises("65-9", **changes))


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"kind": PremisesKind.UNIT}, {"parent_id": "bad-parent"}),
        (
            {"kind": PremisesKind.DOOR, "parent_id": "65-f2"},
            {"parent_id": "bad-parent"},
        ),
        ({"parent_id": "nothing"}, {"parent_id": "unknown-premises"}),
        (
            {"parent_id": "65", "organisation_id": STREET},
            {"organisation_id": "not-the-parents"},
        ),
    ],
)
def test_a22_each_kind_stands_where_it_can(say, changes, fields):
    with pytest.raises(Invalid) as refused:
        say(record_premises("new", **changes))
    assert refused.value.fields == fields


def test_a22_nothing_but_an_outermost_kind_stands_alone():
    order = [*PremisesKind]
    fixture = order[-1]
    alone = {kind for kind, within in WITHIN.items() if None in within}
    assert alone == {*order[:3], fixture}
    assert not [kind for kind, within in WITHIN.items() if fixture in within]
    for kind, within in WITHIN.items():
        assert all(order.index(up) < order.index(kind) for up in within - {None})


def test_b20_a_fixture_stands_in_a_place_and_nobody_lives_in_it(say, store):
    lamp = {"kind": PremisesKind.FIXTURE, "name": "金科苑东街65号"}
    say(record_premises("lamp", parent_id="65-9", **lamp))
    say(record_premises("alone", **lamp))
    say(record_household(address=AT_HOME))
    [household] = store.households.values()
    assert household.profile.premises_id == "65-9-2-4"
    with pytest.raises(Invalid) as refused:
        say(record_household(premises_id="lamp"))
    assert refused.value.fields == {"premises_id": "unknown-door"}


def test_a_stranger_records_no_premises(say):
    with pytest.raises(Forbidden):
        say(record_premises("new", actor=an_actor(Role.CLERK, OTHER)))


def test_art24_premises_of_a_community_that_was_merged_stay(say, store):
    new = f"{STREET}020"
    say(record_organisation(new, name="金科社区"))
    say(record_organisation(COMMUNITY, parent_id=new, active=False))
    say(record_household(premises_id="65-9-2-4", organisation_id=new))
    [household] = store.households.values()
    assert household.profile.building_id == "65-9"
