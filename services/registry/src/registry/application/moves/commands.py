"""What can be asked about moves."""

from dataclasses import dataclass
from uuid import UUID

from registry.application.commands import RegistryCommand
from registry.domain.moves.move import MoveKind


@dataclass(frozen=True, kw_only=True)
class MoveResidents(RegistryCommand):
    """Let people of one household go to another, which is on file."""

    move_id: UUID
    kind: MoveKind
    from_household: UUID
    to_household: UUID
    resident_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class UndoMove(RegistryCommand):
    """Put everything back as it was before a move."""

    move_id: UUID
