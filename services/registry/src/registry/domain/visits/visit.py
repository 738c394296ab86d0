"""A visit: what those who went say of it, and what they said before."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.values import checked_id, checked_text, civil_day
from registry.domain.visits.checklist import Checked, once_each, strange
from registry.domain.visits.closing import Closing
from registry.domain.visits.events import (
    VisitClosed,
    VisitRecorded,
    VisitReopened,
    VisitWordsForgotten,
)
from registry.domain.visits.kinds import Item, SubjectKind, VisitKind
from registry.domain.visits.photo import MOST_PHOTOS, Photo
from registry.domain.visits.stamp import Stamp
from registry.domain.visits.words import WORDS

MOST_VISITORS: Final = 50
MOST_SUBJECTS: Final = 200
MOST_PEOPLE: Final = 100_000


class Outcome(StrEnum):
    """现场办结, 带回办理, 上报 (B-25)."""

    SETTLED = "settled"
    TAKEN_BACK = "taken-back"
    RAISED = "raised"


@dataclass(frozen=True, kw_only=True, order=True)
class Subject:
    """Who was visited; its id is a UUID but of an organisation."""

    kind: SubjectKind
    id: str

    def __post_init__(self) -> None:
        if self.kind is SubjectKind.ORGANISATION:
            checked_id(self.id, "subjects")
            return
        try:
            object.__setattr__(self, "id", str(UUID(self.id)))
        except ValueError:
            raise Invalid(fields={"subjects": "bad-id"}) from None


@dataclass(frozen=True, kw_only=True, repr=False)
class Account:
    """What is said of a visit; its words are personal, so never shown.

    The last five are 基本情况, 生活状况, 思想动态 (seen by few), 联系方式, 帮扶措施
    (C-08). In which order people are named says nothing.
    """

    kind: str
    held_at: datetime
    visitors: Collection[str]
    subjects: Collection[Subject] = ()
    premises_id: str | None = None
    attendance: int | None = None
    outcome: Outcome | None = None
    topic: str | None = None
    diary: str | None = None
    basics: str | None = None
    living: str | None = None
    thinking: str | None = None
    contact: str | None = None
    help: str | None = None
    photos: Collection[Photo] = ()
    checklist: Collection[Checked] = ()

    def __post_init__(self) -> None:
        self._set("held_at", self.held_at.astimezone(UTC))
        self._set("visitors", _few(self.visitors, "visitors", MOST_VISITORS))
        self._set("subjects", _few(self.subjects, "subjects", MOST_SUBJECTS))
        self._set("photos", _few(self.photos, "photos", MOST_PHOTOS))
        self._set("checklist", once_each(self.checklist))
        if not self.visitors:
            raise Invalid(fields={"visitors": "required"})
        if self.attendance is not None and not 1 <= self.attendance <= MOST_PEOPLE:
            raise Invalid(fields={"attendance": "bad-size"})
        for name, longest in WORDS.items():
            said = getattr(self, name)
            if said is not None:
                self._set(name, checked_text(said, name, longest))

    def ids(self, kind: SubjectKind) -> list[str]:
        """Return whom of a kind it names."""
        return [each.id for each in self.subjects if each.kind is kind]

    def check(self, kind: VisitKind, now: datetime) -> None:
        """Refuse (Invalid) what its kind does not allow, and what is yet to come."""
        wrong = {
            item.value: "required" for item in kind.requires if not TELLS[item](self)
        }
        if any(each.kind not in kind.subjects for each in self.subjects):
            wrong["subjects"] = "bad-subject"
        if strange(kind.checklist, self.checklist):
            wrong["checklist"] = "unknown-point"
        if self.held_at > now:
            wrong["held_at"] = "not-yet"
        if wrong:
            raise Invalid(fields=wrong)

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)


TELLS: Final[Mapping[Item, Callable[[Account], bool]]] = {
    Item.PLACE: lambda said: said.premises_id is not None,
    Item.SUBJECTS: lambda said: bool(said.subjects),
    Item.HOUSEHOLD: lambda said: bool(said.ids(SubjectKind.HOUSEHOLD)),
    Item.FIRM: lambda said: bool(said.ids(SubjectKind.FIRM)),
    Item.ATTENDANCE: lambda said: said.attendance is not None,
    Item.TOPIC: lambda said: said.topic is not None,
    Item.OUTCOME: lambda said: said.outcome is not None,
    Item.DIARY: lambda said: said.diary is not None,
}
"""How an account tells what a kind may require."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Edition:
    """What was said of a visit at first, or until it was corrected."""

    revision: int
    said: Stamp
    account: Account


@dataclass(eq=False, kw_only=True, repr=False)
class Visit(Aggregate):
    """One visit; `units` tells where each visitor served when they were first named.

    `covers` is what its kind said on that day; `replaced` are corrections of this unit.
    `said` tells when and by which device the account was said: the latest one holds.
    Of a `forgotten` one all words and pictures are gone.
    """

    visit_id: UUID
    recorded_by: str
    recorded_at: datetime
    account: Account
    said: Stamp
    units: Mapping[str, str] = field(default_factory=dict)
    covers: bool = False
    closing: Closing | None = None
    closed_at: datetime | None = None
    forgotten: bool = False
    revision: int = 0
    replaced: list[Edition] = field(default_factory=list)

    @property
    def late_days(self) -> int:
        """Return how many days after the visit it was put on file (A-11)."""
        return days_late(self.account.held_at, self.recorded_at)

    def says(self, account: Account) -> bool:
        """Tell whether just this was said already."""
        return self.revision > 0 and self.account == account

    def record_as(
        self,
        account: Account,
        kind: VisitKind,
        units: Mapping[str, str],
        *,
        said: Stamp,
        now: datetime,
    ) -> None:
        """Take `account` for true unless a later one is known; no word is lost.

        What was said before, or came too late, is kept as an edition.
        """
        if self.says(account):
            self.said = max(self.said, said)
            return
        if self.revision and said < self.said:
            self.replaced.append(
                Edition(revision=self.revision, said=said, account=account)
            )
        else:
            self._replace(account, kind, units, said)
        self.revision += 1
        self.record(
            VisitRecorded(
                visit_id=self.visit_id,
                revision=self.revision,
                kind=self.account.kind,
                late_days=self.late_days,
                at=now,
            )
        )

    def forget(self, *, at: datetime) -> None:
        """Forget its words; that it was, and who was there, stays (第19条)."""
        silent: dict[str, Any] = dict.fromkeys(WORDS)
        self.account = replace(self.account, **silent, photos=())
        self.forgotten = True
        self.revision += 1
        self.record(
            VisitWordsForgotten(visit_id=self.visit_id, revision=self.revision, at=at)
        )

    def ask_to_close(self, closing: Closing) -> None:
        """Keep the latest wish to close; whether it is granted, `settle` tells."""
        if self.closing is None or self.closing.said < closing.said:
            self.closing = closing

    def settle(self, lacking: Mapping[str, str], *, now: datetime) -> None:
        """Be closed if somebody asked for it and nothing is lacking, else be open."""
        asked = self.closing
        closed_at = None if asked is None or lacking else asked.said.at
        was_open = self.closed_at is None
        self.closed_at = closed_at
        if was_open == (closed_at is None):
            return
        self.revision += 1
        fact = VisitReopened if closed_at is None else VisitClosed
        self.record(fact(visit_id=self.visit_id, revision=self.revision, at=now))

    def _replace(
        self,
        account: Account,
        kind: VisitKind,
        units: Mapping[str, str],
        said: Stamp,
    ) -> None:
        if self.revision:
            before = Edition(
                revision=self.revision, said=self.said, account=self.account
            )
            self.replaced.append(before)
        self.account, self.covers, self.said = account, kind.covers, said
        self.units = {each: self.units.get(each, units[each]) for each in units}


def days_late(held_at: datetime, recorded_at: datetime) -> int:
    """Return how many civil days lie between a visit and its entry."""
    return (civil_day(recorded_at) - civil_day(held_at)).days


def _few(named: Iterable[object], field_name: str, most: int) -> tuple[object, ...]:
    once = tuple(sorted(set(named)))  # type: ignore[type-var]
    if len(once) > most:
        raise Invalid(fields={field_name: "too-many"})
    return once
