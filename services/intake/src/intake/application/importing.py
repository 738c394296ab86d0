"""Bringing in the records of an older system: in groups, each record once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from intake.application.commands import ImportPetition
from intake.domain.errors import AlreadyImported
from minqing_kernel.errors import DomainError
from minqing_kernel.identity import new_id
from minqing_kernel.messages import SYSTEM, Actor, Cause, Incoming

GROUP = 200


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """A record that could be read; `line` counts the file's records from 1."""

    line: int
    command: ImportPetition


@dataclass(frozen=True, kw_only=True)
class Faulty:
    """A record that cannot be brought in: which field is wrong, and why."""

    line: int
    external_ref: str
    faults: Mapping[str, str] = field(hash=False)


@dataclass
class Tally:
    """What became of a file's records."""

    imported: int = 0
    known: int = 0
    faulty: int = 0


class HandlesGroups(Protocol):
    """The part of the command bus that is needed here."""

    def handle_group(self, group: Sequence[Incoming]) -> int:
        """Run all in one transaction, or none."""
        ...


class KnownRecords(Protocol):
    """Reads which records are there already."""

    def known(self, source: str, external_refs: Sequence[str]) -> set[str]:
        """Return those of many record numbers that were brought in before."""
        ...


class Importer:
    """Commits in groups; a bad record leaves the group and never stops the others.

    A run that was broken off is simply started again: records that are there are
    passed over, so a second run changes nothing.
    """

    def __init__(
        self,
        bus: HandlesGroups,
        records: KnownRecords,
        report: Callable[[Faulty], None],
        *,
        actor: Actor = SYSTEM,
    ) -> None:
        self._bus = bus
        self._records = records
        self._report = report
        self._actor = actor
        self.tally = Tally()

    def run(self, rows: Iterable[Parsed | Faulty]) -> Tally:
        """Bring everything in; return what became of it."""
        for group in _groups(rows):
            self._import(self._new_ones(self._readable(group)))
        return self.tally

    def _readable(self, group: Sequence[Parsed | Faulty]) -> list[Parsed]:
        for row in group:
            if isinstance(row, Faulty):
                self._refuse(row)
        return [row for row in group if isinstance(row, Parsed)]

    def _new_ones(self, rows: list[Parsed]) -> list[Parsed]:
        known: dict[str, set[str]] = {}
        for source in {row.command.source for row in rows}:
            refs = [r.command.external_ref for r in rows if r.command.source == source]
            known[source] = self._records.known(source, refs)
        fresh = []
        for row in rows:
            seen = known[row.command.source]
            if row.command.external_ref not in seen:
                fresh.append(row)
                seen.add(row.command.external_ref)
        self.tally.known += len(rows) - len(fresh)
        return fresh

    def _import(self, rows: list[Parsed]) -> None:
        if not rows:
            return
        try:
            self._bus.handle_group([self._incoming(row) for row in rows])
        except DomainError:
            for row in rows:
                self._import_alone(row)
        else:
            self.tally.imported += len(rows)

    def _import_alone(self, row: Parsed) -> None:
        try:
            self._bus.handle_group([self._incoming(row)])
        except AlreadyImported:
            self.tally.known += 1
        except DomainError as error:
            faults = error.fields or {"": error.code}
            ref = row.command.external_ref
            self._refuse(Faulty(line=row.line, external_ref=ref, faults=faults))
        else:
            self.tally.imported += 1

    def _refuse(self, row: Faulty) -> None:
        self.tally.faulty += 1
        self._report(row)

    def _incoming(self, row: Parsed) -> Incoming:
        cause = Cause(correlation_id=new_id(), actor=self._actor)
        return Incoming(command=row.command, cause=cause)


def _groups(rows: Iterable[Parsed | Faulty]) -> Iterator[list[Parsed | Faulty]]:
    waiting = iter(rows)
    while group := list(islice(waiting, GROUP)):
        yield group
