"""Who reports on which enterprises (劳动信息员), and who is reminded of it (D-22)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.messages import DomainEvent


@dataclass(frozen=True, kw_only=True)
class Informer:
    """A member of staff who reports; `informer_id` is registry's id of them.

    `contact` is sealed to that id: how to remind them, None where nobody told.
    """

    informer_id: str
    organisation_id: str
    enterprises: frozenset[str]
    contact: str | None = None


@dataclass(frozen=True, kw_only=True)
class InformerReminded(DomainEvent):
    """An informer is to be told of which enterprises a month's report is missing."""

    reminder_id: UUID
    informer_id: str
    organisation_id: str
    month: str
    enterprises: tuple[str, ...]
    closes_on: date
    reminded_at: datetime
    reminded_by: str


@dataclass(frozen=True, kw_only=True)
class Reminder(Aggregate):
    """One a day at most, for each informer and month."""

    reminder_id: UUID
    informer_id: str
    organisation_id: str
    month: str
    day: date
    reminded_at: datetime
    reminded_by: str

    def send(self, enterprises: tuple[str, ...], closes: date) -> None:
        """Tell of the enterprises, by name, that are missing."""
        self.record(
            InformerReminded(
                reminder_id=self.reminder_id,
                informer_id=self.informer_id,
                organisation_id=self.organisation_id,
                month=self.month,
                enterprises=enterprises,
                closes_on=closes,
                reminded_at=self.reminded_at,
                reminded_by=self.reminded_by,
            )
        )


@dataclass(frozen=True, kw_only=True)
class Behind:
    """An informer of whose enterprises some are missing in a month, by name.

    `reachable`: somebody told a telephone; `reminded`: today already.
    """

    informer_id: str
    organisation_id: str
    enterprises: tuple[str, ...]
    reachable: bool
    reminded: bool
