"""What differs from place to place in following up, dated like all such rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from minqing_kernel.working_time import Span, SpanUnit, WorkCalendar
from notify.domain.follow_ups.scoring import ScorePolicy

LOWEST_SAMPLE: Final = 10
"""Per cent of the closed cases that are called back at least (domain.md 2.2)."""
FRIDAY: Final = 4


class Objecting(StrEnum):
    """What a dissatisfied answer leads to at once."""

    REOPEN = "reopen"
    SUPERVISOR = "supervisor"


class RestDay(StrEnum):
    """Where the weekly call-back day goes that is no working day."""

    KEEP = "keep"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, kw_only=True)
class FollowUpPolicy:
    """A place's rules of following up; no statute sets these numbers.

    `objections`: a dissatisfied answer reopens the case, or waits until a supervisor
    reopens it or has the result explained, for `explain_days`. `supervisor_checks`: a
    case that was objected to closes only after a supervisor's check (B-28).
    `attempts`: vain calls after which somebody counts as not reached (未接通); each
    counts only `attempt_hours` office hours after the last that did: three calls within
    a morning find nobody who is at work. `survey_smallest`: of a question that fewer
    answered nothing is told.
    """

    sample_percent: int = LOWEST_SAMPLE
    weekday: int = FRIDAY
    rest_day: RestDay = RestDay.BEFORE
    attempts: int = 3
    attempt_hours: int = 4
    objections: Objecting = Objecting.REOPEN
    explain_days: int = 5
    supervisor_checks: bool = False
    link_days: int = 14
    spot_minutes: int = 30
    survey_smallest: int = 3
    scores: ScorePolicy = field(default_factory=ScorePolicy)
    bases: Mapping[str, str] = field(default_factory=dict, compare=False)

    def basis(self, rule: str) -> str:
        """Return where one of the rules above comes from."""
        return self.bases.get(rule, BASES[rule])

    def counts(
        self, last: datetime | None, at: datetime, calendar: WorkCalendar
    ) -> bool:
        """Say whether a vain call counts after the last that did."""
        if last is None or self.attempt_hours == 0:
            return True
        wait = Span(self.attempt_hours, SpanUnit.WORKING_HOURS)
        return at >= calendar.due(last, wait).at

    @property
    def link_life(self) -> timedelta:
        """Return how long a rating code sent to somebody is good."""
        return timedelta(days=self.link_days)

    @property
    def spot_life(self) -> timedelta:
        """Return how long a rating code shown at a window is good."""
        return timedelta(minutes=self.spot_minutes)


BASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sample_percent": "晴隆县2023：每月抽不少于10%回访",
        "weekday": "老城办事处 周五回访日 B-27",
        "rest_day": "本系统默认（遇节假日提前）",
        "attempts": "本系统默认（条例未定次数）",
        "attempt_hours": "本系统默认（条例未定间隔；半个工作日，换一个时段再打）",
        "objections": "济南条例2018：不满意的退回再办",
        "explain_days": "本系统默认（B-28 未定天数）",
        "supervisor_checks": "本系统默认（督导核查见 B-28）",
        "link_days": "本系统默认",
        "spot_minutes": "本系统默认（现场评议 B-09）",
        "survey_smallest": "本系统默认（答卷少于三份的题目不出结果 [M]）",
    }
)
"""Where each rule comes from as long as a place says nothing."""

USUAL: Final = FollowUpPolicy()
"""What holds where a place says nothing."""
