"""Figures of ledgers: counted from rows, so that they can be counted again (A-25)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LedgerFigures:
    """A ledger as of a day; `ledger` is None for all together, each matter once (A-15).

    `states` are of what stands; `entered` ever stood; `solved` was struck off as solved
    and has not come back.
    """

    ledger: str | None
    standing: int
    states: Mapping[str, int]
    entered: int
    exited: int
    solved: int


@dataclass(frozen=True, kw_only=True)
class TileFigures:
    """One of 四个知晓: how many matters stand, and how many of them are overdue."""

    code: str
    title: str
    matters: int
    items: int
    overdue: int
    basis: str
