"""Sealed files of which nothing was ever written down: let go after a day.

A file is kept before its row is written; where the writing failed, nobody will ask for
it again.
"""

import time
from collections.abc import Callable, Collection
from itertools import islice
from typing import Final

from minqing_chassis.files import SealedFiles
from minqing_chassis.observability.metrics import Metrics

DAY: Final = 86_400.0
AT_ONCE: Final = 500
"""So many files are asked about in one go."""
Known = Callable[[Collection[str]], Collection[str]]
"""Says which of some names are written down."""


class OrphanSweep:
    """Asks the database about every file that is a day old; counts what it lets go."""

    def __init__(
        self, files: SealedFiles | None, known: Known, metrics: Metrics
    ) -> None:
        self._files = files
        self._known = known
        self._count = metrics.counter(
            "orphan_files_swept", "Sealed files without a row that were let go"
        )

    def run(self, now: Callable[[], float] = time.time) -> int:
        """Let go of those without a row; return how many. Broken off, it goes on."""
        if self._files is None:
            return 0
        begun = now() - DAY
        swept = self._files.drop_parts(begun)
        names = self._files.older(begun)
        while asked := list(islice(names, AT_ONCE)):
            for each in set(asked) - set(self._known(asked)):
                swept += self._files.forget_older(each, begun)
        self._count.inc(swept)
        return swept
