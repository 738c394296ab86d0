"""That a case rests, because another is answered for both (并单)."""

from dataclasses import dataclass
from uuid import UUID

from routing.domain.lifecycle import CaseState


@dataclass(frozen=True, kw_only=True)
class Rest:
    """That a case rests: for which lead, and the state that it goes on in."""

    lead_petition_id: UUID
    was: CaseState
