"""Closings (结案): what is called back on Fridays and what draws are made from."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from notify.domain.follow_ups.errors import ClosingOutrun
from notify.domain.occurrence import Occurrence, Step


@dataclass(frozen=True, kw_only=True)
class Closing:
    """One closing of one case, named by the case's revision at that moment.

    `resolved_by` is who answered it last, `outrun` that the case has moved on since;
    both are known only where it is read.
    """

    petition_id: UUID
    case_revision: int
    receipt: str
    organisation_id: str | None
    closed_at: datetime
    resolved_by: str | None = None
    outrun: bool = False

    def require_current(self) -> None:
        """Raise ClosingOutrun if the case was reopened meanwhile."""
        if self.outrun:
            raise ClosingOutrun


def closings_after(occurrence: Occurrence) -> list[Closing]:
    """Return the closing that an occurrence tells of, if it does."""
    if occurrence.step is not Step.CLOSED or occurrence.case_revision is None:
        return []
    return [
        Closing(
            petition_id=occurrence.petition_id,
            case_revision=occurrence.case_revision,
            receipt=occurrence.receipt,
            organisation_id=occurrence.organisation_id,
            closed_at=occurrence.at,
        )
    ]
