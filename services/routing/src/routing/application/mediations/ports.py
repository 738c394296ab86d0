"""What the mediations' use cases need, in their own words."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from routing.application.documents.ports import Documents
from routing.application.ports import RoutingWork
from routing.domain.mediations.mediation import Mediation


class Mediations(Protocol):
    """The collection of all mediations."""

    def add(self, mediation: Mediation) -> None:
        """Take a new one in; raise KeyReused at the latest at the commit."""
        ...

    def get(self, mediation_id: UUID) -> Mediation:
        """Return a mediation, locked; raise MediationNotFound."""
        ...

    def going_on(self, petition_id: UUID) -> Sequence[Mediation]:
        """Return a case's mediations that have not ended, locked."""
        ...


class MediationsWork(RoutingWork, Protocol):
    """A unit of work with the mediations' room open."""

    @property
    def mediations(self) -> Mediations: ...  # noqa: D102

    @property
    def documents(self) -> Documents: ...  # noqa: D102
