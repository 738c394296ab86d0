"""Reports put together from the same questions that every figure is asked by."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import Final

from minqing_kernel.messages import Actor
from minqing_kernel.working_time import local_day
from notify.application.figures.asking import Asking, Compare
from notify.application.figures.views import Cut, FigureSheet, Line
from notify.application.reports.naming import Naming
from notify.application.reports.sheets import Report, Table
from notify.application.reports.tables import (
    behind,
    entitled,
    indicators,
    of_branch,
    of_value,
    share,
    table,
    weights,
    within,
)
from notify.application.reports.words import COHORTS, ROUNDING
from notify.domain.errors import ReportUnknown
from notify.domain.figures.measures import Basis, Dimension
from notify.domain.figures.period import Period, Span
from notify.domain.organisation import scope_of

BEGINNING: Final = date(1949, 10, 1)
"""Where what is counted from the beginning begins."""
LISTED: Final = 200
"""How many petitions a bulletin lists of each kind."""
MOST_NAMED: Final = 10
EVERYBODY: Final = "全部单位"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which report: of an organisation and all below it (None: of the whole agency)."""

    actor: Actor
    on: date
    organisation_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Reporting:
    """Composes reports for who asks, within their reach."""

    asking: Asking
    naming: Naming = field(default_factory=Naming)

    def compose(self, name: str, wanted: Wanted) -> Report:
        """Return a report; raise ReportUnknown, NoOrganisation or OutOfScope."""
        kinds: Mapping[str, Callable[[str, Wanted], Report]] = {
            "weekly": self._weekly,
            "monthly": self._periodic,
            "quarterly": self._periodic,
            "yearly": self._yearly,
            "headline": self._headline,
        }
        if name not in kinds:
            raise ReportUnknown(name)
        return kinds[name](name, wanted)

    def _weekly(self, name: str, wanted: Wanted) -> Report:
        """The bulletin of a community's weekly meeting (D-08)."""
        week = self._cut(wanted, Period.holding(wanted.on, Span.WEEK))
        overdue = self._overdue(week)
        cuts = {
            "新受理": week,
            "办结": replace(week, basis=Basis.CLOSED),
            "逾期未办": overdue,
            "回访": replace(week, basis=Basis.VISITED),
        }
        sheets = {title: self.asking.sheet(cut) for title, cut in cuts.items()}
        rows = tuple(
            (
                title,
                sheet.total.figures.counts.cases,
                sheet.total.figures.counts.persons,
            )
            for title, sheet in sheets.items()
        )
        asks = tuple(
            (None, behind(cut, "cases"), behind(cut, "persons"))
            for cut in cuts.values()
        )
        head = ("项目", "件", "人次")
        counts = Table(title="本周情况", head=head, rows=rows, asks=asks)
        lists = (
            self._list(title, cuts[title]) for title in ("新受理", "办结", "逾期未办")
        )
        return self._report(name, wanted, sheets["新受理"], (counts, *lists))

    def _periodic(self, name: str, wanted: Wanted) -> Report:
        """The sheet of a month or a quarter (B-07, B-08, B-31)."""
        span = Span.MONTH if name == "monthly" else Span.QUARTER
        cut = self._cut(wanted, Period.holding(wanted.on, span))
        whole = self.asking.sheet(cut, Compare.YEAR_BEFORE)
        tables = (
            indicators("受理口径", whole),
            indicators("办结口径", self.asking.sheet(replace(cut, basis=Basis.CLOSED))),
            self._stations(cut, wanted, whole),
            *self._apart(cut, Dimension.CATEGORY, Dimension.CHANNEL),
            *self._apart(cut, Dimension.KIND, Dimension.SOURCE),
            self._reply_times(cut),
        )
        return self._report(name, wanted, whole, tables)

    def _yearly(self, name: str, wanted: Wanted) -> Report:
        """The yearly report, as far as there are data (条例第41条)."""
        cut = self._cut(wanted, Period.holding(wanted.on, Span.YEAR))
        whole = self.asking.sheet(cut, Compare.YEAR_BEFORE)
        refused = self.asking.sheet(replace(cut, basis=Basis.REFUSED))
        suggestions = replace(cut, where=((Dimension.KIND, "suggestion"),))
        advised = self.asking.sheet(suggestions).total.figures.counts
        rows = (
            ("不予受理、告知其他途径（件）", refused.total.figures.counts.cases),
            ("建议意见（件）", advised.cases),
            ("其中采纳（件）", advised.resolved),
            ("改进工作、完善政策、追究责任建议及采纳", "本系统未登记"),
        )
        asks = (
            (None, behind(refused.cut, "cases")),
            (None, behind(suggestions, "cases")),
            (None, behind(suggestions, "resolved")),
            (None, None),
        )
        tables = (
            indicators("（一）信访事项统计；（二）转送、交办、督办", whole),
            *self._apart(cut, Dimension.CATEGORY),
            self._most(cut),
            Table(title="（三）建议", head=("项目", "数"), rows=rows, asks=asks),
            self._achieved(cut),
            self._reply_times(cut),
        )
        return self._report(name, wanted, whole, tables)

    def _headline(self, name: str, wanted: Wanted) -> Report:
        """All that was ever accepted until a day (A-25, D-31)."""
        cut = self._cut(wanted, Period(first=BEGINNING, last=wanted.on))
        whole = self.asking.sheet(cut)
        visits = self.asking.sheet(replace(cut, basis=Basis.VISITED))
        closed = self.asking.sheet(replace(cut, basis=Basis.CLOSED))
        tables = (
            indicators(f"截至{wanted.on}（受理口径）", whole),
            indicators(f"截至{wanted.on}（办结口径）", closed),
            indicators(f"截至{wanted.on}（回访口径）", visits),
        )
        cut = replace(cut, period=self._since_the_first(cut))
        return self._report(name, wanted, replace(whole, cut=cut), tables)

    def _since_the_first(self, cut: Cut) -> Period:
        """Return the period from the month of the first petition that is counted."""
        found = self.asking.reader.rows(cut, "cases", aside=None, after=None, limit=1)
        came = found[0].accepted_at if found else None
        last = cut.period.last
        first = last if came is None else local_day(came)
        return Period(first=first.replace(day=1), last=last)

    def _cut(self, wanted: Wanted, period: Period) -> Cut:
        reach = self.asking.reach(wanted.actor, wanted.organisation_id)
        return Cut(basis=Basis.ACCEPTED, period=period, organisations=reach)

    def _overdue(self, cut: Cut) -> Cut:
        """Return what is open past its date, at the end of the period or today."""
        today = local_day(self.asking.clock.now())
        last = min(cut.period.last, today - timedelta(days=1))
        period = Period(first=BEGINNING, last=last)
        return replace(cut, basis=Basis.DUE, period=period)

    def _list(self, title: str, cut: Cut) -> Table:
        found = self.asking.reader.rows(
            cut, "cases", aside=None, after=None, limit=LISTED
        )
        names = self.asking.names(each.organisation_id for each in found)
        rows = tuple(
            (
                each.receipt,
                names.get(each.organisation_id, each.organisation_id),
                self.naming.of("category", each.category),
                self.naming.of("state", each.state),
                "" if each.due_at is None else str(local_day(each.due_at)),
            )
            for each in found
        )
        head = ("受理编号", "单位", "类别", "状态", "时限")
        note = f"只列前{LISTED}件" if len(rows) == LISTED else ""
        keys = tuple(each.category for each in found)
        return Table(title=title, head=head, rows=rows, note=note, keys=keys)

    def _stations(self, cut: Cut, wanted: Wanted, whole: FigureSheet) -> Table:
        root = wanted.organisation_id or wanted.actor.organisation_id
        if root is None:
            sheet = self.asking.sheet(replace(cut, by_organisation=True))
        else:
            sheet = self.asking.stations(cut, root)
        total = sum(each.figures.counts.cases for each in sheet.lines)
        same = total == whole.total.figures.counts.cases
        note = "各站合计与中心一致" if same else "各站合计与中心不一致"
        ask = partial(of_branch, cut, root)
        return table("各单位", sheet.lines, self._names_of(sheet.lines), ask, note)

    def _apart(self, cut: Cut, *dimensions: Dimension) -> Iterable[Table]:
        titles = {
            Dimension.CATEGORY: "按类别（领域）",
            Dimension.CHANNEL: "按渠道",
            Dimension.KIND: "按性质",
            Dimension.SOURCE: "按来源",
        }
        for each in dimensions:
            lines = self.asking.sheet(replace(cut, by=each)).lines
            told = partial(self.naming.of, each.value)
            yield table(titles[each], lines, told, partial(of_value, cut, each))

    def _most(self, cut: Cut) -> Table:
        """The units whose matters are the most (被投诉较多的机关、单位)."""
        lines = self.asking.sheet(replace(cut, by_organisation=True)).lines
        most = sorted(lines, key=lambda line: (-line.figures.counts.cases, line.key))
        note = "以承办单位计；检举控告的被检举人不列（条例第30条）"
        named = most[:MOST_NAMED]
        ask = partial(of_branch, cut, None)
        return table("信访事项较多的单位", named, self._names_of(named), ask, note)

    def _reply_times(self, cut: Cut) -> Table:
        told = self.asking.reader.reply_times(cut)
        rows = (
            ("已答复（件）", told.answered),
            ("15日内", share(told.within_15, told.answered)),
            ("60日内", share(told.within_60, told.answered)),
            ("中位数（日）", told.median_days),
            ("最长（日）", told.longest_days),
        )
        note = "自收到之时起至首次答复"
        return Table(title="答复时长", head=("项目", "数"), rows=rows, note=note)

    def _achieved(self, cut: Cut) -> Table:
        found = self.asking.reader.achieved(cut)
        rows = tuple(
            (
                self.naming.of("achieved", each.kind),
                each.unit,
                each.exact,
                each.approximate,
                each.words,
            )
            for each in found
        )
        head = ("成果", "单位", "准确数合计", "约数合计", "仅有文字（项）")
        keys = tuple(each.kind for each in found)
        note = "约数不并入准确数"
        return Table(title="成果数字", head=head, rows=rows, note=note, keys=keys)

    def _names_of(self, lines: Iterable[Line]) -> Callable[[str], str]:
        known = self.asking.names(line.key for line in lines)
        return lambda code: known.get(code, code)

    def _office(self, wanted: Wanted) -> str:
        """Return whose report it is; the operator's is of everybody."""
        unit = wanted.organisation_id or scope_of(wanted.actor)
        return EVERYBODY if unit is None else self.asking.names([unit]).get(unit, unit)

    def _report(
        self,
        name: str,
        wanted: Wanted,
        sheet: FigureSheet,
        tables: Iterable[Table],
    ) -> Report:
        return Report(
            name=name,
            title=entitled(name, self._office(wanted), sheet.cut.period),
            first=sheet.cut.period.first,
            last=sheet.cut.period.last,
            as_of=sheet.as_of,
            policy=sheet.policy,
            tables=tuple(within(wanted.organisation_id, each) for each in tables),
            notes=(
                ROUNDING[0],
                COHORTS["accepted"][0],
                COHORTS["closed"][0],
                *weights(sheet),
            ),
        )
