"""What the house learns of a hand-over: who must do something, or knows it ended."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from minqing_kernel.messages import DomainEvent


@dataclass(frozen=True, kw_only=True)
class HandOverTurned(DomainEvent):
    """One hand-over got on, seen from here; `revision` counts what was told of it.

    `state` is where it stands, or WAITS. `owner` answers for the matter.
    """

    SAID: ClassVar = (
        "handover_id",
        "petition_id",
        "receipt",
        "organisation_id",
        "direction",
        "agency_name",
        "state",
        "until",
        "due_at",
        "owner_id",
    )

    handover_id: UUID
    petition_id: UUID
    receipt: str
    organisation_id: str | None
    revision: int
    direction: str
    agency: str
    agency_name: str
    form: str
    state: str
    at: datetime
    until: datetime
    due_at: datetime | None = None
    owner_id: str | None = None


WAITS = "waits"
"""Half of the time in which an offer can be answered has passed."""
