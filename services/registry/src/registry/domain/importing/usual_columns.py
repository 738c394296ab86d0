"""Columns that several templates have."""

from registry.domain.importing.columns import Column, Form

ORGANISATION = Column(
    code="organisation_id",
    title="所属机构编号",
    form=Form.ID,
    aliases=("所属机构", "机构编号", "社区编号", "单位编号"),
    note="不填则用上传时所选的机构",
)
ACTIVE = Column(
    code="active",
    title="是否启用",
    form=Form.YES_NO,
    aliases=("启用", "在用"),
    note="不填为“是”",
)
IDENTITY_NUMBER = Column(
    code="identity_number",
    title="身份证号码",
    form=Form.IDENTITY,
    aliases=("身份证号", "身份证", "公民身份号码", "证件号码", "居民身份证号码"),
    note="整列须设为“文本”格式，否则末几位会丢失",
    personal=True,
)
HOUSEHOLD = Column(
    code="household",
    title="户编号",
    aliases=("户号", "住户编号", "家庭编号", "家庭户号", "住户标识"),
    note="与住户表中的户编号一致，或填系统的住户标识",
    personal=True,
)
