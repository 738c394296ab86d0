"""Whether ledgers hold together, and nothing is public that may not be."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from minqing_kernel.clock import Clock
from registry.application.rules import Rules
from registry.domain.ledgers.disclosure import Hidden, finding
from registry.domain.ledgers.policy import LedgerPolicy


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with what; nothing of its words."""

    subject: str
    what: str


@dataclass(frozen=True, kw_only=True)
class LedgerCheck:
    """How much was looked at, and what was wrong."""

    items: int
    notices: int
    faults: Sequence[Fault]


class LedgerAudit(Protocol):
    """What a check asks of what is stored."""

    def items(self) -> int:
        """Return how many items there are."""
        ...

    def strayed(self) -> Iterable[UUID]:
        """Return the items that do not stand as their last step says."""
        ...

    def broken(self) -> Iterable[UUID]:
        """Return the items whose steps do not follow each other."""
        ...

    def misfit(self, restricted: Collection[str]) -> Iterable[UUID]:
        """Return what is public and should not be, or the other way round."""
        ...

    def texts(self) -> Iterable[tuple[UUID, str]]:
        """Return what stands in the public list, by its public id."""
        ...


def check_ledgers(audit: LedgerAudit, clock: Clock, rules: Rules) -> LedgerCheck:
    """Look through everything once; change nothing."""
    policy = rules.ledgers_at(clock.now())
    texts = list(audit.texts())
    restricted = {each.code for each in policy.ledgers if each.restricted}
    misfit = audit.misfit(restricted)
    faults = [
        *_of("ledger-item", audit.strayed(), "stands otherwise than its steps say"),
        *_of("ledger-item", audit.broken(), "its steps do not follow each other"),
        *_of("publication", misfit, "is public otherwise than its item says"),
        *_telling(texts, policy),
    ]
    notices = len({key for key, _ in texts})
    return LedgerCheck(items=audit.items(), notices=notices, faults=faults)


def _of(subject: str, keys: Iterable[UUID], what: str) -> Iterator[Fault]:
    for key in keys:
        yield Fault(subject=f"{subject} {key}", what=what)


def _telling(
    texts: Iterable[tuple[UUID, str]], policy: LedgerPolicy
) -> Iterator[Fault]:
    """Yield what would not be published today: the words of a place grow."""
    for key, text in texts:
        found = finding(text, Hidden(), policy.words)
        if found is not None:
            yield Fault(subject=f"public {key}", what=f"tells too much: {found}")
