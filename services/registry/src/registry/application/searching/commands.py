"""What finding people can be asked."""

from dataclasses import dataclass
from uuid import UUID

from registry.application.commands import RegistryCommand


@dataclass(frozen=True, kw_only=True, repr=False)
class SearchResidents(RegistryCommand):
    """Find people by what somebody typed; what is shown is masked."""

    text: str


@dataclass(frozen=True, kw_only=True)
class IndexResidents(RegistryCommand):
    """Make the words anew by which these residents are found."""

    resident_ids: tuple[UUID, ...]
