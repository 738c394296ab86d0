"""What is shown of the history of organisations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class EditionView:
    """An organisation as it was; `until` is the first day of its next edition."""

    organisation_id: str
    since: date
    until: date | None
    name: str
    kind: str
    parent_id: str | None
    division_code: str
    desk_address: str | None
    active: bool
    area_m2: int | None
    population: int | None


@dataclass(frozen=True, kw_only=True)
class SuccessionView:
    """Who continues an organisation, from when, by which decision."""

    organisation_id: str
    successors: Sequence[str]
    since: date
    ground: str
