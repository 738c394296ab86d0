"""One id for the whole story of a petition, from the request to the last notice."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID, uuid4

current: ContextVar[UUID | None] = ContextVar("correlation_id", default=None)
"""The id of what this greenthread is doing; each greenthread has a value of its own."""


@contextmanager
def correlated(correlation_id: UUID) -> Iterator[UUID]:
    """Do the inner work, and log it, on account of one story."""
    token = current.set(correlation_id)
    try:
        yield correlation_id
    finally:
        current.reset(token)


def correlation_from(text: str | None) -> UUID:
    """Return the id that a caller sent, or a new one if it sent none or nonsense."""
    if text is not None and len(text) == 36:
        try:
            return UUID(text)
        except ValueError:
            pass
    return uuid4()
