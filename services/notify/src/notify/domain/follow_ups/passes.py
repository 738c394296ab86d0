"""Rating codes (评价码) that staff hand out: for one use, for a time, never kept."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from notify.domain.follow_ups.errors import PassRefused
from notify.domain.follow_ups.policy import FollowUpPolicy


class Way(StrEnum):
    """Where a code is used: shown at the window (现场评议, B-09), or sent."""

    SPOT = "spot"
    LINK = "link"


@dataclass(eq=False, kw_only=True)
class Pass(Aggregate):
    """The right to answer once; the code itself is known to its holder alone.

    It is for the question about a petition (`about`) at that `case_revision`, or,
    without one, for the rating `about`.
    """

    code_hash: str
    way: Way
    about: UUID
    case_revision: int | None
    issued_by: str
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None = None

    def use(self, *, at: datetime) -> None:
        """Use it up; raise PassRefused if it was, or is too old."""
        if self.used_at is not None or at > self.expires_at:
            raise PassRefused
        self.used_at = at

    @property
    def signature(self) -> str:
        """Return how an answer that came by it is signed: `petitioner:spot`."""
        return f"petitioner:{self.way}"


def hash_of(code: str) -> str:
    """Return what is kept of a code."""
    return sha256(code.encode()).hexdigest()


def expiry(way: Way, policy: FollowUpPolicy, *, at: datetime) -> datetime:
    """Return until when a code is good."""
    return at + (policy.spot_life if way is Way.SPOT else policy.link_life)
