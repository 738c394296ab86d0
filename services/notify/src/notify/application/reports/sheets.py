"""What a report is, whatever it is printed on: titles, tables, notes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from minqing_kernel.working_time import CHINA
from notify.domain.figures.rates import Rate

Cell = str | int | Decimal | Rate | None
Ask = Mapping[str, str]
"""By which question the petitions behind a cell are listed."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table; every row is as long as the head.

    `keys` are the codes of what the rows tell of, where these are told by name;
    `asks` are as wide as the rows, where the petitions behind them can be listed.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    keys: tuple[str, ...] = ()
    asks: tuple[tuple[Ask | None, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report over the days from `first` to `last`, as things stood at `as_of`."""

    name: str
    title: str
    first: date
    last: date
    as_of: datetime
    policy: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()


def in_words(report: Report) -> Report:
    """Return a report with its rates as they are read."""
    return replace(report, tables=tuple(map(_in_words, report.tables)))


def _in_words(table: Table) -> Table:
    rows = (
        tuple(shown(cell) if isinstance(cell, Rate) else cell for cell in row)
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def stamp(moment: datetime) -> str:
    """Return a moment as it is read: China's time, to the minute."""
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}（北京时间）"


def shown(rate: Rate) -> str:
    """Return a rate with both its numbers: 95.5% (1729/1811)."""
    told = rate.percent
    words = "—" if told is None else f"{told}%"
    return f"{words} ({plain(rate.n)}/{rate.of})"


def plain(number: Decimal) -> str:
    """Return a decimal without an exponent or idle noughts."""
    return f"{number.normalize():f}"


def moved(change: Decimal | None) -> str:
    """Return a change with its sign; a dash where there is nothing to compare."""
    return "—" if change is None else f"{change:+}%"
