"""What the use cases of same matters need, in their own words."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from routing.application.handovers.ports import HandOverWork
from routing.application.statements.ports import Accounts
from routing.domain.same.matters import Echo, Mark, OwnMark, Same


class SameMatters(Protocol):
    """Our fingerprints, those of neighbours, and what was found."""

    def keep(self, mark: OwnMark) -> None:
        """Keep what is known of a petition, unless something newer is."""
        ...

    def theirs_like(self, agency: str, looked: Sequence[str]) -> Sequence[Mark]:
        """Return a neighbour's open matters that share a fingerprint."""
        ...

    def ours_like(self, agency: str, told: Sequence[str]) -> Sequence[OwnMark]:
        """Return what came here and looks for one of these fingerprints."""
        ...

    def hear(self, agency: str, marks: Iterable[Mark], said_at: datetime) -> None:
        """Keep what a neighbour tells, unless it told something later."""
        ...

    def let_go(self, agency: str, gone: Iterable[UUID], said_at: datetime) -> None:
        """Take out the fingerprints of what is open there no more."""
        ...

    def told(self, agency: str, petition_ids: Sequence[UUID]) -> set[UUID]:
        """Return which of these petitions that neighbour was told of."""
        ...

    def note(self, found: Iterable[Same], at: datetime) -> None:
        """Write down what may be one matter; found twice it is one finding."""
        ...

    def to_tell(self, agency: str, at: datetime, limit: int) -> Sequence[Mark]:
        """Return what is to be told now; it counts as told, and each as disclosed."""
        ...

    def to_take_back(self, agency: str, at: datetime, limit: int) -> Sequence[UUID]:
        """Return what was told and is open no more; it counts as taken back."""
        ...

    def to_answer(self, agency: str, at: datetime, limit: int) -> Sequence[Echo]:
        """Return what was found here of what is open here; it counts as answered."""
        ...

    def forget(self, at: datetime) -> None:
        """Let go of what was not told again for days, or ended long ago."""
        ...


class SameWork(HandOverWork, Protocol):
    """A unit of work with the room of same matters open."""

    @property
    def same(self) -> SameMatters: ...  # noqa: D102

    @property
    def accounts(self) -> Accounts: ...  # noqa: D102
