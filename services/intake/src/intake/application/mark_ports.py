"""What marking petitions for comparison needs of the world."""

from typing import Protocol

from intake.domain.marking import Marked, Phrase


class Keys(Protocol):
    """The keys that are shared with neighbours."""

    def agencies(self) -> tuple[str, ...]:
        """Return with whom a key is shared."""
        ...

    def fingerprints(self, agency: str, phrases: tuple[Phrase, ...]) -> tuple[str, ...]:
        """Return what the phrases become under the keys shared with one neighbour."""
        ...


class Marks(Protocol):
    """Which petitions were marked in this unit of work."""

    def note(self, marked: Marked) -> None:
        """Let it be told when the unit commits."""
        ...
