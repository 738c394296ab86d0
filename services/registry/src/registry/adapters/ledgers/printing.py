"""Sheets and ledgers as tables: the same heading and rows in JSON, xlsx and PDF."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

from registry.adapters.exporting.names import NameReader, Names
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

    def print(
        self, sheet: SheetView, policy: LedgerPolicy, *, mark: str, names: Names
    ) -> bytes:
        """Return a sheet as PDF; raises PressUnavailable."""
        heading, rows = table_of(sheet, policy, names)
        return self._press.print(
            title=title_of(sheet, names),
            summary=summary_of(sheet),
            heading=heading,
            rows=rows,
            mark=mark,
            most=None,
        )


def title_of(sheet: SheetView, names: Names, language: str = USUAL) -> str:
    """Return what a sheet is called."""
    title = words_of(TITLE, language)[sheet.kind]
    place = names.places.get(sheet.organisation_id, sheet.organisation_id)
    return f"{title} {place} {sheet.week.isoformat()}"


def summary_of(sheet: SheetView) -> str:
    """Return a sheet's figures in one line."""
    words = {**words_of("why", USUAL), **words_of("state", USUAL)}
    words["items"] = words_of(COLUMNS, USUAL)["items"]
    told = (f"{words[name]} {count}" for name, count in sheet.figures.items())
    return "；".join(told)


def table_of(
    sheet: SheetView, policy: LedgerPolicy, names: Names, language: str = USUAL
) -> Table:
    """Return a sheet's heading and rows in words."""
    lists = sheet.kind == SheetKind.LIST
    columns = LIST_COLUMNS if lists else BULLETIN_COLUMNS
    titles = _titles(columns, policy, names, language)
    return _table(sheet.rows, titles, language)


def ledger_table(
    cards: Sequence[ItemCard],
    policy: LedgerPolicy,
    names: Names,
    language: str = USUAL,
) -> Table:
    """Return a ledger's heading and rows in words; what is masked stays so."""
    titles = _titles(LEDGER_COLUMNS, policy, names, language)
    return _table([vars(each) for each in cards], titles, language)


def names_in(
    reader: NameReader, rows: Sequence[Mapping[str, Any]], place: str
) -> Names:
    """Return who and what is named in rows and in their title, read at once."""
    people = [row["person"] for row in rows]
    return reader.of(people, [place, *_places(rows)])


def _places(rows: Sequence[Mapping[str, Any]]) -> Iterator[str | None]:
    for row in rows:
        yield from (row["unit"], row.get("organisation_id"))


def _table(
    said: Sequence[Mapping[str, Any]],
    titles: Mapping[str, Mapping[str, str]],
    language: str,
) -> Table:
    heading = words_of(COLUMNS, language)
    rows = [[_word(row[name], told) for name, told in titles.items()] for row in said]
    return [heading[name] for name in titles], rows


def _word(value: Any, titles: Mapping[str, str]) -> str:  # noqa: ANN401
    return "" if value is None else str(titles.get(str(value), value))


def _titles(
    columns: Sequence[str], policy: LedgerPolicy, names: Names, language: str
) -> Mapping[str, Mapping[str, str]]:
    """Return what the codes of columns are called, and whose the ids are."""
    named = {
        "person": names.people,
        "unit": names.places,
        "organisation_id": names.places,
    }
    return {
        name: named.get(name) or _called(name, policy, language) for name in columns
    }


def _called(name: str, policy: LedgerPolicy, language: str) -> Mapping[str, str]:
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
