"""Pictures and papers that come with a petition: whose, and how many at most."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from minqing_kernel.pictures import ending_of, media_type_of

MOST_PICTURES: Final = 24
"""Of one petition, papers among them, those of its supplements too."""
SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, kw_only=True)
class PetitionPicture:
    """One picture, or a paper of so many `pages`; its file is named `digest`.

    `sha256` is the hash of what was sent: sent again, it is the same. `own`: its
    petitioner sent it, else a member of staff put it there. `has_place`: who sent it
    wished that it says where it was taken. `small` names the file of the small one.
    """

    petition_id: UUID
    sha256: str
    digest: str
    width: int
    height: int
    bytes: int
    has_place: bool
    own: bool
    kept_by: str
    kept_at: datetime
    pages: int = 0
    small: str | None = None

    @property
    def media_type(self) -> str:
        """Return what it is, as the wire says it."""
        return media_type_of(self.pages)

    @property
    def saved_as(self) -> str:
        """Return the name by which it is given; it tells nothing."""
        return f"{self.sha256[:12]}.{ending_of(self.pages)}"
