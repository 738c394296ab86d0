"""What visits can be asked to do."""

from dataclasses import dataclass
from uuid import UUID

from registry.application.commands import RegistryCommand
from registry.domain.access import Purpose
from registry.domain.visits.visit import Account


@dataclass(frozen=True, kw_only=True, repr=False)
class RecordVisit(RegistryCommand):
    """Say what there is to say of a visit that one made; the id is the client's."""

    visit_id: UUID
    account: Account


@dataclass(frozen=True, kw_only=True)
class ReadVisit(RegistryCommand):
    """See a visit with its diary; the look is written down."""

    visit_id: UUID
    purpose: Purpose
