"""Real answers of an older system, replayed as the answers to its cases here."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Protocol
from uuid import UUID, uuid4

from minqing_kernel.errors import DomainError
from minqing_kernel.messages import Actor, Cause, Incoming
from routing.application.commands import ResolveCase
from routing.domain.resolution import Outcome

GROUP = 200


@dataclass(frozen=True, kw_only=True)
class OldAnswer:
    """An answer as the older system gave it; `line` counts the file's rows from 1."""

    line: int
    external_ref: str
    resolved_at: datetime
    outcome: Outcome
    reply: str


@dataclass(frozen=True, kw_only=True)
class Faulty:
    """A row that cannot be replayed: which field is wrong, and why."""

    line: int
    external_ref: str
    faults: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, kw_only=True)
class OldCase:
    """The case here of a number there; `answered` says that it had its answer."""

    external_ref: str
    petition_id: UUID
    answered: bool


@dataclass
class Tally:
    """What became of a file's rows."""

    replayed: int = 0
    known: int = 0
    unanswered: int = 0
    faulty: int = 0


class HandlesGroups(Protocol):
    """The part of the command bus that is needed here."""

    def handle_group(self, group: Sequence[Incoming]) -> int:
        """Run all in one transaction, or none."""
        ...


Find = Callable[[Sequence[str]], Sequence[OldCase]]
"""Returns the cases that have these numbers in the older system."""


class Replayer:
    """Commits in groups; a bad row leaves its group and never stops the others.

    A case that was answered is passed over: a run that was broken off is simply started
    again, and a second run changes nothing.
    """

    def __init__(
        self,
        bus: HandlesGroups,
        find: Find,
        report: Callable[[Faulty], None],
        actor: Actor,
    ) -> None:
        self._bus = bus
        self._find = find
        self._report = report
        self._actor = actor
        self.tally = Tally()

    def run(self, rows: Iterable[OldAnswer | Faulty | None]) -> Tally:
        """Replay everything; None stands for a row that holds no answer yet."""
        for group in _groups(rows):
            self._replay(list(self._known_cases(list(self._readable(group)))))
        return self.tally

    def _readable(
        self, group: Iterable[OldAnswer | Faulty | None]
    ) -> Iterator[OldAnswer]:
        for row in group:
            if row is None:
                self.tally.unanswered += 1
            elif isinstance(row, Faulty):
                self._refuse(row)
            else:
                yield row

    def _known_cases(
        self, rows: Sequence[OldAnswer]
    ) -> Iterator[tuple[OldAnswer, UUID]]:
        found: dict[str, list[OldCase]] = {}
        for case in self._find([row.external_ref for row in rows]):
            found.setdefault(case.external_ref, []).append(case)
        seen: set[str] = set()
        for row in rows:
            cases = found.get(row.external_ref, [])
            if len(cases) != 1:
                self._fault(row, "ambiguous" if cases else "not-known")
            elif cases[0].answered or row.external_ref in seen:
                self.tally.known += 1
            else:
                seen.add(row.external_ref)
                yield row, cases[0].petition_id

    def _replay(self, rows: Sequence[tuple[OldAnswer, UUID]]) -> None:
        try:
            self._bus.handle_group([self._incoming(*row) for row in rows])
        except DomainError:
            self._one_by_one(rows)
        else:
            self.tally.replayed += len(rows)

    def _one_by_one(self, rows: Sequence[tuple[OldAnswer, UUID]]) -> None:
        for row, petition_id in rows:
            try:
                self._bus.handle_group([self._incoming(row, petition_id)])
            except DomainError as error:
                self._fault(row, error.code)
            else:
                self.tally.replayed += 1

    def _incoming(self, row: OldAnswer, petition_id: UUID) -> Incoming:
        command = ResolveCase(
            actor=self._actor,
            petition_id=petition_id,
            outcome=row.outcome,
            reply=row.reply,
            resolved_at=row.resolved_at,
        )
        cause = Cause(correlation_id=uuid4(), actor=self._actor)
        return Incoming(command=command, cause=cause)

    def _fault(self, row: OldAnswer, code: str) -> None:
        faults = {"": code}
        self._refuse(
            Faulty(line=row.line, external_ref=row.external_ref, faults=faults)
        )

    def _refuse(self, row: Faulty) -> None:
        self.tally.faulty += 1
        self._report(row)


def _groups(
    rows: Iterable[OldAnswer | Faulty | None],
) -> Iterator[list[OldAnswer | Faulty | None]]:
    remaining = iter(rows)
    while group := list(islice(remaining, GROUP)):
        yield group
