"""Pictures that come with a petition: whose each is, and how many there may be."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

MOST_PICTURES: Final = 24
"""Of one petition, those of its supplements among them."""
SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, kw_only=True)
class PetitionPicture:
    """One picture; its file stands in the store under the name `digest`.

    `sha256` is the hash of what was sent: sent again, it is the same. `own`: its
    petitioner sent it, else a member of staff put it there. `has_place`: who sent it
    wished that it says where it was taken.
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
