"""What happened to visit forms. Nothing personal is told."""

from dataclasses import dataclass
from uuid import UUID

from registry.domain.events import Recorded


@dataclass(frozen=True, kw_only=True)
class FormForwarded(Recorded):
    """A visit's form was handed on."""

    form_id: UUID
    from_id: str
    to_id: str


@dataclass(frozen=True, kw_only=True)
class FormReceived(Recorded):
    """Who it was handed to has given a receipt."""

    form_id: UUID
    receipt: str


@dataclass(frozen=True, kw_only=True)
class FormReported(Recorded):
    """Who received it says what came of it by now."""

    form_id: UUID
    jobs: int
    startups: int
