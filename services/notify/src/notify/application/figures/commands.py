"""What the figures are told."""

from dataclasses import dataclass

from minqing_kernel.messages import Command
from notify.domain.figures.fact import Piece


@dataclass(frozen=True, kw_only=True)
class NoteFacts(Command):
    """Count what a message tells of a petition; `then` is what else it asks of us."""

    pieces: tuple[Piece, ...]
    then: Command | None = None


@dataclass(frozen=True, kw_only=True)
class FoldFigures(Command):
    """Fold up to `limit` changes of facts into the sums."""

    limit: int
