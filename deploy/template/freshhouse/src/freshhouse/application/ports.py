"""What freshhouse's core needs of the world; the adapters provide it."""

from typing import Protocol

from minqing_kernel.bus import UnitOfWork


class FreshhouseWork(UnitOfWork, Protocol):
    """One transaction of freshhouse; its collections become properties here."""
