"""Tags: dated words for staff and for whom they owe something (党员, 拆迁过渡户)."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Conflict, Invalid
from registry.domain.events import Recorded
from registry.domain.values import checked_id, checked_span

TAG: Final = re.compile(r"[a-z][a-z0-9-]{1,31}\Z")
TAGGINGS: Final = UUID("5d0a7c0e-2f5b-5c33-9a55-6f1f6f3f5e10")
EXCUSES: Final = UUID("b1c9f1c2-8f4e-5f0e-8a51-0f6b2f1d7a34")
"""The namespaces in which what something is about gives its id."""


class Tagged(StrEnum):
    """What may be tagged; of residents, households and firms the id is a UUID."""

    STAFF = "staff"
    RESIDENT = "resident"
    HOUSEHOLD = "household"
    FIRM = "firm"
    PREMISES = "premises"
    GRID = "grid"
    ORGANISATION = "organisation"


BY_UUID: Final = frozenset({Tagged.RESIDENT, Tagged.HOUSEHOLD, Tagged.FIRM})


class Reason(StrEnum):
    """休假, 培训, 会议, 突发任务, 其他公务: why somebody was absent, in no words."""

    LEAVE = "leave"
    TRAINING = "training"
    MEETING = "meeting"
    EMERGENCY = "emergency"
    OTHER_DUTY = "other-duty"


class NothingToExcuse(Conflict):
    """Nothing is owed by this rule on that day."""

    code = "nothing-to-excuse"


@dataclass(frozen=True, kw_only=True)
class TaggingRecorded(Recorded):
    """Something was tagged, or the time of its tag was said anew."""

    tagging_id: UUID
    tag: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class ExcuseRecorded(Recorded):
    """Somebody said why they were absent."""

    excuse_id: UUID
    rule: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TagProfile:
    """What is tagged so, from when, until when (which does not belong to it)."""

    tag: str
    kind: Tagged
    id: str
    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if not TAG.match(self.tag):
            raise Invalid(fields={"tag": "bad-code"})
        checked_span(self.since, self.until)
        if self.kind not in BY_UUID:
            checked_id(self.id, "id")
            return
        try:
            object.__setattr__(self, "id", str(UUID(self.id)))
        except ValueError:
            raise Invalid(fields={"id": "bad-id"}) from None

    @property
    def key(self) -> UUID:
        """Return the id of this tag of this subject from this day on."""
        return uuid5(TAGGINGS, f"{self.tag}/{self.kind}/{self.id}/{self.since}")


@dataclass(eq=False, kw_only=True)
class Tagging(Aggregate):
    """One tag of one subject; ended, never erased, so that it is history."""

    tagging_id: UUID
    profile: TagProfile
    revision: int = 0

    def record_as(self, profile: TagProfile, *, at: datetime) -> None:
        """Take `profile` for true; saying the same again changes nothing."""
        if self.revision and profile == self.profile:
            return
        self.profile = profile
        self.revision += 1
        self.record(
            TaggingRecorded(
                tagging_id=self.tagging_id,
                revision=self.revision,
                tag=profile.tag,
                kind=profile.kind,
                at=at,
            )
        )


@dataclass(eq=False, kw_only=True)
class Excuse(Aggregate):
    """Why a member of staff did not do on a day what a rule asks of that day."""

    excuse_id: UUID
    rule: str
    staff_id: str
    day: date
    reason: Reason
    said_at: datetime
    revision: int = 0

    def give(self, reason: Reason, *, at: datetime) -> None:
        """Say why; saying the same again changes nothing."""
        if self.revision and reason is self.reason:
            return
        self.reason, self.said_at = reason, at
        self.revision += 1
        self.record(
            ExcuseRecorded(
                excuse_id=self.excuse_id,
                revision=self.revision,
                rule=self.rule,
                reason=reason,
                at=at,
            )
        )


def excuse_key(rule: str, staff_id: str, day: date) -> UUID:
    """Return the id of an excuse: there is one for a rule, a member and a day."""
    return uuid5(EXCUSES, f"{rule}/{staff_id}/{day}")
