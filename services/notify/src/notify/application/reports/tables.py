"""The tables of reports: counts, rates and lines in the words of their readers."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from notify.application.figures.views import FigureSheet, Line
from notify.application.reports.sheets import Cell, Table, moved
from notify.application.reports.words import ASIDES, COUNTS, RATES, RULES, TITLES
from notify.domain.figures.period import Period
from notify.domain.figures.rates import Figures, Rate


def share(n: int, of: int) -> Rate:
    """Return how many of how many."""
    return Rate(n=Decimal(n), of=of)


def weights(sheet: FigureSheet) -> Iterable[str]:
    """Yield on what each rule of counting rests."""
    for rule, basis in sheet.bases.items():
        yield f"{RULES[rule]}：{basis}（{sheet.policy}）"


def indicators(title: str, sheet: FigureSheet) -> Table:
    """Return counts and rates, beside those of the other period where there is one."""
    now, before = sheet.total.figures, sheet.total.before
    rows: list[tuple[Cell, ...]] = [
        (label, getattr(now.counts, name)) for name, label in COUNTS.items()
    ]
    rows += [(label, now.rates[name]) for name, label in RATES.items()]
    rows += _left_out(now)
    if before is None:
        return Table(title=title, head=("项目", "本期"), rows=tuple(rows))
    then: list[Cell] = [getattr(before.counts, name) for name in COUNTS]
    then += [before.rates[name] for name in RATES]
    both = ((*row, old) for row, old in zip_longest(rows, then))
    return Table(
        title=title,
        head=("项目", "本期", "去年同期"),
        rows=tuple(both),
        note=f"受理同比 {moved(sheet.total.change)}",
    )


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
    title: str, lines: Iterable[Line], told: Callable[[str], str], note: str = ""
) -> Table:
    """Return a line for each value, by the name that `told` finds for its code."""
    lines = tuple(lines)
    rates = ("completion", "punctuality", "solution", "satisfaction")
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            told(line.key) or "（未定）",
            line.figures.counts.cases,
            line.figures.counts.persons,
            line.figures.counts.done,
            line.figures.counts.resolved,
            *(line.figures.rates[rate] for rate in rates),
        )
        for line in lines
    )
    head = (title, "件", "人次", "办结", "解决", *(RATES[rate] for rate in rates))
    keys = tuple(line.key for line in lines)
    return Table(title=title, head=head, rows=rows, note=note, keys=keys)


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
