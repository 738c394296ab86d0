"""Templates of premises, duties and heads of grids: what they are told by."""

from registry.domain.importing.columns import Column, Form, Template
from registry.domain.importing.usual_columns import ACTIVE, ORGANISATION

PREMISES_KINDS = {
    "小区": "estate",
    "院落": "courtyard",
    "楼栋": "building",
    "单元": "unit",
    "户": "door",
    "部件": "fixture",
}
DUTIES = {
    "楼栋长": "building-captain",
    "网格长": "grid-head",
    "社工": "social-worker",
    "领导": "leader",
    "包联": "contact",
    "代办": "agent",
}
SCOPES = {
    "机构": "organisation",
    "网格": "grid",
    "楼栋": "building",
    "住户": "household",
    "居民": "resident",
}

STAFF_ID = Column(
    code="staff_id",
    title="工号",
    form=Form.ID,
    required=True,
    aliases=("人员编号", "工作人员编号"),
)
SINCE = Column(
    code="since",
    title="起始日期",
    form=Form.DAY,
    required=True,
    aliases=("开始日期", "任职日期", "起"),
)
PREMISES = Template(
    kind="premises",
    title="房屋场所",
    key=("premises_id",),
    note="大的写在其中的小的之前；类型和所属机构定后不改",
    columns=(
        Column(
            code="premises_id",
            title="场所编号",
            form=Form.ID,
            required=True,
            aliases=("编号", "房屋编号"),
        ),
        Column(
            code="kind",
            title="场所类型",
            form=Form.CHOICE,
            required=True,
            aliases=("类型",),
            options=PREMISES_KINDS,
        ),
        Column(
            code="name",
            title="场所名称",
            required=True,
            aliases=("名称",),
        ),
        Column(
            code="parent_id",
            title="上级场所编号",
            form=Form.ID,
            aliases=("上级场所", "所在场所"),
        ),
        ORGANISATION,
        ACTIVE,
    ),
)
DUTY = Template(
    kind="duties",
    title="职责",
    key=("staff_id", "duty", "scope_kind", "scope_id", "since"),
    note="同一人同一职责再填一次，只改终止日期；网格长用“网格长”表",
    columns=(
        STAFF_ID,
        Column(
            code="duty",
            title="职责",
            form=Form.CHOICE,
            required=True,
            options=DUTIES,
        ),
        Column(
            code="scope_kind",
            title="对象类型",
            form=Form.CHOICE,
            required=True,
            options=SCOPES,
        ),
        Column(
            code="scope_id",
            title="对象编号",
            required=True,
            aliases=("对象",),
            note="机构、网格、楼栋的编号，或住户、居民标识",
        ),
        SINCE,
        Column(
            code="until",
            title="终止日期",
            form=Form.DAY,
            aliases=("结束日期", "止"),
            note="不再负责的第一天；在任不填",
        ),
    ),
)
GRID_HEADS = Template(
    kind="grid-heads",
    title="网格长",
    key=("grid_id", "since"),
    note="原任网格长自起始日期起卸任，履历保留",
    columns=(
        Column(
            code="grid_id",
            title="网格编号",
            form=Form.ID,
            required=True,
            aliases=("网格",),
        ),
        STAFF_ID,
        SINCE,
    ),
)
