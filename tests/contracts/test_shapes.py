"""A contract is added to, never edited: what was published once holds for ever."""

import copy
import json

import pytest

from minqing_docs.__main__ import main
from minqing_docs.shapes import breaches, read_shapes, shapes_now

pytestmark = pytest.mark.contracts

KEY = "routing.case.closed.v1"
OPTIONAL = {"type": "String", "required": False, "allow_none": True}


@pytest.fixture
def frozen():
    return copy.deepcopy(read_shapes())


def changed(shapes, **promise):
    shapes[KEY]["closed_at"] |= promise
    return shapes


def test_no_contract_was_broken_since_it_was_published():
    assert breaches(read_shapes(), shapes_now()) == []


def test_every_contract_and_every_field_stands_in_the_frozen_shapes():
    assert read_shapes() == shapes_now(), "run `python -m minqing_docs freeze`"


def test_a_contract_that_is_gone_is_a_breach(frozen):
    gone = {key: shape for key, shape in frozen.items() if key != KEY}
    assert breaches(frozen, gone) == [f"{KEY} is not published any more"]


def test_a_field_that_is_gone_is_a_breach(frozen):
    now = copy.deepcopy(frozen)
    del now[KEY]["closed_at"]
    assert "the field closed_at was removed or renamed" in breaches(frozen, now)[0]


@pytest.mark.parametrize(
    "promise", [{"type": "String"}, {"required": False}, {"allow_none": True}]
)
def test_a_field_that_is_retyped_or_promised_otherwise_is_a_breach(frozen, promise):
    now = changed(copy.deepcopy(frozen), **promise)
    assert len(breaches(frozen, now)) == 1


def test_what_a_list_holds_is_part_of_its_type(frozen):
    now = copy.deepcopy(frozen)
    now["registry.staff.recorded.v1"]["roles"]["of"]["type"] = "Integer"
    assert len(breaches(frozen, now)) == 1


def test_a_new_field_may_come_if_it_is_optional(frozen):
    now = copy.deepcopy(frozen)
    now[KEY]["closed_by"] = dict(OPTIONAL)
    assert breaches(frozen, now) == []


def test_a_new_field_that_is_required_is_a_breach(frozen):
    now = copy.deepcopy(frozen)
    now[KEY]["closed_by"] = OPTIONAL | {"required": True}
    assert "the new field closed_by is required" in breaches(frozen, now)[0]


def test_a_new_contract_is_no_breach(frozen):
    assert breaches(frozen, frozen | {"routing.case.closed.v2": {}}) == []


def test_freezing_adds_what_is_new(tmp_path, frozen):
    file = tmp_path / "shapes.json"
    del frozen[KEY]
    file.write_text(json.dumps(frozen), encoding="utf-8")
    assert main(["freeze", "--shapes", str(file)]) == 0
    assert read_shapes(file) == shapes_now()


def test_freezing_begins_from_nothing(tmp_path):
    assert main(["freeze", "--shapes", str(tmp_path / "new.json")]) == 0
    assert read_shapes(tmp_path / "new.json") == shapes_now()


def test_freezing_refuses_to_write_a_breach_down(tmp_path, frozen, capsys):
    file = tmp_path / "shapes.json"
    before = json.dumps(changed(frozen, type="String"))
    file.write_text(before, encoding="utf-8")
    assert main(["freeze", "--shapes", str(file)]) == 1
    assert file.read_text(encoding="utf-8") == before
    assert f"{KEY}: the field closed_at was" in capsys.readouterr().err
