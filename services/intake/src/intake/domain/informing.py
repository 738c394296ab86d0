"""An informer's three questions a month about an enterprise (劳动信息员, D-22)."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from intake.domain.errors import (
    BrokenPetition,
    MonthClosed,
    MonthNotBegun,
    ReportedBefore,
    ReportMoved,
)
from minqing_kernel.aggregate import Aggregate
from minqing_kernel.messages import DomainEvent
from minqing_kernel.text import clean

MONTH: Final = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])")
LONGEST_TEXT: Final = 2_000


class Alarm(StrEnum):
    """An answer that is told to the labour unit at once."""

    PRODUCTION = "production"
    WAGES = "wages"
    HAZARD = "hazard"


SAID: Final = {
    Alarm.PRODUCTION: "不能正常生产",
    Alarm.WAGES: "没有正常支付工资",
    Alarm.HAZARD: "有重大安全隐患",
}
"""Each in the words of the form."""


@dataclass(frozen=True, kw_only=True)
class Enterprise:
    """An enterprise of which somebody reports every month.

    `reported_from` is the first month (YYYY-MM) that is owed; None: any month is.
    """

    enterprise_id: str
    name: str
    organisation_id: str
    division_code: str
    active: bool = True
    reported_from: str | None = None


@dataclass(frozen=True, kw_only=True)
class InformerReported(DomainEvent):
    """The three questions of a month were answered about an enterprise, or anew."""

    enterprise_id: str
    month: str
    organisation_id: str
    reported_by: str
    reported_at: datetime
    alarming: bool
    revision: int


@dataclass(frozen=True, kw_only=True)
class Alert:
    """A petition that told the labour unit of answers, while one of them stands."""

    petition_id: UUID
    answers: frozenset[Alarm]


@dataclass(frozen=True, kw_only=True)
class InformerReport(Aggregate):
    """正常生产? 正常支付工资? 重大安全隐患? One a month for each enterprise.

    What is answered anew is its next revision; every one is kept. `alerts` are those
    that stand, `alert_id` the one that this revision raised. Raises BrokenPetition for
    a month that is none, and for an alarming answer without words.
    """

    enterprise_id: str
    month: str
    production_normal: bool
    wages_paid: bool
    hazard: bool
    text: str
    reported_at: datetime
    reported_by: str
    revision: int = 1
    alerts: tuple[Alert, ...] = ()
    alert_id: UUID | None = None

    def __post_init__(self) -> None:
        if not MONTH.fullmatch(self.month):
            raise BrokenPetition(fields={"month": "pattern"})
        words = clean(self.text, field="text")
        if len(words) > LONGEST_TEXT:
            raise BrokenPetition(fields={"text": "too-long"})
        if self.alarming and not words:
            raise BrokenPetition(fields={"text": "required"})

    def after(
        self, before: "InformerReport | None", seen: int | None
    ) -> "InformerReport | None":
        """Return this as the next revision after `before`; None if it says the same.

        `seen` is the revision that was changed, 0 where there was none, None where
        nothing is to be changed. Raises ReportedBefore, ReportMoved.
        """
        if before is None:
            if seen:
                raise ReportMoved
            return self
        if seen is None:
            raise ReportedBefore
        if self.says_as(before):
            return None
        if seen != before.revision:
            raise ReportMoved
        return replace(self, revision=before.revision + 1, alerts=before.alerts)

    def says_as(self, other: "InformerReport") -> bool:
        """Say whether answers and words are those of another."""
        mine = (self.alarms, clean(self.text, field="text"))
        return mine == (other.alarms, clean(other.text, field="text"))

    def news(self, before: "InformerReport | None") -> tuple[Alarm, ...]:
        """Return the answers that alarm now and did not before."""
        known = before.alarms if before is not None else ()
        return tuple(each for each in self.alarms if each not in known)

    @property
    def outlived(self) -> tuple[Alert, ...]:
        """Return the alerts of which no answer holds any more."""
        return tuple(e for e in self.alerts if e.answers.isdisjoint(self.alarms))

    def standing(self, more: Alert | None) -> "InformerReport":
        """Return this with the alerts of which an answer holds, and one more."""
        kept = tuple(each for each in self.alerts if each not in self.outlived)
        if more is None:
            return replace(self, alerts=kept)
        return replace(self, alerts=(*kept, more), alert_id=more.petition_id)

    def file(self, organisation_id: str) -> None:
        """Tell that it was reported of an enterprise of this organisation."""
        self.record(
            InformerReported(
                enterprise_id=self.enterprise_id,
                month=self.month,
                organisation_id=organisation_id,
                reported_by=self.reported_by,
                reported_at=self.reported_at,
                alarming=self.alarming,
                revision=self.revision,
            )
        )

    @property
    def alarming(self) -> bool:
        """Say whether any answer must be told to the labour unit at once."""
        return bool(self.alarms)

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """Return the answers that alarm."""
        answers = {
            Alarm.PRODUCTION: not self.production_normal,
            Alarm.WAGES: not self.wages_paid,
            Alarm.HAZARD: self.hazard,
        }
        return tuple(alarm for alarm, so in answers.items() if so)


def month_of(day: date) -> str:
    """Return the month of a day, as YYYY-MM."""
    return f"{day:%Y-%m}"


def month_before(month: str) -> str:
    """Return the month before a month."""
    return month_of(date.fromisoformat(f"{month}-01") - timedelta(days=1))


def closes_on(month: str, closing_day: int) -> date:
    """Return the last day on which a month's report may be changed.

    It is that day (1 to 28) of the month after.
    """
    within = date.fromisoformat(f"{month}-01") + timedelta(days=31)
    return within.replace(day=closing_day)


def require_begun(month: str, today: date) -> None:
    """Raise MonthNotBegun for a month of which nobody can know anything yet."""
    if month > month_of(today):
        raise MonthNotBegun(fields={"month": "still-to-come"})


def require_open(month: str, today: date, closing_day: int) -> None:
    """Raise MonthClosed where a report may not be changed any more."""
    if today > closes_on(month, closing_day):
        raise MonthClosed
