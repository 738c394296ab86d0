"""What the room of statements can be asked to do."""

from dataclasses import dataclass
from uuid import UUID

from minqing_kernel.messages import Command
from routing.domain.statements.letters import Request, Statement


@dataclass(frozen=True, kw_only=True)
class TellStatement(Command):
    """Tell a neighbour the next page of what both share."""

    to: str
    after: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class HearStatement(Command):
    """Compare what a neighbour knows with what is known here."""

    statement: Statement


@dataclass(frozen=True, kw_only=True)
class HearRequest(Command):
    """Say again what a neighbour lacks."""

    request: Request


@dataclass(frozen=True, kw_only=True)
class AskForStatements(Command):
    """After a restore: have every neighbour tell what it knows."""
