"""What charges can be asked to do."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.application.commands import RegistryCommand
from registry.domain.access import Purpose
from registry.domain.profiles import DutyKind


@dataclass(frozen=True, kw_only=True)
class HandOver(RegistryCommand):
    """Let another member take over the open duties of one, or those of one kind."""

    staff_id: str
    to_staff_id: str
    since: date
    duty: DutyKind | None = None


@dataclass(frozen=True, kw_only=True)
class AssignHouseholds(RegistryCommand):
    """Give households to a social worker; whoever served them till then ends (C-04)."""

    staff_id: str
    household_ids: tuple[UUID, ...]
    since: date


@dataclass(frozen=True, kw_only=True)
class SeeHomes(RegistryCommand):
    """See where the homes of one's own list are; the look is written down."""

    household_ids: tuple[UUID, ...]
    purpose: Purpose
