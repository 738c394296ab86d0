"""Carries pictures to intake once it has their matter: each until intake has it."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from minqing_kernel.pictures import CleanPicture
from portal.application.carrying import FAULTS, ROUND
from portal.application.ports import Away, Refused, Seals
from portal.application.views import Receipt

FULL = "too-many-pictures"


@dataclass(frozen=True, kw_only=True)
class ClaimedPicture:
    """A picture that was taken to be carried.

    `answer`: what intake gave for its matter, sealed; empty where the picture itself
    says whose it is.
    """

    picture_id: UUID
    matter_id: UUID | None
    sealed: str
    answer: str


class PictureClaims(Protocol):
    """Decides who carries which picture."""

    def claim_next(self) -> ClaimedPicture | None:
        """Take the one that has waited longest of those that may go; or None."""
        ...

    def put_back(self, picture_id: UUID) -> None:
        """Let it be taken again after a pause that grows with the attempts."""
        ...

    def carried(self, picture_id: UUID, refused: str = "") -> None:
        """Forget it: intake has it, or `refused` it for good."""
        ...


class Attaches(Protocol):
    """Intake's door, as far as pictures go."""

    def attach(self, to: Receipt, content: bytes, *, keep_place: bool) -> None:
        """Send a picture, the same one twice is one; raise Away or Refused."""
        ...


@dataclass(frozen=True, kw_only=True)
class PictureCarrier:
    """Takes pictures to intake, outside any transaction; then nothing is kept here."""

    claims: PictureClaims
    intake: Attaches
    sealer: Seals

    def carry_due(self) -> int:
        """Carry what waits, until intake is away; return how many reached an end."""
        ended = 0
        while ended < ROUND:
            claimed = self.claims.claim_next()
            if claimed is None or not self._carry(claimed):
                break
            ended += 1
        return ended

    def _carry(self, claimed: ClaimedPicture) -> bool:
        """Carry one; say whether its story with the portal ended."""
        told = self.sealer.open(claimed.sealed, str(claimed.picture_id))
        whose, keep_place = self._whose(claimed, told), bool(told["place"])
        try:
            self.intake.attach(whose, b64decode(told["jpeg"]), keep_place=keep_place)
        except Away:
            self.claims.put_back(claimed.picture_id)
            return False
        except Refused as no:
            if no.status not in FAULTS and no.code != FULL:
                self.claims.put_back(claimed.picture_id)
                return False
            self.claims.carried(claimed.picture_id, refused=no.code)
            return True
        self.claims.carried(claimed.picture_id)
        return True

    def _whose(self, claimed: ClaimedPicture, told: dict[str, str]) -> Receipt:
        if claimed.answer:
            told = self.sealer.open(claimed.answer, str(claimed.matter_id))
        return Receipt(receipt=told["receipt"], code=told["code"])


def packed(picture: CleanPicture, whose: Receipt | None = None) -> dict[str, str]:
    """Return what is sealed of a picture; with `whose` it may go at once."""
    told = {
        "jpeg": b64encode(picture.content).decode(),
        "place": "yes" if picture.has_place else "",
    }
    return told | (vars(whose) if whose else {})
