"""B-18: which grid is mine; what is typed stays in no address and nowhere else."""

import pytest

pytestmark = pytest.mark.integration
HOME = "金科苑东街65号9栋"


def test_b18_a_resident_finds_the_grid_and_who_heads_it(resident, site):
    resident.get("/grid").send("/grid", community="jinkeyuan", address=HOME)
    assert resident.says("第三网格")
    assert resident.says("李晓岚")
    assert HOME not in resident.page.url
    assert site[0].database.rows("select * from drafts") == []


def test_an_address_that_nobody_knows_leads_to_the_whole_community(resident):
    resident.get("/grid").send("/grid", community="jinkeyuan", address="天边1号")
    assert resident.says("没找到这个地址")
    assert resident.says("第四网格")
    assert resident.says("正在安排")


def test_what_is_wrong_is_said_at_its_field(resident, site):
    resident.get("/grid").send("/grid", community="elsewhere", address=HOME)
    assert resident.status == 422
    assert resident.says("请选择社区")
    assert resident.says(HOME)
    resident.send("/grid", community="jinkeyuan", address="长" * 201)
    assert resident.says("地址太长")
    site[1].away = True
    resident.send("/grid", community="jinkeyuan", address=HOME)
    assert resident.says("现在查不到")
    address = resident.url + "/grid"
    resident.page = resident.session.post(address, data={"address": HOME})
    assert resident.says(HOME)
    assert resident.status == 422
