"""What the portal's readers return: frozen dataclasses."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.domain.kept import KeptState


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What intake gave for a matter: the number and the code that opens it."""

    receipt: str
    code: str


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """A matter that was taken to be carried to intake."""

    matter_id: UUID
    sealed: str


@dataclass(frozen=True, kw_only=True)
class KeptView:
    """A kept matter as its receipt page needs it; `receipt` once intake has it.

    `code` opens it by its provisional number while it waits.
    """

    matter_id: UUID
    number: str
    state: KeptState
    kept_at: datetime
    code: str = ""
    receipt: Receipt | None = None
