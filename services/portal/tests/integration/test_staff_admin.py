"""Who administers: people, accounts, leaving, units; each effect is seen first."""

import re
from uuid import uuid4

import pytest

from portal.application.administering import AccountAct, Asked
from services.portal.tests.admin_stand_in import DUTY
from services.portal.tests.residents import rows_of
from services.portal.tests.staff_rooms import NONCE, REVISION, Colleague

pytestmark = pytest.mark.integration

LIU = "/admin/people/liu-mei"
SECRET = re.compile(r'class="secret">([^<]+)<')
ROLES = {"role_handler": "true", "role_clerk": "true"}
NOISE = "/admin/categories/noise"
SEEN = re.compile(r'name="seen" value="([^"]+)"')
UNIT = "/admin/organisations/jinkeyuan"


@pytest.fixture
def doors(staff_site):
    return staff_site[1]


@pytest.fixture
def ops(colleague, staff_site):
    yield colleague.sign_in("ops", back="/admin")
    accounts = staff_site[0].database
    accounts.rows("delete from accounts where staff_id = 'liu-mei' returning name")
    accounts.rows("truncate account_acts")
    accounts.rows("update accounts set locked_at = null returning name")


def account(ops, act, name="liu", **said):
    nonce = NONCE.search(ops.get(LIU).page.text).group(1)
    said = {"nonce": nonce, "account": name, "reason": "新到岗", **said}
    return ops.send(f"{LIU}/account/{act}", **said)


def test_the_front_tells_how_many_there_are_and_what_wants_attention(ops):
    assert ops.get("/admin").says("系统管理")
    assert ops.says("4 项")
    assert ops.says("1 人没有登录账号")
    assert ops.says("1 个单位没有在岗人员")
    assert ops.get("/admin/people?find=刘").says("刘梅")
    assert ops.says("没有账号")
    assert ops.get("/admin/people?find=无此人").says("没有符合的人员")


def test_a_role_is_given_with_a_reason_and_nothing_typed_is_lost(ops, doors):
    assert ops.get(LIU).says("轮岗")
    assert ops.says("东片网格")
    revision = REVISION.search(ops.page.text).group(1)
    said = {"name": "刘梅", "unit": "jinkeyuan", "revision": revision, **ROLES}
    assert ops.send(LIU, **said).says("请写理由")
    doors.meanwhile = True
    moved = ops.send(LIU, **said, reason="兼接件")
    assert moved.status == 409
    assert moved.says("打开之后又有人改过")
    assert 'value="兼接件"' in moved.page.text
    doors.meanwhile = False
    assert ops.send(LIU, **said, reason="兼接件").says("已保存")
    [(path, body)] = doors.put
    assert (path, body["roles"]) == ("staff/liu-mei", ["clerk", "handler"])
    assert body["reason"] == "兼接件"


def test_somebody_new_is_taken_in_and_a_taken_number_is_said(ops, doors):
    said = {"name": "何文", "unit": "jinkeyuan", "staff_id": "liu-mei"}
    said |= {"reason": "招录", "role_handler": "true", "person_number": "GH-1"}
    ops.get("/admin/people/new")
    assert ops.send("/admin/people/new", **said | {"staff_id": "no!"}).status == 422
    doors.meanwhile = True
    assert ops.send("/admin/people/new", **said).says("这个编号已经有人用了")
    doors.meanwhile = False
    assert ops.send("/admin/people/new", **said).path == f"{LIU}?done=new"
    assert doors.put[0][1]["person_number"] == "GH-1"


def test_who_leaves_is_shown_with_what_they_hold_and_is_out_at_once(ops, doors):
    shown = ops.get(f"{LIU}/leave")
    assert shown.says("影响 214 件在办")
    assert shown.says("现任职责 1 项")
    revision = REVISION.search(ops.page.text).group(1)
    assert ops.send(f"{LIU}/leave", revision=revision).says("请写理由")
    said = {"revision": revision, "reason": "调离", "to": "wang-min"}
    assert ops.send(f"{LIU}/leave", **said).says("已离岗")
    (_, left), (handed, to) = doors.put
    assert (left["active"], left["reason"]) == (False, "调离")
    assert (handed, to["to_staff_id"]) == ("staff/liu-mei/hand-over", "wang-min")
    ops.get(LIU)
    assert ops.send(f"{LIU}/duties/{DUTY}/end", until="无").status == 422
    assert ops.send(f"{LIU}/duties/{DUTY}/end", until="2026-11-19").says("期限已保存")
    assert doors.put[2][1]["until"] == "2026-11-19"


def test_an_account_is_given_once_and_every_act_is_written_down(ops, staff_site):
    given = account(ops, "open")
    [password] = SECRET.findall(given.page.text)
    assert given.says("只显示这一次")
    liu = Colleague(staff_site[3])
    staff_site[2].gone.clear()
    key = str(uuid4())
    [fresh] = SECRET.findall(account(ops, "password", nonce=key).page.text)
    assert fresh != password
    assert account(ops, "password", nonce=key).says("这一步已经办过了")
    [address] = SECRET.findall(account(ops, "second").page.text)
    assert len(address) == 32
    assert account(ops, "second-off").says("以后不再要第二步")
    assert account(ops, "end-sessions").says("已退出所有浏览器")
    assert account(ops, "lock").says("账号已锁定")
    assert liu.sign_in("liu", fresh).status == 422
    assert account(ops, "unlock").says("账号已解锁")
    kept = rows_of(staff_site[0], "account_acts")
    told = [(each["act"], each["by"], each["reason"]) for each in kept]
    did = ("open", "password", "second", "second-off", "end-sessions", "lock", "unlock")
    assert told == [(act, "ops.one", "新到岗") for act in did]
    assert password not in str(rows_of(staff_site[0], "accounts"))
    assert account(ops, "lock", reason="").says("请写理由")
    assert account(ops, "open").status == 409
    assert account(ops, "lock", "wang").status == 409
    assert account(ops, "burn").status == 404


def test_nobody_locks_themselves_out_nor_the_last_who_operates(ops, staff_site):
    own = ops.get("/admin/people/ops.one")
    assert own.says("请另一名管理人员来改")
    assert "/account/lock" not in own.page.text
    said = {"account": "ops", "reason": "试", "nonce": str(uuid4())}
    assert ops.send("/admin/people/ops.one/account/lock", **said).status == 409
    accounts = rows_of(staff_site[0], "accounts")
    assert {each["name"] for each in accounts if each["locked_at"]} == set()


def test_the_last_account_of_an_operator_stays_open_in_the_table(ops, staff_site):
    desk = staff_site[0].account_desk

    def locks(operators):
        asked = Asked(
            act_id=uuid4(), account="ops", act=AccountAct.LOCK, by="x", reason="试"
        )
        return desk.lock(asked, operators)

    assert not locks(["ops.one"])
    assert not locks(["ops.one", "nobody"])
    assert rows_of(staff_site[0], "account_acts") == []
    assert ops.get("/admin").status == 200
    assert locks(["ops.one", "li.xiao"])
    assert ops.get("/admin").path.startswith("/sign-in")


def test_a_head_says_who_serves_but_gives_no_account(colleague, doors):
    colleague.sign_in("chen").get(LIU)
    assert "/account/open" not in colleague.page.text
    assert colleague.says("登录账号由运维人员管理")
    assert colleague.send(f"{LIU}/account/open", account="liu").status == 403
    assert colleague.sign_in("wang").get("/admin").status == 403
    assert colleague.get("/admin/people").status == 403


def test_a_unit_changes_once_its_effect_was_seen(ops, doors):
    tree = ops.get("/admin/organisations?on=2026-03-01")
    assert tree.says("已撤并的单位（1）")
    assert ops.get(UNIT).says("214 件，超期 3 件")
    said = {"name": "金科一社区", "kind": "community", "division": "510106040019"}
    said |= {"since": "2026-11-19", "revision": "7"}
    seen = ops.send(UNIT, **said)
    assert seen.says("影响 214 件在办")
    assert seen.says("金科苑社区 → <strong>金科一社区")
    assert doors.put == []
    assert ops.send(UNIT, **said, confirmed="1").says("已保存")
    assert doors.put[0][1]["name"] == "金科一社区"
    doors.meanwhile = True
    assert ops.send(UNIT, **said, confirmed="1").status == 409
    assert ops.send(UNIT, **said | {"division": "x"}).status == 422
    new = {**said, "unit_id": "jin-ke-1"}
    assert ops.send("/admin/organisations/new", **new).says("已经有人用了")
    doors.meanwhile = False
    assert ops.send("/admin/organisations/new", **new).path.endswith("?done=new")


def test_a_unit_ends_into_who_continues_it_by_a_decision(ops, doors):
    ops.get(UNIT)
    ending = {"heir": "dabei", "since": "2026-11-19", "ground": "金泉办〔2026〕3号"}
    assert ops.send(f"{UNIT}/end", **ending | {"ground": ""}).says("请写依据")
    seen = ops.send(f"{UNIT}/end", **ending)
    assert seen.says("派单规则 5 条、协办 2 件还指着它")
    assert doors.put == []
    assert ops.send(f"{UNIT}/end", **ending, confirmed="1").says("已撤并")
    [(path, body)] = doors.put
    assert path == "/v1/organisations/jinkeyuan/succession"
    assert body["successors"] == ["dabei"]


def test_categories_are_shown_with_the_rules_that_send_them(ops):
    assert ops.get("/admin/categories").says("已停用")
    assert ops.get(f"{NOISE}?rule=noise-1").says("214 件，超期 3 件")
    assert ops.says("15 天内")
    assert ops.says("老城街道十类")
    assert 'value="noise-1"' in ops.page.text
    assert ops.get("/admin/categories/no-such").status == 404


def test_a_category_is_renamed_on_top_of_what_was_seen(ops, doors):
    ops.get(NOISE)
    seen = SEEN.search(ops.page.text).group(1)
    names = {"name_zh_cn": "噪声", "name_zh_tw": "噪音", "name_en": "Noise"}
    said = {**names, "valid_from": "2010-01-01", "valid_to": "", "seen": "older"}
    assert ops.send(NOISE, **said).says("打开之后又有人改过")
    assert 'value="噪声"' in ops.page.text
    assert ops.send(NOISE, **said | {"valid_to": "2009-01-01"}).says("结束要在开始之后")
    assert ops.send(NOISE, **said | {"seen": seen}).says("已保存")
    assert doors.put[0][1]["names"]["zh-CN"] == "噪声"
    assert ops.send("/admin/categories/new", code="noise", **said).says("已经有了")
    assert ops.send("/admin/categories/new", code="n2", **said).status == 404
    assert ops.get(NOISE).send(f"{NOISE}/word", list="b21", theirs="n-2").says("已保存")
    assert [path.rpartition("v1/")[2] for path, _ in doors.put] == [
        "categories/noise",
        "categories/n2",
        "category-mappings/b21/noise",
    ]


def test_a_rule_is_set_once_its_effect_was_seen(ops, doors):
    ops.get(f"{NOISE}?rule=noise-1")
    said = {"rule": "noise-1", "category": "noise", "division": "510106", "days": "7"}
    said |= {"unit": "jinkeyuan", "priority": "0", "note": "改派", "seen": "3"}
    said |= {"valid_from": "2026-12-01", "valid_to": ""}
    seen = ops.send(f"{NOISE}/rule", **said)
    assert seen.says("这一类在办 214 件")
    assert doors.put == []
    assert ops.send(f"{NOISE}/rule", **said, confirmed="1").says("规则已保存")
    [(_, body)] = doors.put
    assert body["valid_from"] == "2026-12-01T00:00:00+08:00"
    assert (
        ops.send(f"{NOISE}/rule", **said | {"seen": "2"}, confirmed="1").status == 409
    )
    assert ops.send(f"{NOISE}/rule", **said | {"days": "0"}).says("1 到 3650")


def test_a_head_sees_what_is_in_the_hands_of_their_own_people_alone(colleague, doors):
    colleague.sign_in("chen", back=f"{LIU}/leave")
    assert colleague.says("现任职责 1 项")
    colleague.get("/admin/people/far-away/leave")
    assert colleague.says("不在您的管辖范围内")
    assert not colleague.says("现任职责")


def test_a_duty_is_given_once_for_a_unit_a_grid_or_a_building(ops, doors):
    page = f"{LIU}/duties/new"
    assert ops.get(page).says("东院9栋")
    nonce = NONCE.search(ops.page.text).group(1)
    said = {"duty": "building-captain", "scope": "grid:g-1", "since": "2026-11-20"}
    said["nonce"] = nonce
    assert ops.send(page, **said).says("楼栋长要选楼栋")
    assert ops.send(page, **said | {"scope": "moon:1"}).says("请选负责哪里")
    said["scope"] = "building:yard-9"
    doors.meanwhile = True
    assert ops.send(page, **said).status == 409
    doors.meanwhile = False
    assert ops.send(page, **said).path == f"{LIU}?done=given"
    assert ops.says("职责已增加")
    [(path, body)] = doors.put
    assert path == f"/v1/duties/{nonce}"
    assert (body["scope_kind"], body["scope_id"]) == ("building", "yard-9")
