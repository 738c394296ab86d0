"""Where the files of regulations are: sealed, in a folder of their own (D-24)."""

from minqing_chassis.sealed_folder import SealedFolder
from registry.domain.steering.errors import RegulationFileMissing


class RegulationFiles(SealedFolder):
    """Apart from pictures: who records a hash gets no picture by it."""

    def fetch(self, digest: str) -> bytes:
        """Return what was kept; raise RegulationFileMissing."""
        try:
            return self.read(digest)
        except FileNotFoundError:
            raise RegulationFileMissing from None
