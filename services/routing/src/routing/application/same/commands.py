"""What the room of same matters can be asked to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from minqing_kernel.messages import Command
from routing.domain.same.matters import Marks, OwnMark


@dataclass(frozen=True, kw_only=True)
class KeepMarks(Command):
    """Keep the fingerprints of a petition of ours, and compare it."""

    petition_id: UUID
    marks: Sequence[OwnMark]


@dataclass(frozen=True, kw_only=True)
class HearMarks(Command):
    """Compare what a neighbour tells with what is open here."""

    letter: Marks
    said_at: datetime


@dataclass(frozen=True, kw_only=True)
class TellMarks(Command):
    """Tell a neighbour what it has not been told, or not for a day."""

    to: str


@dataclass(frozen=True, kw_only=True)
class ForgetMarks(Command):
    """Let go of fingerprints that are of no more use."""
