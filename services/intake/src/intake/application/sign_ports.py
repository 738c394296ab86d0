"""What finding earlier petitions needs of the world, and in which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from intake.application.views import PetitionView


@dataclass(frozen=True, kw_only=True)
class Unsigned:
    """A petition that waits for its signs; `person` was made when it came.

    `contact` is sealed.
    """

    petition_id: UUID
    receipt: str
    person: int | None
    contact: str | None
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
    street: int | None = None


@dataclass(frozen=True, kw_only=True)
class Worded:
    """What a petition is found by in a search; `name` is its petitioner's, keyed.

    `number` is the running number of its receipt: the newest is found first.
    """

    petition_id: UUID
    number: int
    name: int | None
    words: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Whose like is looked for; `limit` by signs, `each` by person and by place.

    `person` is who asks, where nothing was written down yet that says so.
    """

    petition_id: UUID
    signs: tuple[int, ...]
    place: int | None
    person: int | None = None
    limit: int = 30
    each: int = 10


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An earlier petition that shares a sign, the person or the place."""

    petition: PetitionView
    same_person: bool
    same_place: bool


class Signs(Protocol):
    """What waits for signs, and where signs and words are kept."""

    def ask(self, petition_id: UUID, person: int | None) -> None:
        """Let a new petition be signed soon; never reads."""
        ...

    def anew(self, petition_id: UUID, person: int | None) -> None:
        """Let a petition be signed again: its petitioner's telephone is another now."""
        ...

    def take(self, limit: int) -> list[Unsigned]:
        """Return petitions that wait, for this unit alone; they wait no longer.

        Where no new one waits, those that were there before words were kept.
        """
        ...

    def keep(self, signed: Sequence[Signed], worded: Sequence[Worded]) -> None:
        """Keep signs and words; those of a petition that has some stay as they are."""
        ...


class Similar(Protocol):
    """Reads what may resemble."""

    def candidates(self, wanted: Wanted) -> Sequence[Candidate]:
        """Return earlier petitions that share a sign, the person or the place."""
        ...
