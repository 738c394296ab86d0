"""What a census can be asked to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from registry.application.commands import RegistryCommand


@dataclass(frozen=True, kw_only=True, repr=False)
class TakeCensus(RegistryCommand):
    """Say many things of a place at once: all of them hold, or none."""

    said: Sequence[RegistryCommand]
