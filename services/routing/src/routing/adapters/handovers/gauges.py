"""What operations sees of each neighbour."""

from collections.abc import Sequence
from datetime import datetime

from minqing_chassis.database import Database
from minqing_chassis.observability.metrics import Metrics
from minqing_kernel.clock import Clock

BY_AGENCY = """
select case when agency = any(:neighbours) then agency else :another end as agency,
    count(*) filter (where waits = 'yes') as waiting,
    count(*) filter (where direction = 'out' and state = 'refused') as refused,
    count(*) filter (where direction = 'out' and state = 'returned') as returned,
    extract(epoch from :now - min(changed_at) filter (
        where direction = 'out' and (state in ('offered', 'releasing')
            or waits = 'yes' and agency <> all(:neighbours))))::float8 as oldest
from agency_handovers group by 1
"""
"""With who left the directory nothing ends by itself: all that waits there counts."""
HELD = """
select claims as agency, count(*) as number from agency_quarantine
where state = 'open' group by claims
"""
CONTESTED = """
select count(*) filter (where leg -> 'rival' is not null) as contested,
    count(*) filter (where leg -> 'asked' is not null) as reconciling from agency_legs
"""
UNSENT = """
select extract(epoch from :now - min(recorded_at))::float8 as oldest
from agency_outbox
"""
NOTED = """
select agency, dropped, skew_seconds as skew,
    (beat ->> 'held')::boolean::int as went_back,
    case when edition >= 2
        then extract(epoch from :now - coalesce(heard_at, due_at))::float8 end as age
from agency_neighbours
"""
TOLD = """
select agency,
    sum(refused) filter (where hour > :now - interval '2 hours') as refused_letters,
    coalesce(sum(prints) filter (where hour > :now - interval '1 day'), 0) as prints,
    coalesce(sum(prints) filter (where hour <= :now - interval '1 day'), 0) / 7.0
        as usual_prints
from agency_hours group by agency
"""
DIFFERING = """
select agency, count(*) as differing, count(*) filter (
    where times > 1 or kind in ('hole-here', 'hole-there', 'forked', 'contested'))
    as unmended
from agency_differences where state = 'open' group by agency
"""
ANOTHER = "other"
"""Whoever the directory does not know; letters may claim anything."""

SERIES_OF_NEIGHBOURS = (
    (
        "skew",
        "neighbour_clock_skew_seconds",
        "How far the neighbour's clock is behind ours; below 0: ahead",
    ),
    (
        "age",
        "reconciliation_age_seconds",
        "Since the neighbour's last statement; 0 if it reads none",
    ),
    (
        "differing",
        "reconciliation_differences",
        "Matters in which the last statement differed",
    ),
    (
        "unmended",
        "reconciliation_unmended",
        "Differences that did not mend by themselves",
    ),
    (
        "went_back",
        "neighbour_went_back",
        "1 while the neighbour's database is older than what it signed, and unaware",
    ),
    (
        "refused_letters",
        "agency_statements_refused",
        "Statements and the like beyond an hour's measure, in the last two hours",
    ),
    (
        "prints",
        "agency_comparisons",
        "Fingerprints that the neighbour had compared here in a day",
    ),
    (
        "usual_prints",
        "agency_comparisons_usual",
        "The same for a day of the week before",
    ),
)
"""What statements show of a neighbour: name, series, words."""


class HandOverProbe:
    """Fills the series of the neighbours; every one has its line, if only of zeros."""

    def __init__(
        self,
        metrics: Metrics,
        database: Database,
        clock: Clock,
        neighbours: Sequence[str],
    ) -> None:
        self._rows, self._clock = database.rows, clock
        self._neighbours = neighbours
        label = ("neighbour",)
        self._oldest = metrics.gauge(
            "handover_oldest_unacknowledged_seconds",
            "For how long the oldest offer or confirmation waits for its answer",
            label,
        )
        self._by_name = {
            name: metrics.gauge(f"handovers_{name}", what, label)
            for name, what in (
                ("waiting", "Hand-overs that wait for a word of the neighbour's"),
                ("refused", "Offers of ours that were refused, since the beginning"),
                ("returned", "Hand-overs of ours that came back, since the beginning"),
            )
        }
        self._quarantined = metrics.gauge(
            "agency_letters_quarantined", "Letters that wait for a person", label
        )
        self._dropped = metrics.gauge(
            "agency_letters_dropped",
            "Letters that a full quarantine did not keep, since the beginning",
            label,
        )
        self._of_neighbours = {
            name: metrics.gauge(series, what, label)
            for name, series, what in SERIES_OF_NEIGHBOURS
        }
        self._contested = metrics.gauge(
            "matters_contested", "Matters that two agencies claim"
        )
        self._reconciling = metrics.gauge(
            "matters_reconciling", "Matters that are compared after a restore"
        )
        self._unsent = metrics.gauge(
            "agency_outbox_oldest_seconds", "For how long the oldest letter is not sent"
        )

    def __call__(self) -> None:
        """Ask once; who stands alone has nothing to ask."""
        if not self._neighbours:
            return
        now = self._clock.now()
        about = {"neighbours": list(self._neighbours), "another": ANOTHER, "now": now}
        rows = {row["agency"]: row for row in self._rows(BY_AGENCY, **about)}
        left = [ANOTHER] if ANOTHER in rows else []
        known = [(each, rows.get(each)) for each in (*self._neighbours, *left)]
        self._oldest.replace(
            ((each,), (row["oldest"] or 0.0) if row else 0.0) for each, row in known
        )
        for name, gauge in self._by_name.items():
            gauge.replace(((each,), row[name] if row else 0) for each, row in known)
        self._quarantined.replace(self._held())
        self._show_neighbours(now)
        state = self._rows(CONTESTED)[0]
        self._contested.set(state["contested"])
        self._reconciling.set(state["reconciling"])
        self._unsent.set(self._rows(UNSENT, now=now)[0]["oldest"] or 0.0)

    def _show_neighbours(self, now: datetime) -> None:
        noted = {e["agency"]: dict(e) for e in self._rows(NOTED, now=now)}
        for each in [*self._rows(DIFFERING), *self._rows(TOLD, now=now)]:
            noted.setdefault(each["agency"], {}).update(each)
        for name, gauge in self._of_neighbours.items():
            gauge.replace(
                ((each,), float(noted.get(each, {}).get(name) or 0.0))
                for each in self._neighbours
            )
        dropped = dict.fromkeys([*self._neighbours, ANOTHER], 0)
        for agency, row in noted.items():
            name = agency if agency in dropped else ANOTHER
            dropped[name] += row.get("dropped") or 0
        self._dropped.replace(((each,), number) for each, number in dropped.items())

    def _held(self) -> list[tuple[tuple[str], int]]:
        held = dict.fromkeys([*self._neighbours, ANOTHER], 0)
        for row in self._rows(HELD):
            name = row["agency"] if row["agency"] in held else ANOTHER
            held[name] += row["number"]
        return [((each,), number) for each, number in held.items()]
