"""Sheets and ledgers as tables: the same heading and rows in JSON, xlsx and PDF."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from registry.application.ledgers.sheet_views import SheetView
from registry.application.ledgers.views import ItemCard
from registry.domain.ledgers.policy import LedgerPolicy
from registry.domain.ledgers.sheet import SheetKind


class Press(Protocol):
    """Prints tables."""

    def print(self, **said: Any) -> bytes:  # noqa: ANN401
        """Return a table as PDF."""
        ...


STATES: Final = {
    "entered": "建账",
    "discussed": "议账",
    "reported": "报账",
    "published": "晒账",
}
PRESENCE: Final = {"standing": "在册", "exited": "已销号"}
WHY: Final = {"new": "新增", "closed": "销号", "overdue": "超期"}
TITLES: Final = {SheetKind.LIST: "台账例会清单", SheetKind.BULLETIN: "社区例会通报"}
LIST_COLUMNS: Final = {
    "item_id": "编号",
    "category": "类别",
    "question": "问题",
    "person": "责任人",
    "unit": "责任单位",
    "result": "解决结果",
    "due_on": "期限",
    "entered_on": "建账日期",
    "state": "状态",
}
BULLETIN_COLUMNS: Final = {
    "why": "事由",
    "ledger": "台账",
    "item_id": "编号",
    "category": "类别",
    "person": "责任人",
    "unit": "责任单位",
    "due_on": "期限",
    "state": "状态",
    "exit_reason": "销号原因",
}
LEDGER_COLUMNS: Final = {
    "item_id": "编号",
    "organisation_id": "社区",
    "about_kind": "对象",
    "category": "类别",
    "question": "问题",
    "person": "责任人",
    "unit": "责任单位",
    "result": "解决结果",
    "due_on": "期限",
    "entered_on": "建账日期",
    "entry_reason": "建账原因",
    "state": "状态",
    "presence": "在册",
    "exited_on": "销号日期",
    "exit_reason": "销号原因",
}
Table = tuple[Sequence[str], Sequence[Sequence[str]]]


class SheetPress:
    """Prints sheets as PDF, however long they are."""

    def __init__(self, press: Press) -> None:
        self._press = press

    def print(self, sheet: SheetView, policy: LedgerPolicy, *, mark: str) -> bytes:
        """Return a sheet as PDF; raises PressUnavailable."""
        heading, rows = table_of(sheet, policy)
        return self._press.print(
            title=title_of(sheet),
            summary=summary_of(sheet),
            heading=heading,
            rows=rows,
            mark=mark,
            most=None,
        )


def title_of(sheet: SheetView) -> str:
    """Return what a sheet is called."""
    title = TITLES[SheetKind(sheet.kind)]
    return f"{title} {sheet.organisation_id} {sheet.week.isoformat()}"


def summary_of(sheet: SheetView) -> str:
    """Return a sheet's figures in one line."""
    words = WHY | STATES | {"items": "事项"}
    told = (f"{words[name]} {count}" for name, count in sheet.figures.items())
    return "；".join(told)


def table_of(sheet: SheetView, policy: LedgerPolicy) -> Table:
    """Return a sheet's heading and rows in words."""
    lists = sheet.kind == SheetKind.LIST
    columns = LIST_COLUMNS if lists else BULLETIN_COLUMNS
    return list(columns.values()), [_row(each, columns, policy) for each in sheet.rows]


def ledger_table(cards: Sequence[ItemCard], policy: LedgerPolicy) -> Table:
    """Return a ledger's heading and rows in words; what is masked stays so."""
    rows = [_row(vars(each), LEDGER_COLUMNS, policy) for each in cards]
    return list(LEDGER_COLUMNS.values()), rows


def _row(
    said: Mapping[str, Any], columns: Mapping[str, str], policy: LedgerPolicy
) -> list[str]:
    return [_word(name, said[name], policy) for name in columns]


def _word(name: str, value: Any, policy: LedgerPolicy) -> str:  # noqa: ANN401
    if value is None:
        return ""
    return str(_titles(name, policy).get(str(value), value))


def _titles(name: str, policy: LedgerPolicy) -> Mapping[str, str]:
    """Return what the codes of a column are called."""
    if name == "category":
        return {each.code: each.title for each in policy.categories}
    if name == "ledger":
        return {each.code: each.title for each in policy.ledgers}
    if name == "exit_reason":
        return {e.code: e.title for each in policy.ledgers for e in each.exit_reasons}
    if name == "entry_reason":
        return {e.code: e.title for each in policy.ledgers for e in each.entry_reasons}
    return {"state": STATES, "presence": PRESENCE, "why": WHY}.get(name, {})
