"""What the portal can be asked to do: a frozen dataclass for each (Command)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from minqing_kernel.messages import Command
from portal.domain.links import LinkKind
from portal.domain.progress import HeardFact


@dataclass(frozen=True, kw_only=True)
class KeepMatter(Command):
    """Take a matter in, sealed; intake gets it afterwards.

    `link_id`: the personal link by which it came; None for everybody's form.
    """

    matter_id: UUID
    number: str
    code_print: str
    sealed: str
    at: datetime
    link_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class HandOver(Command):
    """Write down that intake has it; `answer` is sealed."""

    matter_id: UUID
    receipt: str
    answer: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class TurnAway(Command):
    """Write down that intake will not take it as it is."""

    matter_id: UUID
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class HearFact(Command):
    """Take a fact that a service told into the read model."""

    fact: HeardFact


@dataclass(frozen=True, kw_only=True)
class IssueLink(Command):
    """Give somebody a personal link; one of the same kind that they held ends."""

    link_id: UUID
    kind: LinkKind
    token_print: str
    holder_id: str
    organisation_id: str
    desk_id: str
    sealed: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class UseLink(Command):
    """Note that a form comes by a link, under the key of that form."""

    link_id: UUID
    form_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RevokeLink(Command):
    """Take a personal link back; `units`: those at whose links the clerk may act."""

    link_id: UUID
    units: frozenset[str]
    by: str
    at: datetime
