"""The table of lists that may leave: which columns, and of whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from minqing_kernel.errors import NotFound


class ListUnknown(NotFound):
    """There is no list of this kind."""

    code = "list-unknown"


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A list: its title, and the heading of each column by its code."""

    title: str
    columns: Mapping[str, str]


ORGANISATION: Final = {"organisation_id": "所属机构编号"}
LISTS: Final[Mapping[str, Listed]] = {
    "residents": Listed(
        title="居民",
        columns={
            "resident_id": "居民编号",
            "name": "姓名",
            "identity_number": "身份证号码",
            "telephone": "联系电话",
            "household_id": "户编号",
            **ORGANISATION,
            "registered_division": "户籍区划代码",
            "registered_address": "户籍地址",
            "state": "状态",
        },
    ),
    "households": Listed(
        title="住户",
        columns={
            "household_id": "户编号",
            "address": "住址",
            **ORGANISATION,
            "grid_id": "网格编号",
            "building_id": "楼栋编号",
        },
    ),
    "plans": Listed(
        title="一户一策",
        columns={
            "plan_id": "计划编号",
            "subject_id": "户编号",
            "owner": "责任人",
            "opened_on": "制定日期",
            "review_on": "下次复核",
            "reviewed_on": "上次复核",
            "next_due": "最近到期措施",
            "closed_on": "结束日期",
            "state": "状态",
        },
    ),
    "pairings": Listed(
        title="结对",
        columns={
            "pairing_id": "结对编号",
            "household_id": "户编号",
            "partner_kind": "结对类型",
            "partner_id": "结对人（单位）",
            "since": "开始日期",
            "until": "结束日期",
        },
    ),
    "payments": Listed(
        title="补助台账",
        columns={
            "payment_id": "补助编号",
            "programme": "项目",
            "household_id": "户编号",
            **ORGANISATION,
            "period": "期间",
            "amount": "金额（元）",
            "state": "状态",
            "reverses": "冲销的补助",
        },
    ),
    "organisations": Listed(
        title="机构",
        columns={
            "organisation_id": "机构编号",
            "name": "机构名称",
            "kind": "机构类型",
            "parent_id": "上级机构编号",
            "division_code": "区划代码",
            "desk_address": "公务邮箱",
            "area_m2": "面积（平方米）",
            "population": "人口",
            "active": "是否启用",
        },
    ),
    "grids": Listed(
        title="网格",
        columns={
            "grid_id": "网格编号",
            "name": "网格名称",
            "level": "网格级别",
            "parent_id": "上级网格编号",
            **ORGANISATION,
            "active": "是否启用",
        },
    ),
    "staff": Listed(
        title="工作人员",
        columns={
            "staff_id": "工号",
            "name": "工作姓名",
            **ORGANISATION,
            "roles": "角色",
            "active": "是否启用",
        },
    ),
}
PEOPLE: Final = frozenset({"residents", "households", "plans", "pairings", "payments"})
"""Lists of people: masked by role, within reach, and written down by name."""
OF_THE_LEDGER: Final = frozenset({"payments"})
"""Lists that those who keep the ledger take out, and nobody in the field."""
WHOSE: Final = {"residents": "居民编号", "households": "户编号"}
"""What a list of a section begins with."""

DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet set to Chinese or Japanese reads the wide signs as well."""


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(DANGEROUS) else text
