"""Drawing lots that anybody can draw again: SHA-256 over a kept seed and an id.

population digest = SHA-256(ids, a newline between); seed = SHA-256(nonce:digest);
a visit's lot = SHA-256(seed ":" visit id); the lowest lots are drawn, in their order.
The nonce is the server's own randomness, made when the population is frozen: nobody
knows the seed before, and there is one draw a rule, place and period.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final
from uuid import UUID

ALGORITHM: Final = "sha256(sha256(nonce:population):visit), lowest first"


def population_digest(visits: Iterable[UUID]) -> str:
    """Return what a population comes down to, in whatever order it is named."""
    return _sha("\n".join(sorted(str(each) for each in visits)))


def seed_of(nonce: str, digest: str) -> str:
    """Return the seed of a nonce and a population."""
    return _sha(f"{nonce}:{digest}")


def drawn(seed: str, visits: Iterable[UUID], size: int) -> list[UUID]:
    """Return so many visits, the lowest lot first."""
    return sorted(set(visits), key=lambda each: _sha(f"{seed}:{each}"))[:size]


def checker_of(seed: str, visit_id: UUID, able: Sequence[str]) -> str | None:
    """Return who of those able has the lowest lot for a visit; None of nobody."""
    return min(able, key=lambda each: _sha(f"{seed}:{visit_id}:{each}"), default=None)


def _sha(text: str) -> str:
    return sha256(text.encode()).hexdigest()
