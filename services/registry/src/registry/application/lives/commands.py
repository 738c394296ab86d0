"""What can be asked about the ends of lives, and about heads of households."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.application.commands import RegistryCommand
from registry.domain.lives.change import LifeKind, UndoGround


@dataclass(frozen=True, kw_only=True)
class RecordDeparture(RegistryCommand):
    """Close a resident's file by departure (迁出), to a division if it is known."""

    resident_id: UUID
    left_on: date
    moved_to: str | None = None
    next_head: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class RecordReturn(RegistryCommand):
    """Open the file of somebody who had left; without a household: where it was."""

    resident_id: UUID
    returned_on: date
    household_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class UndoLife(RegistryCommand):
    """Undo a death or a departure that was recorded by mistake; say why."""

    resident_id: UUID
    kind: LifeKind
    ground: UndoGround


@dataclass(frozen=True, kw_only=True)
class AppointHouseholdHead(RegistryCommand):
    """Say who heads a household (户主); None: nobody does."""

    household_id: UUID
    resident_id: UUID | None
