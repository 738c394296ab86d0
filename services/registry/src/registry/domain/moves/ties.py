"""What hangs on a household that loses people, and how it was before."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Touched:
    """An entry, and its revision when something was done to it."""

    id: UUID
    revision: int


@dataclass(frozen=True, kw_only=True)
class Ties:
    """What was let go: duties, tenancies, pairings, plans, the head; to put it back.

    `head_before` is None where the head was not among those who went.
    """

    duties: Sequence[Touched] = ()
    tenancies: Sequence[Touched] = ()
    pairings: Sequence[Touched] = ()
    plans: Sequence[Touched] = ()
    head_before: UUID | None = None
    head_after: UUID | None = None


NO_TIES = Ties()
