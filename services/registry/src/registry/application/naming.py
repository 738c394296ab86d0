"""What things and people are called, as a role sees them."""

from dataclasses import dataclass

from registry.domain.obligations.rules import Target


@dataclass(frozen=True, kw_only=True)
class Named:
    """A subject as it is shown: by its id, and a name as a role sees it."""

    id: str
    kind: Target
    organisation_id: str | None
    name: str | None
    building_id: str | None = None
