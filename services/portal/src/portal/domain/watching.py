"""What an operator has to look at: what the services measure, held against limits.

The limits are those of the alerts (deploy/prometheus/alerts.yml), so that the page and
the alerts say the same; `runbook` is the section of docs/operations.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import isinf
from typing import Final


class Measured(StrEnum):
    """What a number is of."""

    AGE = "age"
    """Seconds since something began to wait."""
    HOURS = "hours"
    """Seconds since something was done, told in hours; without end: never."""
    COUNT = "count"
    DAYS = "days"
    """Days that are left."""
    APART = "apart"
    """Seconds by which two clocks differ, either way."""
    PERCENT = "percent"
    """Of what there is, how much is left."""
    LINK = "link"
    """Who listens at the other end."""
    STATE = "state"
    """Of a service: 0 it is silent, 1 a part of it is missing, 2 it is ready."""


@dataclass(frozen=True)
class Rule:
    """From which number on one has to look, and where it says what to do."""

    series: str
    measured: Measured
    limit: float
    runbook: str

    def is_bad(self, number: float) -> bool:
        """Tell whether that is a number to look at."""
        if self.measured in LEFT:
            return number < self.limit
        if self.measured is Measured.APART:
            return abs(number) > self.limit
        return number > self.limit


LEFT: Final = frozenset(
    {Measured.DAYS, Measured.PERCENT, Measured.LINK, Measured.STATE}
)
"""Measures of which little is bad."""
HOUR: Final = 3_600.0
SERVICE: Final = "service_state"
RULES: Final = (
    Rule(SERVICE, Measured.STATE, 2, "ServiceDown"),
    Rule("portal_projection_lag_seconds", Measured.AGE, 300, "PagesBehind"),
    Rule("outbox_oldest_seconds", Measured.AGE, 60, "OutboxStuck"),
    Rule("inbox_rows", Measured.COUNT, 5_000, "InboxBacklog"),
    Rule("inbox_consumers", Measured.LINK, 1, "ServiceDown"),
    Rule("dead_letters", Measured.COUNT, 0, "DeadLettersOpen"),
    Rule("portal_kept_oldest_seconds", Measured.AGE, 600, "MattersKeptTooLong"),
    Rule("agency_link_consumers", Measured.LINK, 1, "AgencyLinkDown"),
    Rule("agency_link_rows", Measured.COUNT, 20, "AgencyLettersWaiting"),
    Rule("agency_outbox_oldest_seconds", Measured.AGE, 600, "LettersNotSent"),
    Rule(
        "handover_oldest_unacknowledged_seconds",
        Measured.AGE,
        24 * HOUR,
        "HandOverUnacknowledged",
    ),
    Rule("agency_letters_quarantined", Measured.COUNT, 0, "LettersQuarantined"),
    Rule("reconciliation_unmended", Measured.COUNT, 0, "ReconciliationUnmended"),
    Rule("reconciliation_age_seconds", Measured.AGE, 4 * HOUR, "ReconciliationSilent"),
    Rule("neighbour_clock_skew_seconds", Measured.APART, 120, "NeighbourClockSkew"),
    Rule("neighbour_went_back", Measured.COUNT, 0, "NeighbourWentBack"),
    Rule("agency_being_restored", Measured.COUNT, 0, "AgencyBeingRestored"),
    Rule("matters_contested", Measured.COUNT, 0, "MatterContested"),
    Rule("matters_reconciling", Measured.COUNT, 0, "MattersReconciling"),
    Rule("cases_waiting_for_a_rule", Measured.COUNT, 20, "NobodyCompetent"),
    Rule("documents_print_failing", Measured.COUNT, 0, "DocumentsNotPrinted"),
    Rule("notices_oldest_seconds", Measured.AGE, 1_800, "NoticesWaiting"),
    Rule("calendar_days_known", Measured.DAYS, 60, "CalendarEnds"),
    Rule("certificate_days_left", Measured.DAYS, 21, "CertificateEnds"),
    Rule("backup_age_seconds", Measured.HOURS, 36 * HOUR, "BackupOld"),
    Rule("disk_free_percent", Measured.PERCENT, 10, "DiskFull"),
)
"""In the order in which they stand on the page."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One number of a service; `about`: of which neighbour."""

    service: str
    series: str
    number: float
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One line: what was measured, whether somebody has to look, and since when."""

    service: str
    series: str
    about: str
    number: float
    measured: Measured
    bad: bool
    since: datetime | None
    runbook: str

    @property
    def told(self) -> int | None:
        """Return the number in whole units of its measure; None: it never was."""
        if isinf(self.number):
            return None
        unit = HOUR if self.measured is Measured.HOURS else 1
        return round(self.number / unit)

    @property
    def key(self) -> tuple[str, str, str]:
        """By what it is known from one look to the next."""
        return self.service, self.series, self.about


def checks(samples: Iterable[Sample], now: datetime) -> list[Check]:
    """Return what has a limit, what is beyond it first; `since` of ages alone."""
    order = {rule.series: place for place, rule in enumerate(RULES)}
    found = [
        _checked(sample, RULES[order[sample.series]], now)
        for sample in samples
        if sample.series in order
    ]
    return sorted(
        found, key=lambda one: (not one.bad, order[one.series], one.about, one.service)
    )


def _checked(sample: Sample, rule: Rule, now: datetime) -> Check:
    aged = rule.measured is Measured.AGE and sample.number > 0
    return Check(
        service=sample.service,
        series=sample.series,
        about=sample.about,
        number=sample.number,
        measured=rule.measured,
        bad=rule.is_bad(sample.number),
        since=now - timedelta(seconds=sample.number) if aged else None,
        runbook=rule.runbook,
    )
