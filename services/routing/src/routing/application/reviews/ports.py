"""What the reviews' use cases need, in their own words."""

from collections.abc import Iterable, Mapping
from typing import Protocol
from uuid import UUID

from routing.application.documents.ports import Organs
from routing.application.ports import RoutingWork
from routing.domain.reviews.review import Review


class Reviews(Protocol):
    """The collection of all reviews, one a case."""

    def add(self, review: Review) -> None:
        """Take a new one in; raise ReviewMeanwhile at the latest at the commit."""
        ...

    def get(self, petition_id: UUID) -> Review:
        """Return a case's review, locked; raise ReviewNotFound."""
        ...

    def get_many(self, petition_ids: Iterable[UUID]) -> Mapping[UUID, Review]:
        """Return those that there are, locked."""
        ...


class ReviewsWork(RoutingWork, Protocol):
    """A unit of work with the reviews' room open."""

    @property
    def reviews(self) -> Reviews: ...  # noqa: D102

    @property
    def organs(self) -> Organs: ...  # noqa: D102
