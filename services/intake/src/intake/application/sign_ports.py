"""What finding earlier petitions needs of the world, and in which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from intake.application.views import PetitionView


@dataclass(frozen=True, kw_only=True)
class Unsigned:
    """A petition that waits for its signs; `person` was made when it came."""

    petition_id: UUID
    person: int | None
    title: str
    text: str
    place: str
    category: str | None
    division_code: str


@dataclass(frozen=True, kw_only=True)
class Signed:
    """What a petition is found by."""

    petition_id: UUID
    signs: tuple[int, ...]
    person: int | None
    place: int | None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Whose like is looked for; `limit` by signs, `each` by person and by place."""

    petition_id: UUID
    signs: tuple[int, ...]
    place: int | None
    limit: int = 30
    each: int = 10


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An earlier petition that shares a sign, the person or the place."""

    petition: PetitionView
    same_person: bool
    same_place: bool


class Signs(Protocol):
    """What waits for signs, and where signs are kept."""

    def ask(self, petition_id: UUID, person: int | None) -> None:
        """Let a new petition be signed soon; never reads."""
        ...

    def anew(self, petition_id: UUID, person: int | None) -> None:
        """Let a petition be signed again: its petitioner's telephone is another now."""
        ...

    def take(self, limit: int) -> list[Unsigned]:
        """Return petitions that wait, for this unit alone; they wait no longer."""
        ...

    def keep(self, signed: Sequence[Signed]) -> None:
        """Keep signs; those of a petition that has some stay as they are."""
        ...


class Similar(Protocol):
    """Reads what may resemble."""

    def candidates(self, wanted: Wanted) -> Sequence[Candidate]:
        """Return earlier petitions that share a sign, the person or the place."""
        ...
