"""From a table's heading and cells to rows, each with its values or its faults."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from minqing_kernel.search_text import search_key
from registry.domain.importing.cells import Cell, Unfit, Value, read_cell, shown
from registry.domain.importing.columns import Column, Template
from registry.domain.importing.errors import BadTable

HEADING_WITHIN: Final = 5
"""A title or a date may stand above the heading: so many lines are looked at."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Why a row was not taken: which column, what stood there (masked), a code."""

    column: str
    shown: str
    code: str


@dataclass(frozen=True, kw_only=True, repr=False)
class TableRow:
    """One row: `no` is its line in the file; `values` by column code."""

    no: int
    values: Mapping[str, Value]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Heading:
    """In which place of a row which column stands."""

    template: Template
    places: Mapping[int, Column] = field(hash=False)

    def read(self, no: int, cells: Sequence[Cell]) -> TableRow | None:
        """Return a row; None for an empty one."""
        if all(cell is None or not str(cell).strip() for cell in cells):
            return None
        values: dict[str, Value] = {}
        faults: list[Fault] = []
        for place, column in self.places.items():
            cell = cells[place] if place < len(cells) else None
            try:
                value = read_cell(cell, column)
            except Unfit as unfit:
                faults.append(fault_of(column, cell, str(unfit)))
            else:
                if value is not None:
                    values[column.code] = value
        return TableRow(no=no, values=values, faults=tuple(faults))


def fault_of(column: Column, cell: Cell, code: str) -> Fault:
    """Return why a cell was not taken."""
    return Fault(column=column.title, shown=shown(cell, column), code=code)


def find_heading(cells: Sequence[Cell], template: Template) -> Heading | None:
    """Return the heading that a line is, if it has every column that must be there."""
    places: dict[int, Column] = {}
    for place, cell in enumerate(cells):
        column = _column(cell, template, places)
        if column is not None:
            places[place] = column
    found = {column.code for column in places.values()}
    must = {column.code for column in template.columns if column.required}
    return Heading(template=template, places=places) if must <= found else None


def _column(
    cell: Cell, template: Template, taken: Mapping[int, Column]
) -> Column | None:
    """Return the column that a heading names; a title goes before an alias."""
    if not isinstance(cell, str):
        return None
    name = search_key(cell.replace("*", "").replace("＊", ""))
    free = [each for each in template.columns if each not in taken.values()]
    titled = [each for each in free if search_key(each.title) == name]
    named = [each for each in free if name in each.names]
    return next(iter([*titled, *named]), None)


def read_table(
    lines: Iterable[tuple[int, Sequence[Cell]]], template: Template
) -> Iterator[TableRow]:
    """Yield a table's rows; raise BadTable without its heading, or without rows."""
    heading: Heading | None = None
    last, found = 0, False
    for no, cells in lines:
        last += 1
        if heading is None:
            heading = find_heading(cells, template)
            if heading is None and last >= HEADING_WITHIN:
                break
            continue
        row = heading.read(no, cells)
        if row is not None:
            found = True
            yield row
    if heading is None:
        raise BadTable(fields={"file": "no-heading"})
    if not found:
        raise BadTable(fields={"file": "no-rows"})


def key_of(row: TableRow, template: Template) -> str | None:
    """Return what tells a row from the others of its file; None if it has no key."""
    first, *others = template.key
    if first not in row.values:
        return None
    return "\x1f".join(str(row.values.get(code, "")) for code in (first, *others))
