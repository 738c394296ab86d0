"""The lists of a desk: what is counted, what stands in an address, what was done."""

import pytest

from portal.entrypoints.web.desk.onward import done_of
from portal.entrypoints.web.desk.worklists import Known, address_of, chosen_of, tabs_of

pytestmark = pytest.mark.unit

TALLY = {
    "most": 1000,
    "owing": 1000,
    "mine": 0,
    "overdue": 3,
    "soon": 999,
    "returned": 1,
    "silent": 6,
}


def test_a_list_is_counted_as_far_as_anybody_reads():
    tabs = {each.name: each for each in tabs_of(TALLY, {"late": "1"}, decides=True)}
    counts = [tabs[name].count for name in ("unit", "mine", "late", "soon")]
    assert counts == ["999+", "0", "3", "999"]
    assert [name for name, tab in tabs.items() if tab.here] == ["late"]
    assert tabs["returns"].address == "/desk?state=return-pending"


def test_who_decides_nothing_has_no_list_of_returns_and_a_count_may_be_unknown():
    tabs = tabs_of(None, {}, decides=False)
    assert {"returns", "silent"}.isdisjoint(each.name for each in tabs)
    assert {each.count for each in tabs} == {""}


def test_filters_that_are_none_of_ours_are_none():
    known = Known(categories={"noise": "噪声"}, units={"c-1": "金科苑社区"})
    said = {"state": "x", "category": "noise", "mine": "2", "soon": "1", "page": "9"}
    assert chosen_of(said, known) == {"category": "noise", "soon": "1"}
    said |= {"unit": "c-1", "late": "3", "due": "week", "redo": "1"}
    assert chosen_of(said, known).keys() == {
        *("category", "unit", "late", "due", "soon", "redo")
    }
    nothing = Known(categories={}, units={})
    assert chosen_of(said, nothing).keys() == {"late", "due", "soon", "redo"}
    assert chosen_of({"late": "2", "due": "never"}, known) == {}
    assert address_of({"soon": "1", "mine": "1"}, without="mine") == "/desk?soon=1"
    assert address_of({}, after="") == "/desk"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, None),
        ({"done": "nonsense"}, None),
        ({"done": "answer"}, ("answer", "")),
        ({"done": "answer", "of": "MQ-2611-0000014"}, ("answer", "MQ-2611-0000014")),
        ({"done": "answer", "of": "请拨打 138"}, ("answer", "")),
    ],
)
def test_an_address_tells_of_an_act_and_a_number_and_of_nothing_else(said, told):
    found = done_of(said)
    assert (found and (found.act, found.of)) == told
