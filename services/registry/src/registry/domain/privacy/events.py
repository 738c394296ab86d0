"""What became of requests and guardians. Nothing personal is told."""

from dataclasses import dataclass
from uuid import UUID

from registry.domain.events import Recorded


@dataclass(frozen=True, kw_only=True)
class RequestMoved(Recorded):
    """A request was made, granted, refused, or its words were forgotten."""

    request_id: UUID
    step: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class GuardianRecorded(Recorded):
    """A guardian was named, or consent given or withdrawn."""

    guardianship_id: UUID
    consented: bool
