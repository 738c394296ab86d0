"""A census: a whole place said at once, from a file of JSON lines."""

import json
from pathlib import Path
from uuid import UUID

import pytest

from minqing_demo.street.making import Plan, make_street
from minqing_demo.street.writing import write_census
from registry.entrypoints.archive.loading import load_sections
from registry.entrypoints.census import AT_ONCE, load_census
from registry.entrypoints.loading import BadFile
from services.registry.tests.builders import COMMUNITY, TODAY, a_cause, the_tree
from services.registry.tests.fakes import Store, in_memory

pytestmark = pytest.mark.unit

ARCHIVE = Path(__file__).parents[4] / "deploy/policies/sections/minsheng-archive.yml"

FIRM = {
    "id": "c0600000-0000-4000-8000-000000000001",
    "kind": "shop",
    "name": "便利店",
    "organisation": COMMUNITY,
    "address": "梨花路1号",
}
WHO = "a0100000-0000-4000-8000-000000000001"
HOMES = (
    "b0100000-0000-4000-8000-000000000001",
    "b0100000-0000-4000-8000-000000000002",
)
RESIDENT = {"id": WHO, "organisation": COMMUNITY, "name": "白小梨"}


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def bus(store):
    made = in_memory(store)
    for command in the_tree():
        made.handle(command, a_cause())
    load_sections(ARCHIVE, made)
    return made


@pytest.fixture
def load(bus, tmp_path):
    def load(*lines) -> dict:
        file = tmp_path / "census.jsonl"
        file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
        return load_census(file, bus)

    return load


def test_a01_a22_a_whole_place_is_on_file_behind_its_doors(store, bus, tmp_path):
    street = make_street(Plan(residents=AT_ONCE + 20, today=TODAY, division=COMMUNITY))
    file = tmp_path / "street.jsonl"
    write_census(street, COMMUNITY, file)
    counts = load_census(file, bus)
    assert counts["resident"] == len(store.residents) == AT_ONCE + 20
    homes = [each.profile for each in store.households.values()]
    assert len(homes) == len(street.households)
    assert all(each.premises_id and each.building_id for each in homes)
    assert len(store.tenancies) == len(street.tenancies) > 10
    assert len(store.firms) == counts["firm"] > 3
    written = {section for _, section in store.entries}
    assert written >= {"assistance", "basic", "employment", "health", "civil-affairs"}
    heads = {each.head_id for each in store.households.values()}
    assert heads == {each.people[0].resident_id for each in street.households}
    related = [
        e[-1].values for e in store.entries.values() if "relation" in e[-1].values
    ]
    assert {each["relation"] for each in related} == {"户主", "配偶", "子女", "父母"}
    assert set(store.words) == set(store.residents)
    told = len(store.facts)
    assert load_census(file, bus) == counts
    assert len(store.facts) == told


def test_what_was_written_since_stays(store, load):
    def helped(value):
        return {"id": WHO, "section": "assistance", "values": {"helped": value}}

    load({"resident": RESIDENT}, {"section": helped(True)}, {"section": helped(False)})
    [[entry]] = store.entries.values()
    assert entry.values == {"helped": True}


def test_a02_a_census_names_a_head_where_there_is_none_and_who_lives_there(store, load):
    door = {"organisation": COMMUNITY, "address": "梨花路1号"}
    first, second = HOMES
    other = WHO.replace("1", "2")
    homes = [{"household": door | {"id": each}} for each in HOMES]
    people = [
        {"resident": RESIDENT | {"id": each, "household": first}}
        for each in (WHO, other)
    ]
    heads = [
        {"head": {"household": home, "resident": who}}
        for home, who in ((first, WHO), (first, other), (second, WHO))
    ]
    load(*homes, *people, *heads)
    found = [store.households[UUID(each)].head_id for each in HOMES]
    assert found == [UUID(WHO), None]
    with pytest.raises(BadFile, match="household-unknown"):
        load({"head": {"household": WHO, "resident": WHO}})


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("no object", "line 2: no line of a census"),
        ({}, "line 2: no line of a census"),
        ({"visitor": {}}, "line 2: no line of a census"),
        ({"firm": []}, "line 2: .*Invalid input"),
        ({"firm": FIRM | {"kind": "enterprise"}}, "line 2: invalid credit_code"),
        ({"firm": FIRM | {"organisation": "99"}}, "line 2 to 2: invalid"),
    ],
)
def test_a_line_that_cannot_hold_is_refused_with_its_number(load, line, reason):
    with pytest.raises(BadFile, match=reason):
        load({"resident": RESIDENT}, line)


def test_a_census_that_is_not_there_is_refused(bus, tmp_path):
    with pytest.raises(BadFile, match=r"none.jsonl cannot be read"):
        load_census(tmp_path / "none.jsonl", bus)


def test_nothing_of_what_was_tried_together_is_kept_when_one_is_refused(store, load):
    bad = RESIDENT | {"id": WHO.replace("1", "2"), "identity_number": "1"}
    with pytest.raises(BadFile, match=r"line 1 to 2: bad-identity"):
        load({"resident": RESIDENT}, {"resident": bad})
    assert not store.residents
