"""What the portal sees of its own machine: disk, certificates, the last backup."""

import math
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography import x509

from minqing_kernel.clock import Clock
from portal.domain.watching import Sample

HERE: Final = "portal"
DISK: Final = "disk_free_percent"
CERTIFICATE: Final = "certificate_days_left"
BACKUP: Final = "backup_age_seconds"
DAY: Final = 86_400.0


class Machine:
    """Measures anew at each look: a file may be renewed while the portal runs.

    `mark` is what a backup writes last: its moment, ISO 8601 with its zone.
    """

    def __init__(
        self, certificates: tuple[Path, ...], mark: Path | None, clock: Clock
    ) -> None:
        self._certificates = certificates
        self._mark = mark
        self._clock = clock

    def look(self) -> list[Sample]:
        """Return every number of this machine."""
        return list(self._look(self._clock.now()))

    def _look(self, now: datetime) -> Iterator[Sample]:
        room = shutil.disk_usage("/")
        yield _sample(DISK, 100 * room.free // room.total)
        yield _sample(BACKUP, self._since_backup(now))
        for file in self._certificates:
            yield _sample(CERTIFICATE, days_left(file, now), file.name)

    def _since_backup(self, now: datetime) -> float:
        """Return seconds since the last backup; without end where none is known."""
        try:
            told = self._mark.read_text("utf-8").strip() if self._mark else ""
            return max((now - datetime.fromisoformat(told)).total_seconds(), 0.0)
        except (OSError, ValueError, TypeError):
            return math.inf


def days_left(file: Path, now: datetime) -> float:
    """Return for how many days all certificates of a file are good; none: it is not.

    A file that cannot be read is told as one that has ended.
    """
    try:
        found = x509.load_pem_x509_certificates(file.read_bytes())
    except (OSError, ValueError):
        return 0.0
    ends = min(each.not_valid_after_utc for each in found)
    return max((ends - now).total_seconds() / DAY, 0.0)


def _sample(series: str, number: float, about: str = "") -> Sample:
    return Sample(service=HERE, series=series, number=float(number), about=about)
