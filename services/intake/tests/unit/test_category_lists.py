"""Lists of categories (B-21, C-18, C-19): dated, told in each other, losing nothing."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.adapters.policies import describe, load_policies
from intake.application.channel_commands import MapCategory
from intake.domain.category_lists import (
    CategoryList,
    CategoryLists,
    ListEntry,
    ListMapping,
)
from intake.domain.errors import UnknownReference
from intake.domain.policy import IntakePolicy
from minqing_chassis.configuration import ConfigurationError
from services.intake.tests.builders import (
    STORY,
    a_category,
    a_street_with_two_communities,
    the_operator,
)
from services.intake.tests.fakes import FakeIntake
from services.intake.tests.unit.test_policy_files import SITES, shipped, with_section

pytestmark = pytest.mark.unit

CODES = [f"c{n}" for n in range(8)]


def a_list(code, *entries, **changes):
    told = tuple(ListEntry(code=each, name=each.upper()) for each in entries)
    said = {"title": code, "valid_from": date(2010, 1, 1), "basis": "本处"}
    return CategoryList(code=code, entries=told, **said | changes)


def mapping(source, target, **pairs):
    return ListMapping(source=source, target=target, pairs=pairs, basis="本处")


OLD, NEW = a_list("old", "c1", "c2", "c3"), a_list("new", "c1", "n1")
LISTS = CategoryLists(lists=(OLD, NEW), mappings=(mapping("old", "new", c2="n1"),))


def test_c18_the_eight_by_which_opinions_are_collected():
    held = shipped("wenxin").category_lists.find("collected-8")
    assert [each.name for each in held.entries] == [
        "交通秩序",
        "环境卫生",
        "市容市貌",
        "治安状况",
        "社会福利保障",
        "精神文明",
        "社区建设",
        "社区服务",
    ]


def test_c19_the_seven_by_which_they_are_sorted_follow_the_eight():
    lists = shipped("wenxin").category_lists
    old, new = lists.find("collected-8"), lists.find("sorted-7")
    assert {each.name for each in new.entries} == {
        "实事工程",
        "治安状况",
        "交通秩序",
        "环境卫生",
        "社会保障",
        "社区服务",
        "精神文明",
    }
    last = date(2012, 12, 31)
    assert (old.holds_on(last), new.holds_on(last)) == (True, False)
    day = date(2013, 1, 1)
    assert (old.holds_on(day), new.holds_on(day)) == (False, True)
    assert lists.word_for(new, "city-appearance", {}) == "sanitation"
    assert lists.word_for(new, "community-building", {}) == ""


def test_b21_the_fourteen_are_the_districts_and_the_sites_own_are_told_in_them():
    lists = shipped("laocheng").category_lists
    district, own = lists.find("district-14"), lists.find("laocheng")
    assert len(district.entries) == 14
    assert {"法律法规宣传", "矛盾纠纷排查", "公共设施管理"} <= {
        each.name for each in district.entries
    }
    words = {lists.word_for(district, each.code, {}) for each in own.entries}
    assert words == {each.code for each in district.entries}


@pytest.mark.parametrize("site", SITES)
def test_c19_every_shipped_list_is_told_with_what_it_has_no_word_for(site):
    told = "\n".join(describe(shipped(site)))
    lists = shipped(site).category_lists
    assert told.count("category list:") == len(lists.lists)
    if site == "wenxin":
        assert "unmapped: 社区建设" in told


def test_c19_a_figure_tells_under_what_it_was_given_and_what_has_no_word():
    told = LISTS.tell(NEW, {"c1": 2, "c2": 3, "c3": 4, "": 5}, {})
    assert told.total == 14
    assert [(each.code, each.petitions) for each in told.categories] == [
        ("c1", 2),
        ("n1", 3),
    ]
    assert told.categories[1].given == {"c2": 3}
    assert told.unmapped == {"c3": 4, "": 5}


def test_c19_what_the_agency_says_of_a_category_comes_before_the_mapping():
    assert LISTS.word_for(NEW, "c2", {"c2": "c1"}) == "c1"
    assert LISTS.word_for(NEW, "c2", {"c2": "no-such"}) == "n1"
    assert LISTS.word_for(NEW, "c1", {"c1": "n1"}) == "c1"
    assert LISTS.find("no-such") is None


def test_c19_what_another_list_cannot_name_is_told():
    [left] = LISTS.without_word(LISTS.mappings[0])
    assert left.code == "c3"
    assert LISTS.without_word(mapping("old", "no-such")) == []
    lists = shipped("laocheng").category_lists
    assert lists.without_word(lists.mappings[0]) == []


COUNTS = st.dictionaries(st.sampled_from(["", *CODES]), st.integers(0, 1000))


@given(st.data(), COUNTS)
def test_c19_figures_add_up_over_any_change_of_list(data, counts):
    names = st.lists(st.sampled_from(CODES), min_size=1, unique=True)
    old, new = (a_list(each, *data.draw(names)) for each in ("old", "new"))
    there = st.sampled_from([each.code for each in new.entries])
    here = st.sampled_from([each.code for each in old.entries])
    pairs = data.draw(st.dictionaries(here, there))
    lists = CategoryLists(lists=(old, new), mappings=(mapping("old", "new", **pairs),))
    own = data.draw(st.dictionaries(st.sampled_from(CODES), st.sampled_from(CODES)))
    for each in (old, new):
        told = lists.tell(each, counts, own)
        mapped = sum(one.petitions for one in told.categories)
        assert mapped + sum(told.unmapped.values()) == told.total
        assert told.total == sum(counts.values())
        given = [one.given for one in told.categories] + [told.unmapped]
        assert sum(map(len, given)) == len(counts)


ONE = "{code: a, title: A, valid_from: 2012-01-01, entries: {x: X, y: Y}, basis: 本处}"
TWO = "{code: b, title: B, valid_from: 2012-01-01, entries: {z: Z, w: W}, basis: 本处}"


def lists(*said, pairs="{x: z}", of="from: a, to: b", more=""):
    one = f"{{{of}, pairs: {pairs}, basis: 本处}}"
    both = ", ".join(said)
    return f"category_lists: {{lists: [{both}], mappings: [{one}{more}]}}"


@pytest.mark.parametrize(
    "section",
    [
        lists(ONE, ONE, TWO),
        lists(ONE),
        lists(ONE, TWO, of="from: a, to: a"),
        lists(ONE, TWO, pairs="{q: z}"),
        lists(ONE, TWO, pairs="{x: q}"),
        lists(ONE, TWO, more=", {from: a, to: b, pairs: {x: w}, basis: 本处}"),
        lists(ONE.replace("basis", "valid_to: 2012-01-01, basis"), TWO),
        lists(ONE.replace(", basis: 本处", ""), TWO),
    ],
)
def test_c19_a_mapping_that_leads_nowhere_is_refused_at_the_start(tmp_path, section):
    with pytest.raises(ConfigurationError):
        load_policies(with_section(tmp_path, section))


def test_c19_several_may_be_one_in_another_list(tmp_path):
    section = lists(ONE, TWO, pairs="{x: z, y: z}")
    policy = load_policies(with_section(tmp_path, section)).editions[0].policy
    both = policy.category_lists
    told = both.tell(both.find("b"), {"x": 1, "y": 2}, {})
    assert {each.code: each.petitions for each in told.categories} == {"w": 0, "z": 3}


def test_c19_a_category_is_called_by_a_word_that_the_list_has():
    held = CategoryLists(lists=(a_list("district", "lamps"),))
    policy = IntakePolicy(category_lists=held)
    intake = FakeIntake([a_category()], a_street_with_two_communities(), policy)
    command = MapCategory(
        name="district",
        code="street-lighting",
        their_code="lamps",
        actor=the_operator(),
    )
    intake.bus.handle(command, STORY)
    assert intake.store.channels.mappings == {("district", "street-lighting"): "lamps"}
    with pytest.raises(UnknownReference):
        intake.bus.handle(replace(command, their_code="fountains"), STORY)
