"""Where a walk through the portal stops to be looked at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.browser.scene import Scene


@dataclass(frozen=True)
class Stop:
    """A page on the way; one drawn by a form is not asked for again in other words."""

    name: str
    again: bool = True


Walk = Callable[[Any, Scene], Iterator[Stop]]
