"""Sheets and ledgers as tables: the same heading and rows in JSON, xlsx and PDF."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from registry.adapters.ledgers.words import COLUMNS, TITLE, USUAL, words_of
from registry.application.ledgers.sheet_views import SheetView
from registry.application.ledgers.views import ItemCard
from registry.domain.ledgers.policy import LedgerPolicy
from registry.domain.ledgers.sheet import SheetKind


class Press(Protocol):
    """Prints tables."""

    def print(self, **said: Any) -> bytes:  # noqa: ANN401
        """Return a table as PDF."""
        ...


LIST_COLUMNS: Final = (
    "item_id",
    "category",
    "question",
    "person",
    "unit",
    "result",
    "due_on",
    "entered_on",
    "state",
)
BULLETIN_COLUMNS: Final = (
    "why",
    "ledger",
    "item_id",
    "category",
    "person",
    "unit",
    "due_on",
    "state",
    "exit_reason",
)
LEDGER_COLUMNS: Final = (
    "item_id",
    "organisation_id",
    "about_kind",
    "category",
    "question",
    "person",
    "unit",
    "result",
    "due_on",
    "entered_on",
    "entry_reason",
    "state",
    "presence",
    "exited_on",
    "exit_reason",
)
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


def title_of(sheet: SheetView, language: str = USUAL) -> str:
    """Return what a sheet is called."""
    title = words_of(TITLE, language)[sheet.kind]
    return f"{title} {sheet.organisation_id} {sheet.week.isoformat()}"


def summary_of(sheet: SheetView) -> str:
    """Return a sheet's figures in one line."""
    words = {**words_of("why", USUAL), **words_of("state", USUAL)}
    words["items"] = words_of(COLUMNS, USUAL)["items"]
    told = (f"{words[name]} {count}" for name, count in sheet.figures.items())
    return "；".join(told)


def table_of(sheet: SheetView, policy: LedgerPolicy, language: str = USUAL) -> Table:
    """Return a sheet's heading and rows in words."""
    lists = sheet.kind == SheetKind.LIST
    columns = LIST_COLUMNS if lists else BULLETIN_COLUMNS
    return _table(sheet.rows, columns, policy, language)


def ledger_table(
    cards: Sequence[ItemCard], policy: LedgerPolicy, language: str = USUAL
) -> Table:
    """Return a ledger's heading and rows in words; what is masked stays so."""
    return _table([vars(each) for each in cards], LEDGER_COLUMNS, policy, language)


def _table(
    said: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    policy: LedgerPolicy,
    language: str,
) -> Table:
    heading = words_of(COLUMNS, language)
    titles = {name: _titles(name, policy, language) for name in columns}
    rows = [[_word(row[name], titles[name]) for name in columns] for row in said]
    return [heading[name] for name in columns], rows


def _word(value: Any, titles: Mapping[str, str]) -> str:  # noqa: ANN401
    return "" if value is None else str(titles.get(str(value), value))


def _titles(name: str, policy: LedgerPolicy, language: str) -> Mapping[str, str]:
    """Return what the codes of a column are called: by the place, else by the house."""
    if name == "category":
        return {each.code: each.title for each in policy.categories}
    if name == "ledger":
        return {each.code: each.title for each in policy.ledgers}
    if name == "exit_reason":
        return {e.code: e.title for each in policy.ledgers for e in each.exit_reasons}
    if name == "entry_reason":
        return {e.code: e.title for each in policy.ledgers for e in each.entry_reasons}
    return words_of(name, language)
