"""The table of templates (A-13): another column is another line here."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from registry.domain.importing.columns import Column, Form, Template
from registry.domain.importing.places import DUTY, GRID_HEADS, PREMISES
from registry.domain.importing.usual_columns import (
    ACTIVE,
    HOUSEHOLD,
    IDENTITY_NUMBER,
    ORGANISATION,
)

KINDS: Final = {
    "区县": "district",
    "街道": "street",
    "社区": "community",
    "股份合作公司": "cooperative",
    "村": "village",
    "工作站": "station",
    "代办点": "agent-point",
    "科室": "section",
    "部门": "department",
}
ROLES: Final = {
    "受理": "clerk",
    "承办": "handler",
    "主管": "supervisor",
    "运维": "ops",
}
LEVELS: Final = {"大网格": "1", "中网格": "2", "小网格": "3"}

ORGANISATIONS = Template(
    kind="organisations",
    title="机构",
    key=("organisation_id",),
    note="上级机构写在下级机构之前",
    columns=(
        Column(
            code="organisation_id",
            title="机构编号",
            form=Form.ID,
            required=True,
            aliases=("编号", "组织编号"),
            note="2至32位字母、数字或连字符；一般用区划代码",
        ),
        Column(
            code="name",
            title="机构名称",
            required=True,
            aliases=("名称", "单位名称", "组织名称"),
        ),
        Column(
            code="kind",
            title="机构类型",
            form=Form.CHOICE,
            required=True,
            aliases=("类型", "类别"),
            options=KINDS,
        ),
        Column(
            code="parent_id",
            title="上级机构编号",
            form=Form.ID,
            aliases=("上级机构", "上级编号", "上级"),
        ),
        Column(
            code="division_code",
            title="区划代码",
            form=Form.CODE,
            required=True,
            aliases=("行政区划代码", "区划"),
        ),
        Column(
            code="desk_address",
            title="公务邮箱",
            aliases=("邮箱", "电子邮箱", "邮件地址"),
        ),
        Column(
            code="area_m2",
            title="面积（平方米）",
            form=Form.NUMBER,
            aliases=("面积",),
        ),
        Column(
            code="population",
            title="人口",
            form=Form.NUMBER,
            aliases=("人口数", "常住人口"),
        ),
        ACTIVE,
    ),
)
GRIDS = Template(
    kind="grids",
    title="网格",
    key=("grid_id",),
    note="大网格写在其中的小网格之前",
    columns=(
        Column(
            code="grid_id",
            title="网格编号",
            form=Form.ID,
            required=True,
            aliases=("编号", "网格代码"),
        ),
        Column(
            code="name",
            title="网格名称",
            required=True,
            aliases=("名称",),
        ),
        Column(
            code="level",
            title="网格级别",
            form=Form.CHOICE,
            required=True,
            aliases=("级别", "层级"),
            options=LEVELS,
        ),
        Column(
            code="parent_id",
            title="上级网格编号",
            form=Form.ID,
            aliases=("上级网格",),
        ),
        ORGANISATION,
        ACTIVE,
    ),
)
STAFF = Template(
    kind="staff",
    title="工作人员",
    key=("staff_id",),
    columns=(
        Column(
            code="staff_id",
            title="工号",
            form=Form.ID,
            required=True,
            aliases=("人员编号", "工作人员编号", "编号"),
        ),
        Column(
            code="name",
            title="工作姓名",
            required=True,
            aliases=("姓名", "名字"),
        ),
        ORGANISATION,
        Column(
            code="roles",
            title="角色",
            form=Form.CHOICES,
            required=True,
            aliases=("岗位角色", "权限"),
            options=ROLES,
            note="可多选，以顿号分开",
        ),
        ACTIVE,
        replace(
            IDENTITY_NUMBER,
            note="不保存，只用来认出同一人的几个工号；整列须设为“文本”格式",
        ),
        Column(
            code="person_number",
            title="人员统一编号",
            aliases=("人员统一号", "干部编号"),
            note="没有身份证号码时填；同一人的几个工号填同一个",
            personal=True,
        ),
    ),
)
HOUSEHOLDS = Template(
    kind="households",
    title="住户",
    key=("household", "organisation_id"),
    columns=(
        Column(
            code="household",
            title="户编号",
            required=True,
            aliases=("户号", "住户编号", "家庭编号", "家庭户号"),
            note="本机构自编，不得重复；居民表以此归户",
            personal=True,
        ),
        Column(
            code="address",
            title="住址",
            required=True,
            aliases=("现住址", "地址", "居住地址", "家庭住址", "现居住地"),
            personal=True,
        ),
        ORGANISATION,
        Column(
            code="grid_id",
            title="网格编号",
            form=Form.ID,
            aliases=("所属网格", "网格"),
        ),
    ),
)
RESIDENTS = Template(
    kind="residents",
    title="居民",
    key=("identity_number",),
    note="每行须有身份证号码，或户编号；已在册的人不会被改动",
    columns=(
        Column(
            code="name",
            title="姓名",
            required=True,
            aliases=("居民姓名", "名字"),
            personal=True,
        ),
        IDENTITY_NUMBER,
        Column(
            code="telephone",
            title="联系电话",
            form=Form.TELEPHONE,
            aliases=("电话", "电话号码", "手机", "手机号", "手机号码", "联系方式"),
            personal=True,
        ),
        HOUSEHOLD,
        ORGANISATION,
        Column(
            code="registered_division",
            title="户籍区划代码",
            form=Form.CODE,
            aliases=("户籍区划", "户籍地代码"),
        ),
        Column(
            code="registered_address",
            title="户籍地址",
            aliases=("户籍所在地", "户口所在地", "户籍地"),
            personal=True,
        ),
        Column(
            code="readmit",
            title="重新建档",
            form=Form.YES_NO,
            note="曾依规或应本人要求删除的人，确需再入册时填“是”",
        ),
    ),
)

TEMPLATES: Final[Mapping[str, Template]] = {
    each.kind: each
    for each in (
        ORGANISATIONS,
        GRIDS,
        STAFF,
        GRID_HEADS,
        PREMISES,
        DUTY,
        HOUSEHOLDS,
        RESIDENTS,
    )
}
STRUCTURE: Final = frozenset(TEMPLATES) - {"households", "residents"}
"""Kinds that say how the office is built; the others are of people."""
