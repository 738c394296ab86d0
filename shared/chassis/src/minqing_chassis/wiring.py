"""Gives nameko's workers the parts that a service's bootstrap assembled."""

from collections.abc import Callable
from typing import Any

from nameko.extensions import DependencyProvider


class Wired(DependencyProvider):
    """Hands `find()`, the service's assembled parts, to every worker."""

    def __init__(self, find: Callable[[], Any]) -> None:
        self._find = find

    def setup(self) -> None:
        """Assemble before anything starts."""
        self._parts = self._find()

    def get_dependency(self, _worker: object) -> Any:  # noqa: ANN401
        """Hand the parts to a worker."""
        return self._parts
