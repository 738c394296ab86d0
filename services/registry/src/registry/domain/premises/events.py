"""What happened to premises."""

from dataclasses import dataclass

from registry.domain.events import Recorded


@dataclass(frozen=True, kw_only=True)
class PremisesRecorded(Recorded):
    """Premises are now as told."""

    premises_id: str
    organisation_id: str
    kind: str
    parent_id: str | None
