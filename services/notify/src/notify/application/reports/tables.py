"""The tables of reports: counts, rates and lines in the words of their readers."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from types import MappingProxyType
from typing import Final

from notify.application.figures.views import Cut, FigureSheet, Line
from notify.application.reports.sheets import Ask, Cell, Table, moved
from notify.application.reports.words import ASIDES, COUNTS, OWN, RATES, RULES, TITLES
from notify.domain.figures.measures import Dimension
from notify.domain.figures.period import Period
from notify.domain.figures.rates import SHARES, Figures, Rate

SHOWN: Final = ("completion", "punctuality", "solution", "satisfaction")
COUNTED: Final = MappingProxyType(
    {name: n for name, (n, _) in SHARES.items()}
    | {"solution": "solved_yes", "satisfaction": "satisfied"}
)
"""Which measure lists the petitions that a rate counts in its n."""


def behind(cut: Cut, measure: str, **more: str) -> Ask:
    """Return the question that lists the petitions which a measure of a cut counts."""
    return {
        "cohort": cut.basis.value,
        "from": str(cut.period.first),
        "to": str(cut.period.last),
        "measure": measure,
        **{each.value: value for each, value in cut.where},
        **more,
    }


def share(n: int, of: int) -> Rate:
    """Return how many of how many."""
    return Rate(n=Decimal(n), of=of)


def weights(sheet: FigureSheet) -> Iterable[str]:
    """Yield on what each rule of counting rests; `[M]` marks the place's own."""
    for rule, basis in sheet.bases.items():
        yield f"{RULES[rule]}：{basis.replace(' [M]', OWN)}（{sheet.policy}）"


def indicators(title: str, sheet: FigureSheet) -> Table:
    """Return counts and rates, beside those of the other period where there is one."""
    now, before = sheet.total.figures, sheet.total.before
    rows: list[tuple[Cell, ...]] = [
        (label, getattr(now.counts, name)) for name, label in COUNTS.items()
    ]
    rows += [(label, now.rates[name]) for name, label in RATES.items()]
    rows += _left_out(now)
    asks = _questions(sheet.cut, now)
    if before is None or sheet.compared_with is None:
        head = ("项目", "本期")
        return Table(title=title, head=head, rows=tuple(rows), asks=tuple(asks))
    then: list[Cell] = [getattr(before.counts, name) for name in COUNTS]
    then += [before.rates[name] for name in RATES]
    both = ((*row, old) for row, old in zip_longest(rows, then))
    other = replace(sheet.cut, period=sheet.compared_with)
    old_asks = [each[1] for each in _questions(other, before)][: len(then)]
    return Table(
        title=title,
        head=("项目", "本期", "去年同期"),
        rows=tuple(both),
        note=f"受理同比 {moved(sheet.total.change)}",
        asks=tuple((*ask, old) for ask, old in zip_longest(asks, old_asks)),
    )


def _questions(cut: Cut, now: Figures) -> list[tuple[Ask | None, ...]]:
    """Return what lists the petitions behind each row of the indicators."""
    measures = [*COUNTS, *(COUNTED[name] for name in RATES)]
    asks: list[tuple[Ask | None, ...]] = [(None, behind(cut, m)) for m in measures]
    asks += [(None, behind(cut, "cases", aside=each.reason)) for each in now.excluded]
    return asks + [
        (None, None)
        for name in ("solution", "satisfaction")
        for _ in now.rates[name].left_out
    ]


def _left_out(now: Figures) -> list[tuple[Cell, ...]]:
    aside: list[tuple[Cell, ...]] = [
        (f"剔除：{ASIDES[each.reason]}（{each.basis}）", each.cases)
        for each in now.excluded
    ]
    return aside + [
        (f"{RATES[name]}不计：{ASIDES[why]}", n)
        for name in ("solution", "satisfaction")
        for why, n in now.rates[name].left_out.items()
    ]


def table(
    title: str,
    lines: Iterable[Line],
    told: Callable[[str], str],
    ask: Callable[[str, str], Ask | None],
    note: str = "",
) -> Table:
    """Return a line for each value, by the name that `told` finds for its code.

    `ask` finds what lists the petitions of a code that a measure counts.
    """
    lines = tuple(lines)
    measures = ("cases", "persons", "done", "resolved", *(COUNTED[r] for r in SHOWN))
    asks = tuple((None, *(ask(line.key, m) for m in measures)) for line in lines)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            told(line.key) or "（未定）",
            line.figures.counts.cases,
            line.figures.counts.persons,
            line.figures.counts.done,
            line.figures.counts.resolved,
            *(line.figures.rates[rate] for rate in SHOWN),
        )
        for line in lines
    )
    head = (title, "件", "人次", "办结", "解决", *(RATES[rate] for rate in SHOWN))
    keys = tuple(line.key for line in lines)
    return Table(title=title, head=head, rows=rows, note=note, keys=keys, asks=asks)


def entitled(name: str, office: str, period: Period) -> str:
    """Return a report's title: whose it is, of which days, and what."""
    first, last = period.first, period.last
    days = {
        "weekly": f"{_day(first)}至{_day(last)}",
        "monthly": f"{first.year}年{first.month}月",
        "quarterly": f"{first.year}年第{(first.month + 2) // 3}季度",
        "yearly": f"{first.year}年",
        "headline": f"截至{_day(last)}",
    }
    return f"{office}{days[name]}{TITLES[name]}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def of_branch(cut: Cut, root: str | None, unit: str, measure: str) -> Ask | None:
    """Return what lists a unit's petitions; a branch of `root` stands for all of it."""
    if not unit:
        return None
    alone = {"alone": "true"} if root in (None, unit) else {}
    return behind(cut, measure, organisation=unit, **alone)


def of_value(cut: Cut, by: Dimension, value: str, measure: str) -> Ask:
    """Return what lists the petitions of a value of a dimension."""
    return behind(replace(cut, where=(*cut.where, (by, value))), measure)


def within(unit: str | None, found: Table) -> Table:
    """Return a table whose questions ask of that unit, where they name none."""
    if unit is None:
        return found
    asks = (
        tuple(None if ask is None else {"organisation": unit, **ask} for ask in row)
        for row in found.asks
    )
    return replace(found, asks=tuple(asks))
