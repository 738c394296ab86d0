"""The forms of categories and of the rules that send them."""

from typing import Any, Final

from marshmallow import (
    ValidationError,
    fields,
    pre_load,
    validate,
    validates_schema,
)

from portal.entrypoints.web.admin.forms import an_id
from portal.entrypoints.web.desk.rooms import day
from portal.entrypoints.web.desk.schemas import StaffForm, needed

DAYS: Final = ("valid_from", "valid_to")
CODE: Final = r"[a-z0-9-]{1,64}\Z"
RULE: Final = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,55}\Z"
PATTERN: Final = r"(?:\*|[a-z0-9-]{1,64}\*?)\Z"


def _maybe_day() -> fields.Date:
    fault = "fault.day"
    return fields.Date(load_default=None, error_messages={"invalid": fault})


class _Spanned(StaffForm):
    """Base: what may end, and then after it began."""

    @pre_load
    def _no_day(self, said: dict[str, Any], **_: object) -> dict[str, Any]:
        return {k: v for k, v in said.items() if v or k not in DAYS}

    @validates_schema
    def _in_order(self, said: dict[str, Any], **_: object) -> None:
        begin, end = said.get("valid_from"), said.get("valid_to")
        if begin is not None and end is not None and end <= begin:
            raise ValidationError("fault.valid-to", "valid_to")


class CategoryForm(_Spanned):
    """What a category is called, and how long it holds."""

    name_zh_cn = needed("category-name", 100)
    name_zh_tw = needed("category-name", 100)
    name_en = needed("category-name", 100)
    valid_from = day()
    valid_to = _maybe_day()


class NewCategoryForm(CategoryForm):
    """The same of a new one, with its code."""

    code = fields.String(
        required=True,
        validate=validate.Regexp(CODE, error="fault.category-code"),
        error_messages={"required": "fault.category-code"},
    )


class WordForm(StaffForm):
    """What a list calls the category."""

    list = an_id("fault.list")
    theirs = fields.String(
        required=True,
        validate=validate.Regexp(CODE, error="fault.theirs"),
        error_messages={"required": "fault.theirs"},
    )


class RuleForm(_Spanned):
    """To whom a category of a place goes, within how many days, and how long so."""

    rule = fields.String(
        required=True,
        validate=validate.Regexp(RULE, error="fault.rule-code"),
        error_messages={"required": "fault.rule-code"},
    )
    category = fields.String(
        required=True,
        validate=validate.Regexp(PATTERN, error="fault.pattern"),
        error_messages={"required": "fault.pattern"},
    )
    division = fields.String(
        load_default="",
        validate=validate.Regexp(r"([0-9]{2,12})?\Z", error="fault.division-code"),
    )
    unit = an_id("fault.unit.empty")
    days = fields.Integer(
        required=True,
        validate=validate.Range(1, 3650, error="fault.rule-days"),
        error_messages={"required": "fault.rule-days", "invalid": "fault.rule-days"},
    )
    priority = fields.Integer(
        load_default=0,
        validate=validate.Range(-1000, 1000, error="fault.priority"),
        error_messages={"invalid": "fault.priority"},
    )
    valid_from = _maybe_day()
    valid_to = _maybe_day()
    note = needed("why", 500)
