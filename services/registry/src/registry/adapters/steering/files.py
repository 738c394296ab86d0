"""Where the files of regulations are: sealed, in a room of their own (D-24)."""

from minqing_chassis.files import SealedFiles
from registry.domain.steering.errors import RegulationFileMissing


class RegulationFiles(SealedFiles):
    """Apart from pictures: who records a hash gets no picture by it."""

    def fetch(self, digest: str) -> bytes:
        """Return what was kept; raise RegulationFileMissing."""
        try:
            return self.read(digest)
        except FileNotFoundError:
            raise RegulationFileMissing from None
