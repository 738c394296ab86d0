"""A photograph as a visit names it; its file is sent after it (C-22)."""

import re
from dataclasses import dataclass
from typing import Final

from minqing_kernel.errors import Invalid
from registry.domain.values import checked_text

MOST_PHOTOS: Final = 20
LARGEST_PHOTO: Final = 50 * 1024 * 1024
LONGEST_NAME: Final = 120
SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, kw_only=True, order=True, repr=False)
class Photo:
    """Name, SHA-256 and size in bytes: enough to know the very file again."""

    name: str
    sha256: str
    size: int

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "name", checked_text(self.name, "photos", LONGEST_NAME)
        )
        if not SHA256.match(self.sha256) or not 1 <= self.size <= LARGEST_PHOTO:
            raise Invalid(fields={"photos": "bad-photo"})
