"""What the portal can be asked to do: a frozen dataclass for each (Command)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from minqing_kernel.messages import Command
from portal.domain.progress import HeardFact


@dataclass(frozen=True, kw_only=True)
class KeepMatter(Command):
    """Take a matter in, sealed; intake gets it afterwards."""

    matter_id: UUID
    number: str
    code_print: str
    sealed: str
    at: datetime


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
