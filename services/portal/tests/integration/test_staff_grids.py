"""Who governs cuts grids and names their heads; the effect is seen first."""

import pytest

from services.portal.tests.staff_rooms import REVISION

pytestmark = pytest.mark.integration

GRID = "/admin/grids/g-1"
CUT = {"name": "东片网格", "level": "3", "since": "2026-11-20", "reason": "院落合并"}


@pytest.fixture
def doors(staff_site):
    return staff_site[1]


@pytest.fixture
def ops(colleague):
    return colleague.sign_in("ops", back="/admin")


def test_the_grids_of_a_unit_are_listed_with_what_is_wrong_with_them(ops):
    assert ops.get("/admin").says("1 个网格没有网格长")
    ops.get("/admin/grids?unit=jinkeyuan")
    assert ops.says("7 户没有网格管，0 户重复")
    assert ops.says("113")
    assert ops.says("没有网格长")
    assert ops.says("旧网格")


def test_a_grid_is_cut_anew_once_its_effect_was_seen(ops, doors):
    assert ops.get(GRID).says("并入")
    assert ops.says("现属 东片网格")
    revision = REVISION.search(ops.page.text).group(1)
    said = CUT | {"revision": revision, "place": "yard"}
    assert ops.send(GRID, **said | {"reason": ""}).says("请写理由")
    shown = ops.send(GRID, **said)
    assert shown.says("影响 52 户")
    assert shown.says("诉求 3 件")
    assert shown.says("划出")
    assert doors.put == []
    doors.meanwhile = True
    moved = ops.send(GRID, **said, confirmed="1")
    assert moved.status == 409
    assert 'value="院落合并"' in moved.page.text
    doors.meanwhile = False
    assert ops.send(GRID, **said, confirmed="1").says("已重新划分")
    [(path, body)] = doors.put
    assert path == "/v1/grids/g-1/cut"
    assert (body["premises_ids"], body["since"]) == (["yard"], "2026-11-20")


def test_a_new_grid_takes_a_number_of_its_own(ops, doors):
    ops.get("/admin/grids/new?unit=jinkeyuan")
    said = CUT | {"grid_id": "g-9", "unit": "jinkeyuan", "place": "9"}
    assert ops.send("/admin/grids/new", **said | {"level": "4"}).status == 422
    assert ops.send("/admin/grids/new", **said).says("影响 40 户")
    doors.meanwhile = True
    taken = ops.send("/admin/grids/new", **said, confirmed="1")
    assert taken.says("这个编号已经有人用了")
    doors.meanwhile = False
    done = ops.send("/admin/grids/new", **said, confirmed="1")
    assert done.path == "/admin/grids/g-9?done=new"


def test_a_head_gives_way_to_another_and_a_grid_ends(ops, doors):
    ops.get(GRID)
    head = {"head": "liu-mei", "head_since": "2026-11-19"}
    assert ops.send(f"{GRID}/head", **head | {"head": ""}).says("请选网格长")
    assert ops.send(f"{GRID}/head", **head).says("刘梅")
    ops.send(f"{GRID}/head", **head, confirmed="1")
    assert ops.says("网格长已任命")
    end = {"since": "2026-11-20", "reason": "并入西片", "revision": "5"}
    assert ops.send(f"{GRID}/end", **end | {"reason": ""}).status == 422
    assert ops.send(f"{GRID}/end", **end).says("不再任网格长")
    assert ops.send(f"{GRID}/end", **end, confirmed="1").says("网格已撤销")
    (_, headed), (_, ended) = doors.put
    assert headed["staff_id"] == "liu-mei"
    assert (ended["active"], ended["premises_ids"]) == (False, [])


def test_a_cut_while_registry_is_away_loses_no_place_that_was_ticked(ops, doors):
    ops.get(GRID)
    doors.away = True
    ops.send(GRID, **CUT | {"place": ["yard", "9"]}, confirmed="1")
    assert ops.status == 503
    for place in ("yard", "9"):
        assert f'name="place" value="{place}"' in ops.page.text
