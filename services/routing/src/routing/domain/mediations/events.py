"""What happened in the mediations' room, told through the case."""

from dataclasses import dataclass
from uuid import UUID

from routing.domain.events import CaseFact


@dataclass(frozen=True, kw_only=True)
class MediationFact(CaseFact):
    """A fact of one mediation."""

    mediation_id: UUID


@dataclass(frozen=True, kw_only=True)
class MediationOpened(MediationFact):
    """The parties sat down; `parties` counts them."""

    parties: int


@dataclass(frozen=True, kw_only=True)
class MediationMoved(MediationFact):
    """A step was taken in it; its words stay in the room."""

    what: str


@dataclass(frozen=True, kw_only=True)
class MediationClosed(MediationFact):
    """It ended after so many `days`, agreed and performed, or not.

    `satisfied` says what each party said, in their order; None: nothing.
    """

    agreed: bool
    days: int
    satisfied: tuple[bool | None, ...] = ()
