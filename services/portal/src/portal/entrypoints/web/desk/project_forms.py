"""The forms of a project: how many, how far, what it costs, and how it ends."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from marshmallow import ValidationError, fields, validate, validates

from portal.domain.staff import STAFF
from portal.entrypoints.web.desk.rooms import RoomAct, Said, day, number
from portal.entrypoints.web.desk.schemas import StaffForm, lines_of, needed

OPEN: Final = frozenset({"open"})
PARTS: Final = 3
"""A line of the budget: what for, how much in yuan, out of which funds."""
MOST_LINES: Final = 100


class ProgressForm(StaffForm):
    """How many were mended since the last report, and what that cost, in yuan."""

    on = day()
    fixed = number()
    note = needed("progress", 2_000)
    spent = fields.String(
        load_default="0",
        validate=validate.Regexp(r"([0-9]{1,9}(\.[0-9]{1,2})?)?\Z", error="fault.yuan"),
    )


def _progress(said: Said) -> Said:
    return said | {"on": said["on"].isoformat(), "spent": said["spent"] or "0"}


class InventoryForm(StaffForm):
    """How many were checked, and how many of them are wrong."""

    checked = number()
    found = number()


class BudgetForm(StaffForm):
    """What it is to cost, a line each; what was said before goes."""

    budget = needed("budget", 20_000)

    @validates("budget")
    def _whole(self, said: str, **_: object) -> None:
        lines = [parts_of(line) for line in lines_of(said)]
        if len(lines) > MOST_LINES or any(len(each) != PARTS for each in lines):
            raise ValidationError("fault.budget.lines")


def parts_of(line: str) -> list[str]:
    """Return the parts of one line of the budget."""
    apart = line.replace("｜", "|").split("|")
    return [each.strip() for each in apart if each.strip()]


def _budget(said: Said) -> Said:
    names = ("item", "amount", "source")
    rows = [parts_of(line) for line in lines_of(said["budget"])]
    return {"budget": [dict(zip(names, row, strict=True)) for row in rows]}


class EndForm(StaffForm):
    """Done, or dropped."""

    done = fields.Boolean(
        required=True,
        error_messages={
            "required": "fault.ending.empty",
            "invalid": "fault.ending.empty",
        },
    )


ACTS: Final[Mapping[str, RoomAct]] = {
    "progress": RoomAct(
        states=OPEN,
        form=ProgressForm,
        fields=(
            ("on", "date"),
            ("fixed", "number"),
            ("spent", "number"),
            ("note", "area"),
        ),
        roles=STAFF,
        body=_progress,
    ),
    "inventory": RoomAct(
        states=OPEN,
        form=InventoryForm,
        fields=(("checked", "number"), ("found", "number")),
        roles=STAFF,
    ),
    "budget": RoomAct(
        states=OPEN,
        form=BudgetForm,
        fields=(("budget", "area"),),
        roles=STAFF,
        body=_budget,
    ),
    "end": RoomAct(
        states=OPEN,
        form=EndForm,
        fields=(("done", ("true", "false")),),
        roles=STAFF,
    ),
}
"""By routing's own verb."""


def stands(one: Mapping[str, Any], act: str, said: Said) -> bool:
    """Tell whether just this is written down already: a form that was sent twice."""
    if act == "progress":
        last = one["entries"][-1] if one["entries"] else {}
        same = all(last.get(name) == said[name] for name in ("on", "fixed", "note"))
        return same and Decimal(last["spent"]) == Decimal(said["spent"] or "0")
    if act == "inventory":
        return all(one[name] == said[name] for name in ("checked", "found"))
    if act == "end":
        return bool(one["state"] == ("done" if said["done"] else "dropped"))
    return bool(one["budget"] == _budget(said)["budget"])
