"""What operations sees of the cases, asked of the database now and then."""

from collections.abc import Callable

from minqing_chassis.database import Database
from minqing_chassis.observability.metrics import Metrics
from minqing_kernel.clock import Clock
from minqing_kernel.working_time import WorkCalendar, local_day
from routing.adapters.documents.patience import ENOUGH, EVERY_UNPRINTED

BY_STATE = """
select state, coalesce(organisation_id, '') as organisation_id, count(*) as number
from cases group by 1, 2
"""
DUE = """
select count(*) filter (where due < :now) as overdue,
    count(*) filter (where due >= :now) as soon,
    extract(epoch from :now - least(min(due), :now))::float8 as oldest
from (
    select coalesce(due_at, 'infinity'::timestamptz) as due from cases
    where coalesce(due_at, 'infinity'::timestamptz) < :now + interval '24 hours'
) as near
"""
ESCALATIONS = "select coalesce(sum(level), 0) as number from deadlines where level > 0"
WAITING = "select count(*) as number from cases where edition is not null"


class CaseProbe:
    """Fills routing's own series; counting all cases is dear and done more seldom."""

    def __init__(
        self, metrics: Metrics, database: Database, clock: Clock, *, seldom: int = 12
    ) -> None:
        self._rows = database.rows
        self._clock = clock
        self._seldom = seldom
        self._round = 0
        self._cases = metrics.gauge(
            "cases", "Cases by state and organisation", ("state", "organisation_id")
        )
        self._overdue = metrics.gauge("cases_overdue", "Cases past their due date")
        self._soon = metrics.gauge("cases_due_24h", "Cases due within 24 hours")
        self._oldest = metrics.gauge(
            "cases_oldest_overdue_seconds", "For how long the oldest one is overdue"
        )
        self._escalations = metrics.gauge(
            "escalations", "Superiors told of overdue cases, since the beginning"
        )
        self._waiting = metrics.gauge(
            "cases_waiting_for_a_rule", "Cases for which nobody is competent yet"
        )

        self._unprinted = metrics.gauge(
            "documents_unprinted", "Documents that wait for number or print"
        )
        self._failing = metrics.gauge(
            "documents_print_failing", "Those of them that were tried too often"
        )

    def __call__(self) -> None:
        """Ask once."""
        due = self._rows(DUE, now=self._clock.now())[0]
        self._overdue.set(due["overdue"])
        self._soon.set(due["soon"])
        self._oldest.set(due["oldest"] or 0.0)
        self._escalations.set(self._rows(ESCALATIONS)[0]["number"])
        self._waiting.set(self._rows(WAITING)[0]["number"])
        owed = self._rows(EVERY_UNPRINTED, enough=ENOUGH)[0]
        self._unprinted.set(owed["waiting"])
        self._failing.set(owed["failing"])
        if self._round % self._seldom == 0:
            self._count_all()
        self._round += 1

    def _count_all(self) -> None:
        self._cases.replace(
            ((row["state"], row["organisation_id"]), row["number"])
            for row in self._rows(BY_STATE)
        )


def calendar_probe(
    metrics: Metrics, calendar: WorkCalendar, clock: Clock
) -> Callable[[], None]:
    """Return a probe of how far ahead the calendar of working days is announced."""
    known = metrics.gauge(
        "calendar_days_known", "Days ahead for which the working days are announced"
    )
    return lambda: known.set(calendar.days_known(local_day(clock.now())))
