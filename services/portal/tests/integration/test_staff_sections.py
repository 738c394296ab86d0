"""The archive's sections: a new edition is seen as the household page shows it."""

import pytest

from services.portal.tests.staff_rooms import REVISION

pytestmark = pytest.mark.integration

WISHES = "/admin/sections/wishes"
SAID = {
    "title": "群众心愿",
    "valid_from": "2026-12-01",
    "reason": "加一项",
    "reads_clerk": "true",
    "writes_clerk": "true",
    "f0_code": "wish",
    "f0_title": "心愿",
    "f0_type": "text",
    "f0_sensitivity": "2",
    "f0_kind": "plain",
    "f0_order": "2",
    "f1_code": "kind",
    "f1_title": "哪类",
    "f1_type": "choice",
    "f1_sensitivity": "3",
    "f1_kind": "plain",
    "f1_options": "修缮\n就业\n修缮",
    "f1_order": "1",
    "f2_code": "by_when",
    "f2_title": "盼什么时候",
    "f2_type": "day",
    "f2_sensitivity": "1",
    "f2_kind": "name",
    "f2_order": "3",
}


@pytest.fixture
def doors(staff_site):
    return staff_site[1]


@pytest.fixture
def ops(colleague):
    return colleague.sign_in("ops", back="/admin/sections")


def test_the_sections_are_listed_with_how_many_households_have_each(ops):
    assert ops.says("健康状况")
    assert ops.get(WISHES).says("1,204 户有这一栏")
    assert ops.says("区里统一")
    assert ops.says("敏感，默认遮住")


def test_a_new_edition_is_looked_at_before_it_holds(ops, doors):
    ops.get(WISHES)
    said = SAID | {"revision": REVISION.search(ops.page.text).group(1)}
    assert ops.send(WISHES, **said | {"f1_options": ""}).says("单选和多选要有选项")
    unread = {name: each for name, each in said.items() if name != "reads_clerk"}
    assert ops.send(WISHES, **unread).says("至少要有人能看")
    shown = ops.send(WISHES, **said)
    assert shown.says("户页上是这样")
    assert shown.says("新字段")
    assert doors.put == []
    doors.meanwhile = True
    moved = ops.send(WISHES, **said, confirmed="1")
    assert moved.status == 409
    assert 'value="盼什么时候"' in moved.page.text
    doors.meanwhile = False
    assert ops.send(WISHES, **said, confirmed="1").says("新版本已保存")
    [(path, body)] = doors.put
    asked = [(e["code"], e["kind"], e["options"]) for e in body["fields"]]
    assert path == "/v1/sections/wishes"
    choice = ("kind", "plain", ["修缮", "就业"])
    assert asked == [choice, ("wish", "plain", []), ("by_when", "plain", [])]
    assert (body["writers"], body["subject"]) == (["clerk"], "resident")


def test_a_section_is_retired_by_letting_nobody_write(ops, doors):
    ops.get(WISHES)
    said = SAID | {"f2_drop": "true", "revision": "2"}
    del said["writes_clerk"]
    assert ops.send(WISHES, **said).says("停用：不再填写")
    ops.send(WISHES, **said, confirmed="1")
    assert doors.put[0][1]["writers"] == []
    assert [each["code"] for each in doors.put[0][1]["fields"]] == ["kind", "wish"]


def test_a_new_section_has_a_code_of_its_own_and_operators_alone_make_one(
    ops, doors, colleague
):
    ops.get("/admin/sections/new")
    said = SAID | {"code": "pets", "subject": "household"}
    assert ops.send("/admin/sections/new", **SAID).says("栏目代码用")
    empty = {"code": "pets", "subject": "household", "title": "宠物"}
    empty |= {"reads_clerk": "true", "valid_from": "2026-12-01", "reason": "新增"}
    assert ops.send("/admin/sections/new", **empty).says("至少要有一个字段")
    assert ops.send("/admin/sections/new", **said).says("看一看：群众心愿")
    doors.meanwhile = True
    taken = ops.send("/admin/sections/new", **said, confirmed="1")
    assert taken.says("这个代码已经有人用了")
    doors.meanwhile = False
    done = ops.send("/admin/sections/new", **said, confirmed="1")
    assert done.path == "/admin/sections/pets?done=new"
    colleague.sign_in("chen", back=WISHES)
    assert colleague.says("只有运维能改")
    assert colleague.get("/admin/sections/new").status == 403
