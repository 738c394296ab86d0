"""What visits can be asked to do."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from registry.application.commands import RegistryCommand
from registry.domain.access import Purpose
from registry.domain.visits.closing import Family
from registry.domain.visits.device_clock import EarlierRun, Tick
from registry.domain.visits.finding import Answer, Difficulty
from registry.domain.visits.stamp import Stamp
from registry.domain.visits.visit import Account


@dataclass(frozen=True, kw_only=True, repr=False)
class RecordVisit(RegistryCommand):
    """Say what there is to say of a visit that one made; the id is the client's.

    `said` is when and where a device noted it; None at the door itself.
    """

    visit_id: UUID
    account: Account
    said: Stamp | None = None


@dataclass(frozen=True, kw_only=True)
class ReadVisit(RegistryCommand):
    """See a visit with its diary; the look is written down.

    `purpose`: None is enough for who wrote the visit down, of whose words it is.
    """

    visit_id: UUID
    purpose: Purpose | None


@dataclass(frozen=True, kw_only=True, repr=False)
class RecordFinding(RegistryCommand):
    """Say what a visit found and what comes of it; the id is the client's."""

    visit_id: UUID
    finding_id: UUID
    difficulty: Difficulty
    said: Stamp | None = None


@dataclass(frozen=True, kw_only=True)
class CloseVisit(RegistryCommand):
    """Say that a visit is done, and what it says of the family (C-05).

    At the door itself it is refused while something is lacking; a device's word is kept
    until that comes.
    """

    visit_id: UUID
    family: Family
    said: Stamp | None = None


@dataclass(frozen=True, kw_only=True)
class HearAnswer(RegistryCommand):
    """Take in what intake made of a finding."""

    finding_id: UUID
    answer: Answer


@dataclass(frozen=True, kw_only=True)
class ReadFindings(RegistryCommand):
    """Give intake the words of findings that are to become petitions; logged."""

    finding_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class PlaceRuns(RegistryCommand):
    """Write down when the runs of somebody's device began, once each (C-26)."""

    device_id: str
    sent: Tick
    earlier: tuple[EarlierRun, ...]
    received_at: datetime


@dataclass(frozen=True, kw_only=True)
class ExpectPhoto(RegistryCommand):
    """Ask whether a photograph may come, before its file is kept."""

    visit_id: UUID
    sha256: str


@dataclass(frozen=True, kw_only=True)
class KeepPhoto(RegistryCommand):
    """Write down that a photograph came which a visit names; its file is kept."""

    visit_id: UUID
    sha256: str
    digest: str
    bytes: int


@dataclass(frozen=True, kw_only=True, repr=False)
class TakeRecord(RegistryCommand):
    """Take what a device noted while it was away, once (C-26).

    `device_at` is what the device's clock said; the command holds our time of it.
    """

    record_id: UUID
    device_id: str
    sequence: int
    device_at: datetime
    noted: RecordVisit | RecordFinding | CloseVisit
