"""Indicators (指标): a target until a day, and what was measured meanwhile (D-27)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.rates import rate_of
from registry.domain.steering.events import IndicatorRecorded
from registry.domain.values import checked_id, checked_text, civil_day

PERCENT: Final = "%"
MOST_VALUES: Final = 5000
LARGEST: Final = Decimal(10) ** 13
FINEST: Final = -4
LONGEST_UNIT: Final = 20
LONGEST_SOURCE: Final = 200
LONGEST_WORDS: Final = 40
ROUGH: Final = "多 余 约 約 近 几 幾 左右 上下 若干 不到"
"""Where one of these stands, a number is not exact: 60多条, 近百户 (C-17)."""


class Direction(StrEnum):
    """不低于, 不高于."""

    AT_LEAST = "at-least"
    AT_MOST = "at-most"


class Qualifier(StrEnum):
    """How exact a number is: 130, 约130, 130多, 近130 (D-32)."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more-than"
    ALMOST = "almost"


class Progress(StrEnum):
    """已达标, 推进中, 未达标, 无数据."""

    REACHED = "reached"
    ON_THE_WAY = "on-the-way"
    MISSED = "missed"
    NO_VALUE = "no-value"


def checked_number(value: Decimal, field_name: str) -> Decimal:
    """Return a number, in plain digits, that can be; else raise Invalid."""
    exponent = value.as_tuple().exponent
    fits = isinstance(exponent, int) and exponent >= FINEST and abs(value) <= LARGEST
    if not fits:
        raise Invalid(fields={field_name: "bad-number"})
    return Decimal(f"{value:f}")


@dataclass(frozen=True, kw_only=True)
class IndicatorProfile:
    """Its name and unit, whose it is, what is to be reached until which day."""

    name: str
    unit: str
    organisation_id: str
    target: Decimal
    target_on: date
    direction: Direction = Direction.AT_LEAST

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", checked_text(self.name, "name"))
        object.__setattr__(self, "unit", checked_text(self.unit, "unit", LONGEST_UNIT))
        checked_id(self.organisation_id, "organisation_id")
        object.__setattr__(self, "target", checked_number(self.target, "target"))


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What was measured on a day, how exactly, and who says so.

    Of a share both numbers may be told; the value is then what they come to. `said` is
    how the source has it, word for word (“60多条”).
    """

    on: date
    source: str
    value: Decimal
    qualifier: Qualifier = Qualifier.EXACT
    part: int | None = None
    whole: int | None = None
    said: str | None = None

    def __post_init__(self) -> None:
        source = checked_text(self.source, "source", LONGEST_SOURCE)
        object.__setattr__(self, "source", source)
        object.__setattr__(self, "value", checked_number(self.value, "value"))
        if self.said is not None:
            said = checked_text(self.said, "said", LONGEST_WORDS)
            object.__setattr__(self, "said", said)
            if self.qualifier is Qualifier.EXACT and any(
                e in said for e in ROUGH.split()
            ):
                raise Invalid(fields={"qualifier": "not-exact"})

    def meets(self, profile: IndicatorProfile) -> bool:
        """Tell whether it surely reaches the target: what is about never just does."""
        value, target = self.value, profile.target
        if profile.direction is Direction.AT_LEAST:
            loose = {Qualifier.ABOUT, Qualifier.ALMOST}
            return value > target if self.qualifier in loose else value >= target
        loose = {Qualifier.ABOUT, Qualifier.MORE_THAN}
        return value < target if self.qualifier in loose else value <= target


def measured(
    *,
    on: date,
    source: str,
    value: Decimal | None,
    qualifier: Qualifier,
    part: int | None,
    whole: int | None,
    said: str | None = None,
) -> Measured:
    """Return a value that was told, or that both numbers of a share come to.

    Raises Invalid where neither or both were told, or the share is none.
    """
    if (part is None) != (whole is None):
        raise Invalid(fields={"whole" if whole is None else "part": "required"})
    if part is None or whole is None:
        if value is None:
            raise Invalid(fields={"value": "required"})
        return Measured(
            on=on, source=source, value=value, qualifier=qualifier, said=said
        )
    rate = rate_of(part, whole)
    if rate is None or not 0 <= part <= whole:
        raise Invalid(fields={"part": "no-share"})
    if value is not None:
        raise Invalid(fields={"value": "not-asked"})
    return Measured(
        on=on,
        source=source,
        value=rate,
        qualifier=qualifier,
        part=part,
        whole=whole,
        said=said,
    )


@dataclass(frozen=True, kw_only=True)
class Told:
    """A value, who told it, and when; of one day the last told holds."""

    measured: Measured
    by: str
    at: datetime


@dataclass(eq=False, kw_only=True)
class Indicator(Aggregate):
    """One indicator; what was told is never taken away, only told anew."""

    indicator_id: UUID
    profile: IndicatorProfile
    told: list[Told] = field(default_factory=list)
    revision: int = 0

    def record_as(self, profile: IndicatorProfile, *, at: datetime) -> None:
        """Take `profile` for true; saying the same again changes nothing."""
        if self.revision and profile == self.profile:
            return
        self.profile = profile
        self._changed(at)

    def measure(self, said: Measured, *, by: str, at: datetime) -> None:
        """Take a value in; the same again changes nothing.

        Raises Invalid for a day to come, a share of what is no per cent, too many.
        """
        if said.on > civil_day(at):
            raise Invalid(fields={"on": "not-yet"})
        if said.part is not None and self.profile.unit != PERCENT:
            raise Invalid(fields={"part": "not-asked"})
        if any(said == each for each in self.values(said.on) if each.on == said.on):
            return
        if len(self.told) == MOST_VALUES:
            raise Invalid(fields={"on": "too-many"})
        self.told.append(Told(measured=said, by=by, at=at))
        self._changed(at)

    def values(self, day: date) -> Sequence[Measured]:
        """Return what holds of each day until `day`, the earliest first."""
        by_day = {each.measured.on: each.measured for each in self.told}
        return [by_day[on] for on in sorted(by_day) if on <= day]

    def progress(self, day: date) -> Progress:
        """Return how it stood on a day, by the last value until then or the target's.

        What came after the target's day does not mend it.
        """
        known = self.values(min(day, self.profile.target_on))
        if known and known[-1].meets(self.profile):
            return Progress.REACHED
        if day <= self.profile.target_on:
            return Progress.ON_THE_WAY if known else Progress.NO_VALUE
        return Progress.MISSED if self.values(day) else Progress.NO_VALUE

    def _changed(self, at: datetime) -> None:
        self.revision += 1
        self.record(
            IndicatorRecorded(
                indicator_id=self.indicator_id,
                revision=self.revision,
                organisation_id=self.profile.organisation_id,
                at=at,
            )
        )
