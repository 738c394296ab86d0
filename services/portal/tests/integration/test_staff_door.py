"""What waits at the door, and deciding it, without any script."""

import re

import pytest

from services.portal.tests.desk_stand_in import WORDS, sheet
from services.portal.tests.door_stand_in import DOOR_REVISION, picture
from services.portal.tests.staff_rooms import CASE, NONCE, REVISION
from services.portal.tests.stand_in import RECEIPT, matter

pytestmark = pytest.mark.integration

DOOR = "/desk/door"
FOUND = "/desk/found"
ONE = f"{DOOR}/{RECEIPT}"
REFUSAL = {"ground": "not-within-powers", "explanation": "电梯归市场监管局管。"}


@pytest.fixture
def clerk(colleague, staff_site):
    staff_site[1].sheet = sheet(receipt="MQ-2611-0000099")
    colleague.sign_in("li").get("/account").send("/account/role", role="clerk")
    return colleague


def decide(clerk, name, **said):
    """Send one of the forms of the page, as it was drawn."""
    nonce = NONCE.search(clerk.page.text).group(1)
    revision = REVISION.search(clerk.page.text).group(1)
    return clerk.send(f"{ONE}/{name}", **{"nonce": nonce, "revision": revision, **said})


SPLIT = f"{CASE}/split"
SEEN = re.compile(r'name="seen" value="([0-9a-f]{64})"')
LIFT = {"text-1": "电梯停了三天。", "category-1": "noise", "why": "两件事"}


def divide(clerk, **said):
    """Send the form of dividing, as it was drawn."""
    drawn = {"nonce": NONCE.search(clerk.page.text).group(1)}
    drawn |= {"revision": REVISION.search(clerk.page.text).group(1)}
    seen = SEEN.search(clerk.page.text)
    drawn |= {"seen": seen.group(1)} if seen else {}
    return clerk.send(SPLIT, **drawn, **said)


def test_a_matter_is_divided_once_just_what_comes_of_it_was_seen(clerk, staff_site):
    acts = staff_site[1].acts
    assert SPLIT in clerk.get(ONE).page.text
    assert clerk.get(SPLIT).says(WORDS)
    assert divide(clerk, why="两件事").status == 422
    assert clerk.says("至少写一件要拆出去的事")
    assert (
        divide(clerk, **{"why": "事", "text-1": "灯", "place-2": "9栋"}).status == 422
    )
    divide(clerk, **{"place-2": "9栋", "category-1": "noise", "category-3": "X"})
    faults = re.findall(r'<li><a href="#([a-z0-9-]+)">', clerk.page.text)
    assert faults == ["text-1", "text-2", "text-3", "category-3", "why"]
    divide(clerk, **LIFT)
    assert clerk.says("将成为 2 件")
    assert clerk.says("噪声扰民")
    divide(clerk, **LIFT | {"text-3": "井盖松了。"})
    assert clerk.says("将成为 3 件")
    divide(clerk, **LIFT | {"text-3": "井盖松了。", "again": "1"})
    assert clerk.says("将成为 3 件")
    assert acts == []
    divide(clerk, **LIFT | {"text-3": "井盖松了。", "division-3": "510106040"})
    assert clerk.says(" · 金泉街道社会事务科 · ")
    divide(clerk, **LIFT | {"text-3": "井盖松了。", "division-3": "510106040"})
    [(verb, told, key)] = acts
    lift = {"text": "电梯停了三天。", "category": "noise"}
    parts = [lift, {"text": "井盖松了。", "division_code": "510106040"}]
    assert verb == "split"
    assert told == {"parts": parts, "reason": "两件事", "revision": DOOR_REVISION}
    assert key.startswith("desk-")
    first, second = clerk.page.text.split('<section class="panel"')[2:]
    assert "电梯停了三天。" in first
    assert "噪声扰民" in first
    assert "井盖松了。" in second
    assert "AAAA-0001" in second
    assert not clerk.says("None")
    assert clerk.says("已拆成 3 件")


def test_a_part_shows_those_of_the_pictures_that_were_ticked(clerk, staff_site):
    stand_in = staff_site[1]
    stand_in.told = matter(pictures=2)
    stand_in.pictures = [picture(1), picture(2, width=0, height=0, pages=3)]
    clerk.get(SPLIT)
    assert clerk.says("附的照片 1")
    ticked = {"picture-1-1": f"{1:064x}"}
    assert divide(clerk, **LIFT | {"picture-2-2": f"{2:064x}"}).status == 422
    divide(clerk, **LIFT)
    divide(clerk, **LIFT | ticked)
    assert clerk.says("附照片、文件 1 个")
    assert clerk.says(f'value="{1:064x}" checked>')
    divide(clerk, **LIFT | ticked)
    [(_, told, _)] = stand_in.acts
    assert told["parts"][0]["pictures"] == [f"{1:064x}"]


def test_who_divides_what_another_changed_meanwhile_keeps_what_was_typed(
    clerk, staff_site
):
    clerk.get(SPLIT)
    divide(clerk, **LIFT)
    seen = SEEN.search(clerk.page.text).group(1)
    old = {"revision": str(DOOR_REVISION - 1), "seen": seen}
    assert clerk.send(SPLIT, **LIFT, **old).status == 409
    assert clerk.says("电梯停了三天。")
    said = {"type": "urn:minqing:problem:split-refused", "title": "检举控告不拆"}
    staff_site[1].refusal = (409, said)
    divide(clerk, **LIFT)
    divide(clerk, **LIFT)
    assert clerk.says("检举控告不拆")
    assert staff_site[1].acts == []


def test_what_was_told_together_is_linked_and_its_division_stands_in_the_history(
    clerk, staff_site
):
    stand_in = staff_site[1]
    stand_in.sheet = sheet()
    stand_in.told = matter("started", siblings=["MQ-2611-0000777"])
    at = "2026-11-20T04:00:00+00:00"
    other = "MQ-2611-0000777"
    division = {"at": at, "by": "li.xiao", "reason": "两件事", "parts": 1}
    stand_in.divisions = [division | {"whole": RECEIPT, "receipts": [other]}]
    clerk.get(CASE)
    assert 'href="/desk/cases/MQ-2611-0000777"' in clerk.page.text
    link = f'<a class="number" href="/desk/cases/{other}">{other}</a>'
    assert clerk.says(f"从这一件里拆出去 1 件，各自办理：{link}")
    assert clerk.says("为什么拆：两件事")
    assert SPLIT in clerk.page.text
    stand_in.divisions = [division | {"whole": other, "receipts": [RECEIPT]}]
    for page in (CASE, ONE):
        assert clerk.get(page).says(f"从别的件里拆出来的，单独办理。原件：{link}")
        assert clerk.says("为什么拆：两件事")
    stand_in.told = matter("closed")
    assert SPLIT not in clerk.get(CASE).page.text
    assert clerk.get(SPLIT).says("这件不能拆")


@pytest.mark.parametrize(
    "settled",
    [
        {"nature": {"kind": "accusation"}, "group_id": None},
        {"nature": {"kind": None}, "group_id": "g"},
    ],
)
def test_art30_what_the_law_keeps_whole_is_not_offered_to_be_divided(
    clerk, staff_site, settled
):
    staff_site[1].door = settled
    assert SPLIT not in clerk.get(ONE).page.text
    assert clerk.get(SPLIT).says("整件办理")


def test_handlers_divide_nothing(colleague):
    colleague.sign_in()
    assert SPLIT not in colleague.get(ONE).page.text
    assert colleague.get(SPLIT).status == 403


def test_what_waits_is_listed_oldest_first_with_how_long_the_15_days_run(
    clerk, staff_site
):
    clerk.get("/desk")
    assert f'href="{DOOR}"' in clerk.page.text
    clerk.get(DOOR)
    found = re.findall(r"/desk/door/(MQ-[0-9-]+)", clerk.page.text)
    assert (found[0], len(found)) == (RECEIPT, 25)
    for words in ("超期 1 天", "还剩 1 天", "热线", "未定", "中心受理台", "金科苑社区"):
        assert clerk.says(words), words
    assert staff_site[1].looks == ["received"]
    clerk.get(f"{DOOR}?after=25")
    assert len(re.findall(r"/desk/door/(MQ-[0-9-]+)", clerk.page.text)) == 5
    assert clerk.get(f"{DOOR}?after=x%00").says("再看一页")
    staff_site[1].waiting = []
    assert clerk.get(DOOR).says("没有等着受理的事")


def test_handlers_read_a_matter_at_the_door_and_decide_nothing(colleague, staff_site):
    colleague.sign_in()
    assert f'href="{DOOR}"' not in colleague.page.text
    assert colleague.get(DOOR).status == 403
    assert colleague.get(ONE).says(WORDS)
    assert colleague.says("由受理人员或者主管决定")
    assert f"{ONE}/accept" not in colleague.page.text


def test_a_matter_is_accepted_in_the_clerks_own_name(clerk, staff_site):
    clerk.get(ONE)
    for words in (WORDS, "138****1234", "金科苑东街65号9栋2单元", "还剩 14 天"):
        assert clerk.says(words), words
    assert "13800001234" not in clerk.page.text
    assert '<option value="510106040019" selected>' in clerk.page.text
    decide(clerk, "accept", category="lighting", division="510106040019")
    assert clerk.says("已受理，转去分派")
    assert clerk.says("派给本单位或下级的，会到待办里")
    assert f'href="/desk/cases/{RECEIPT}"' not in clerk.page.text
    ((verb, body, key),) = staff_site[1].acts
    assert (verb, key.startswith("desk-")) == ("accept", True)
    assert body == {
        "category": "lighting",
        "division_code": "510106040019",
        "revision": DOOR_REVISION,
    }
    assert "Bearer token-of-li.xiao" in staff_site[1].tokens


def test_all_that_is_missing_goes_out_as_one_list(clerk, staff_site):
    clerk.get(ONE)
    decide(clerk, "ask", missing=" 房屋号 \r\n\r\n照片\n")
    assert clerk.says("已一次性告知")
    assert staff_site[1].acts[0][1]["missing"] == ["房屋号", "照片"]
    clerk.get(ONE)
    assert decide(clerk, "ask", missing="\n".join(["x"] * 31)).status == 422
    assert clerk.says("最多 30 项")
    asked = {"items": ["房屋号"], "answer_by": None}
    staff_site[1].told = matter("awaiting-petitioner", missing=asked)
    clerk.get(ONE)
    assert clerk.says("房屋号")
    assert f"{ONE}/ask" not in clerk.page.text
    assert f"{ONE}/accept" in clerk.page.text


def test_a_refusal_names_its_ground_and_where_to_go(clerk, staff_site):
    clerk.get(ONE)
    decide(clerk, "refuse", **REFUSAL)
    assert clerk.status == 422
    assert clerk.says("请写该去哪里")
    assert clerk.says("电梯归市场监管局管。")
    decide(clerk, "refuse", **REFUSAL, elsewhere="区市场监管局 12315")
    assert clerk.says("已不予受理")
    assert staff_site[1].acts[0][1] == {
        "reason": "not-within-powers",
        "explanation": "请到：区市场监管局 12315\n电梯归市场监管局管。",
        "revision": DOOR_REVISION,
    }
    clerk.get(ONE)
    assert decide(clerk, "refuse").says("请选理由")
    assert decide(clerk, "burn").status == 404


def test_what_the_door_refuses_is_told_with_what_was_typed(clerk, staff_site):
    clerk.get(ONE)
    said = {"type": "x:statutory-procedure", "title": "法律另有程序。"}
    staff_site[1].refusal = 409, said
    decide(clerk, "ask", missing="房屋号")
    assert (clerk.status, clerk.says("法律另有程序。")) == (409, True)
    assert clerk.says("房屋号</textarea>")


def test_who_comes_second_is_told_so_and_the_same_twice_is_one(clerk, staff_site):
    clerk.get(ONE)
    asked = {"items": ["房屋号"], "answer_by": None}
    staff_site[1].told = matter("awaiting-petitioner", missing=asked)
    decide(clerk, "ask", missing="照片", revision="3")
    assert clerk.status == 409
    for words in ("有人先改了这件事", "照片</textarea>"):
        assert clerk.says(words), words
    decide(clerk, "ask", missing="房屋号", revision="3")
    assert clerk.says("已一次性告知")
    staff_site[1].told = matter("accepted", category="lighting")
    clerk.get(ONE)
    assert f"{ONE}/refuse" not in clerk.page.text
    key = {"nonce": "x", "revision": "3"}
    clerk.send(f"{ONE}/accept", category="lighting", **key)
    assert clerk.says("已受理，转去分派")
    told = {"words": "职权", "explanation": "电梯归市场监管局管。"}
    staff_site[1].told = matter("refused", refusal=told)
    clerk.get(ONE)
    said = REFUSAL | {"ground": "duplicate"}
    assert clerk.send(f"{ONE}/refuse", **said, **key).says("已不予受理")
    assert staff_site[1].acts == []


def test_a_number_that_is_no_case_yet_opens_its_page_at_the_door(clerk, staff_site):
    assert clerk.get("/desk").send(FOUND, text=RECEIPT).path == ONE
    assert clerk.get("/desk").send(FOUND, text="MQ-2611-0000015").status == 404
    for words in ("没有查到", "退出"):
        assert clerk.says(words), words
    assert not clerk.says("工作人员登录")
    staff_site[1].sheet = sheet()
    assert clerk.send(FOUND, text=RECEIPT).path == CASE
