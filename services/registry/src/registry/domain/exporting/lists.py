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
    "obligations": Listed(
        title="任务完成情况",
        columns={
            "rule": "任务编号",
            "title": "任务",
            "basis": "依据",
            "bearer_id": "责任人或单位编号",
            "name": "名称",
            **ORGANISATION,
            "first": "周期起",
            "last": "周期止",
            "due": "应完成日",
            "planned": "原定日",
            "done": "已完成",
            "required": "应完成",
            "inherited": "其中接任前完成",
            "percent": "完成率（%）",
            "projected": "预计完成",
            "shortfall": "预计缺口",
            "state": "状态",
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
PEOPLE: Final = frozenset({"residents", "households"})
"""Lists of people: masked by role, within reach, and written down by name."""
OVERSEEN: Final = frozenset({"obligations"})
"""Lists of what staff did: for those alone who oversee them."""
WHOSE: Final = {"residents": "居民编号", "households": "户编号"}
"""What a list of a section begins with."""

DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet set to Chinese or Japanese reads the wide signs as well."""


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(DANGEROUS) else text
