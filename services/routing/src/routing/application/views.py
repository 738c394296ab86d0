"""What routing shows: flat, frozen, ready to be written down."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from routing.domain.case import Case
from routing.domain.dossier import Severity
from routing.domain.rule import Matter

V = TypeVar("V")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a case stands once an action is done."""

    petition_id: UUID
    receipt: str
    state: str
    revision: int
    organisation_id: str | None
    handler_id: str | None
    due_at: datetime | None
    escalation_level: int

    @classmethod
    def of(cls, case: Case) -> "Standing":
        """Say where this case stands."""
        assignment, deadline = case.assignment, case.deadline
        return cls(
            petition_id=case.petition_id,
            receipt=case.receipt,
            state=case.state.value,
            revision=case.revision,
            organisation_id=case.organisation_id,
            handler_id=assignment.handler_id if assignment else None,
            due_at=deadline.due_at if deadline and not deadline.is_paused else None,
            escalation_level=deadline.level if deadline else 0,
        )


@dataclass(frozen=True, kw_only=True)
class CaseRow(Standing):
    """One line of a worklist."""

    category: str
    division_code: str
    accepted_at: datetime
    overdue: bool


@dataclass(frozen=True, kw_only=True)
class ListedCase(CaseRow):
    """One line of a worklist, with what moved it last and what it waits for.

    `last_by` is `role:id`. `waits_on` is the unit that has to decide or to contribute,
    `stands` why the case stands still. `redo`: it was answered once and goes on.
    """

    redo: bool
    last_step: str | None
    last_at: datetime | None
    last_by: str | None
    waits_on: str | None = None
    stands: str | None = None


@dataclass(frozen=True, kw_only=True)
class CaseSheet(CaseRow):
    """One case whole, with its history: assignments, deadlines and answers in order.

    `first_receiver_id` is the unit that received the first visit about the matter, and
    owns supervision until it is closed, where the policy says so (首访督办); `visit`
    counts visits from 1. Nobody of the `accused` units, nor below them, may learn of
    it.
    """

    named_organisation_id: str | None
    received_at: datetime
    opened_at: datetime
    reachable: bool
    from_archive: bool
    external_ref: str | None
    assignments: list[dict[str, Any]]
    deadlines: list[dict[str, Any]]
    resolutions: list[dict[str, Any]]
    remarks: list[dict[str, Any]]
    dossier: dict[str, Any]
    channel: str | None = None
    accused: list[str] | None = None
    merged_into: UUID | None = None
    repeat_of: UUID | None = None
    visit: int = 1
    first_receiver_id: str | None = None

    @property
    def matter(self) -> Matter:
        """What it is about, and where."""
        return Matter(
            category=self.category,
            division_code=self.division_code,
            organisation_id=self.named_organisation_id,
            accused=tuple(self.accused or ()),
        )

    @property
    def severity(self) -> Severity:
        """How grave it is held to be."""
        return Severity(self.dossier.get("severity", Severity.ORDINARY))

    @property
    def concerned(self) -> set[str | None]:
        """The units whose people may see it: who owes anything on it, or is told."""
        now = [each for each in self.assignments if each["until"] is None]
        tasks = self.dossier.get("co_tasks", [])
        sponsor = self.dossier.get("sponsor") or {}
        named = [each["report_to"] for each in now]
        named += [each["organisation_id"] for each in tasks]
        named += [sponsor.get("organisation_id")]
        named += [self.first_receiver_id]
        return {self.organisation_id, *filter(None, named)}


@dataclass(frozen=True, kw_only=True)
class CoTaskRow:
    """One co-handling task that a unit still owes; `lead_id` answers for the case."""

    petition_id: UUID
    receipt: str
    category: str
    lead_id: str | None
    organisation_id: str
    task: int
    due_at: datetime
    overdue: bool


@dataclass(frozen=True, kw_only=True)
class RuleRow:
    """One jurisdiction rule as it reads now."""

    code: str
    revision: int
    category: str
    division_prefix: str
    organisation_id: str
    handle_within_days: int
    priority: int
    valid_from: datetime | None
    valid_to: datetime | None
    note: str


@dataclass(frozen=True, kw_only=True)
class Page(Generic[V]):
    """Some rows of a longer list; `next` asks for those after them, None at the end."""

    items: list[V]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which cases a worklist is to hold; None everywhere means all.

    `units` are those whose cases may be shown (None: of every unit); `waiting` says
    whether those without a unit may be shown too. `line` is the asker's unit and all
    above it: what accuses one of them is not shown (None: to ops). `extension_open`:
    only those for which more time was asked, and nobody decided yet. `of_unit`: that
    very unit has them, none below it.

    `owing`: an answer is owed. `escalated`, `redo`, `silent` ask for those that owe
    one: superiors were told, it was answered before, its petitioner heard nothing for
    too long. `times_over`: late by so many times the time that there was, that time
    included. `due_from` is included, `due_to` is not.
    """

    line: frozenset[str] | None = None
    units: frozenset[str] | None = None
    waiting: bool = True
    state: str | None = None
    handler_id: str | None = None
    overdue: bool | None = None
    extension_open: bool = False
    of_unit: str | None = None
    category: str | None = None
    owing: bool = False
    escalated: bool = False
    redo: bool = False
    silent: bool = False
    times_over: int | None = None
    due_from: datetime | None = None
    due_to: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Which cases a report counts; None everywhere means all.

    `received_to` is excluded; `from_archive` tells those of older systems from others.
    `line` is as for a worklist.
    """

    line: frozenset[str] | None = None
    organisation_ids: frozenset[str] | None = None
    received_from: datetime | None = None
    received_to: datetime | None = None
    from_archive: bool | None = None
    category: str | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line of a case's story: who did what and when."""

    service: str
    revision: int
    step: str
    at: datetime
    actor: str
    correlation_id: UUID
    detail: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class WhoseWork:
    """Whose open work is counted; None everywhere means all.

    `line` and `units` as in `Wanted`; `unit_id` names one unit, whose tasks and rules
    are counted too.
    """

    line: frozenset[str] | None = None
    units: frozenset[str] | None = None
    unit_id: str | None = None
    handler_id: str | None = None
    category: str | None = None


@dataclass(frozen=True, kw_only=True)
class Held:
    """How many cases are open, late ones among them; a unit's tasks and rules."""

    cases: int
    overdue: int
    tasks: int = 0
    rules: int = 0
