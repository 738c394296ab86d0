"""Reads who owes, to whom, and what was done; counting itself is the domain's."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.calendars import WEEKDAYS
from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from minqing_kernel.messages import Role
from registry.adapters.obligations import fact_sql, owing_sql, set_sql
from registry.adapters.rows import PersonalRows
from registry.adapters.sealed import Seals
from registry.application.naming import Named
from registry.application.obligations.ports import AsOf, Ower, Scope
from registry.application.obligations.views import TaggedView
from registry.application.views import masked, masked_household
from registry.domain.obligations.counting import Credit, Fact
from registry.domain.obligations.periods import DAY, Period
from registry.domain.obligations.rules import Bearer, Rule, Source, Target
from registry.domain.values import CHINA, civil_day, end_of

SERVING: Final = list(owing_sql.SERVING)
NO_TAG: Final = "\x7f"
"""What no tag begins with."""


class SqlObligationReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._read = database.rows
        self._sealer = sealer

    def owers(
        self, rule: Rule, period: Period, at: AsOf, scope: Scope
    ) -> Sequence[Ower]:
        """Return who owes by a rule on a day, by id."""
        asked: dict[str, Any] = {
            "id": scope.place,
            "bearer": scope.bearer_id,
            "day": at.day,
        }
        if rule.owes.bearer is Bearer.UNIT:
            rows = self._read(
                owing_sql.UNITS,
                id=scope.place,
                bearer=scope.bearer_id,
                types=sorted(rule.owes.types),
                serving=SERVING,
            )
            return [Ower(**row) for row in rows]
        if rule.owes.bearer is Bearer.GRID:
            levels = sorted(rule.owes.levels)
            rows = self._read(owing_sql.GRIDS, levels=levels, **asked)
            return self._with_heads([Ower(**row) for row in rows], period)
        return self._staff(rule, period, at, asked)

    def facts(
        self, rule: Rule, span: Period, owers: Sequence[Ower], targets: Collection[str]
    ) -> Sequence[Fact]:
        """Return what was done in a span that may count for some of them."""
        if rule.counts.source is Source.SECTIONS:
            return self._entries(rule, span, targets)
        if rule.counts.source is Source.DUTIES:
            return self._duties(rule, span.last, owers)
        if rule.counts.source is Source.FORMS:
            return self._forms(rule, span, owers)
        return self._visits(rule, span, owers)

    def owed(
        self, rule: Rule, at: AsOf, owers: Sequence[Ower]
    ) -> Mapping[str, frozenset[str]]:
        """Return to whom each of them owes: by bearer in charge, by seat in a unit."""
        whom = rule.whom
        if whom is None:
            return {}
        charge = whom.reach.value == "charge"
        bearers = sorted({one.bearer_id if charge else one.seat for one in owers})
        few = len(bearers) <= set_sql.FEW
        rows = self._read(
            (set_sql.OF_FEW if few else set_sql.SETS)[whom.reach, whom.kind],
            bearers=bearers,
            duty=rule.owes.duty,
            kind=whom.kind,
            tag=whom.tag,
            floating=whom.floating,
            types=sorted(whom.types),
            day=at.day,
            past=at.past,
            end=end_of(at.day),
        )
        return {row["bearer"]: frozenset(row["ids"]) for row in rows}

    def tagged(
        self, tag: str, organisation_id: str, *, after: UUID, limit: int
    ) -> Sequence[TaggedView]:
        """Return what is tagged so in a place and below it, past and present; by id."""
        rows = self._read(
            owing_sql.TAGGED, tag=tag, id=organisation_id, after=after, limit=limit
        )
        return [TaggedView(**row) for row in rows]

    def excused(self, code: str, day: date) -> frozenset[str]:
        """Return the members of staff who said why they were absent."""
        rows = self._read(owing_sql.EXCUSED, rule=code, day=day)
        return frozenset(row["staff_id"] for row in rows)

    def named(
        self, kind: Target, ids: Sequence[str], role: Role, today: date
    ) -> Sequence[Named]:
        """Return subjects as a role sees them, by id."""
        rows = self._read(set_sql.NAMED[kind], ids=list(ids))
        if kind not in {Target.RESIDENT, Target.HOUSEHOLD}:
            return [Named(kind=kind, **row) for row in rows]
        personal = PersonalRows(Seals(self._sealer))
        name = _resident if kind is Target.RESIDENT else _household
        return [name(personal, row, role, today) for row in rows]

    def _staff(
        self, rule: Rule, period: Period, at: AsOf, asked: Mapping[str, Any]
    ) -> list[Ower]:
        rows = self._read(
            owing_sql.STAFF,
            **asked,
            past=at.past,
            end=end_of(at.day),
            duty=rule.owes.duty,
            tag=rule.owes.tag,
            role=rule.owes.role,
            types=sorted(rule.owes.types),
            off=f"{rule.counts.off_tag}-" if rule.counts.off_tag else NO_TAG,
            serving=SERVING,
        )
        owers = [_ower(row, rule) for row in rows]
        return self._with_former(owers, rule, period, at) if rule.passes_on else owers

    def _with_former(
        self, owers: Sequence[Ower], rule: Rule, period: Period, at: AsOf
    ) -> list[Ower]:
        rows = self._read(
            owing_sql.FORMER,
            duty=rule.owes.duty,
            staff=[each.bearer_id for each in owers],
            first=period.first,
            day=at.day,
        )
        return _credited(owers, rows)

    def _with_heads(self, owers: Sequence[Ower], period: Period) -> list[Ower]:
        rows = self._read(
            owing_sql.HEADS,
            grids=[each.bearer_id for each in owers],
            first=period.first,
            last=period.last,
        )
        return _credited(owers, rows)

    def _visits(self, rule: Rule, span: Period, owers: Sequence[Ower]) -> list[Fact]:
        unit = rule.owes.bearer is Bearer.UNIT
        placed = rule.whom is not None and rule.whom.kind is Target.PREMISES
        by_unit = fact_sql.BY_UNIT_AT if placed else fact_sql.BY_UNIT
        by_staff = fact_sql.BY_STAFF_AT if placed else fact_sql.BY_STAFF
        asked: dict[str, Any] = {"first": span.first, "last": span.last}
        asked |= {"codes": sorted(rule.counts.kinds)}
        asked |= {"closed_only": rule.counts.closed_only}
        if not placed:
            asked["kind"] = rule.whom.kind if rule.whom else None
        if unit:
            asked |= {"units": [each.bearer_id for each in owers], "serving": SERVING}
        else:
            asked["staff"] = sorted({c.staff_id for o in owers for c in o.credits})
        sql = by_unit if unit else by_staff
        if rule.counts.start is None:
            sql = sql.replace(fact_sql.WHEN, fact_sql.NO_MATTER_WHEN)
        found = self._read(sql, **asked)
        facts = [Fact._make(row.values()) for row in found]
        return self._raised(facts) if placed and rule.has_set else facts

    def _forms(self, rule: Rule, span: Period, owers: Sequence[Ower]) -> list[Fact]:
        by_unit = rule.owes.bearer is Bearer.UNIT
        rows = self._read(
            fact_sql.FORMS_BY_UNIT if by_unit else fact_sql.FORMS_BY_STAFF,
            first=span.first,
            last=span.last,
            codes=sorted(rule.counts.codes),
            units=[each.bearer_id for each in owers],
            staff=sorted({c.staff_id for each in owers for c in each.credits}),
            serving=SERVING,
        )
        return [Fact(**row) for row in rows]

    def _raised(self, facts: Sequence[Fact]) -> list[Fact]:
        """Let what was done in a place be done in all that it stands in."""
        places = sorted({each.target for each in facts if each.target is not None})
        around: defaultdict[str | None, list[str | None]] = defaultdict(list)
        around[None] = [None]
        for row in self._read(fact_sql.ABOVE, places=places):
            around[row["place"]].append(row["premises_id"])
        return [
            each._replace(target=place)
            for each in facts
            for place in around[each.target]
        ]

    def _entries(
        self, rule: Rule, span: Period, targets: Collection[str]
    ) -> list[Fact]:
        rows = self._read(
            fact_sql.ENTRIES,
            codes=sorted(rule.counts.codes),
            targets=sorted(targets),
            begin=datetime.combine(span.first, time.min, CHINA),
            end=datetime.combine(span.last + DAY, time.min, CHINA),
        )
        return [
            Fact(**row, day=civil_day(row["at"]), event=f"{row['target']}/{row['at']}")
            for row in rows
        ]

    def _duties(self, rule: Rule, day: date, owers: Sequence[Ower]) -> list[Fact]:
        rows = self._read(
            fact_sql.DUTIES,
            codes=sorted(rule.counts.codes),
            scope=_scope_of(rule),
            day=day,
            tag=rule.counts.by_tag,
            units=[each.bearer_id for each in owers],
            serving=SERVING,
        )
        return [Fact(**row, day=day, at=None) for row in rows]


def _scope_of(rule: Rule) -> str | None:
    kind = rule.whom.kind if rule.whom else None
    return "building" if kind is Target.PREMISES else kind


def _ower(row: RowMapping, rule: Rule) -> Ower:
    since = row["served_since"] if rule.passes_on else None
    return Ower(
        bearer_id=row["bearer_id"],
        name=row["name"],
        organisation_id=row["organisation_id"],
        seat=row["seat"],
        credits=(Credit(staff_id=row["bearer_id"], since=since or date.min),),
        off_days=_weekdays(row["off_tags"]),
    )


def _weekdays(tags: Sequence[str]) -> frozenset[int]:
    """Return the days of tags such as station-day-tuesday; Monday is 0."""
    named = {each.rpartition("-")[2] for each in tags}
    return frozenset(WEEKDAYS.index(each) for each in named if each in WEEKDAYS)


def _credited(owers: Sequence[Ower], rows: Sequence[RowMapping]) -> list[Ower]:
    more: defaultdict[str, list[Credit]] = defaultdict(list)
    for row in rows:
        credit = Credit(
            staff_id=row["staff_id"],
            since=row["since"],
            until=row["until"] or date.max,
        )
        more[row["bearer_id"]].append(credit)
    return [
        replace(each, credits=(*each.credits, *more[each.bearer_id])) for each in owers
    ]


def _resident(
    personal: PersonalRows, row: RowMapping, role: Role, today: date
) -> Named:
    card = masked(personal.resident_of(row), role, today)
    return Named(
        id=str(card.resident_id),
        kind=Target.RESIDENT,
        organisation_id=card.organisation_id,
        name=card.name,
        building_id=row["building_id"],
    )


def _household(
    personal: PersonalRows, row: RowMapping, role: Role, today: date
) -> Named:
    card = masked_household(personal.household_of(row), [], role, today)
    return Named(
        id=str(card.household_id),
        kind=Target.HOUSEHOLD,
        organisation_id=card.organisation_id,
        name=card.address,
        building_id=row["building_id"],
    )
