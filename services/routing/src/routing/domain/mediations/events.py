"""What happened in the mediations' room, told through the case."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from routing.domain.events import CaseFact


@dataclass(frozen=True, kw_only=True)
class MediationFact(CaseFact):
    """A fact of one mediation."""

    public: ClassVar[bool] = True
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
    """It ended, agreed and performed, or not, after so many `days` of the dispute.

    Of them it took `mediation_days` itself.

    `ended` is the state it ended in; `unsatisfied` counts the parties that said no;
    `referred_to` is litigation or arbitration, where the parties were shown there.
    `satisfied` says what each party said, in their order; None: nothing.
    """

    agreed: bool
    days: int
    ended: str
    unsatisfied: int
    referred_to: str | None
    satisfied: tuple[bool | None, ...] = ()
    mediation_days: int | None = None
