"""A collection that may also be asked for what it does not have."""

from typing import Any, TypeVar

from minqing_chassis.repository import Repository
from minqing_kernel.aggregate import Aggregate

A = TypeVar("A", bound=Aggregate)


class Shelf(Repository[A]):
    """Gives None for what is not there."""

    def find(self, key: Any) -> A | None:  # noqa: ANN401
        """Return one aggregate, locked until the unit ends, if it is known."""
        return self.get_many([key]).get(key)
