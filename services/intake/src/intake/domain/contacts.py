"""Later contacts: one first channel, and a list of what followed (A-09)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from intake.domain.channel import Channel
from intake.domain.errors import BrokenPetition
from minqing_kernel.messages import Actor
from minqing_kernel.text import clean

LONGEST_ENTRY = 5_000


@dataclass(frozen=True, kw_only=True)
class ContactEntry:
    """One later contact: by which channel, what was said, who noted it."""

    petition_id: UUID
    channel: Channel
    words: str
    noted_by: str
    organisation_id: str | None
    at: datetime

    @classmethod
    def of(
        cls,
        petition_id: UUID,
        channel: Channel,
        words: str,
        *,
        by: Actor,
        at: datetime,
    ) -> Self:
        """Return an entry of cleaned words; raise BrokenPetition, Unreadable."""
        said = clean(words, field="text")
        if not said:
            raise BrokenPetition(fields={"text": "required"})
        if len(said) > LONGEST_ENTRY:
            raise BrokenPetition(fields={"text": "too-long"})
        return cls(
            petition_id=petition_id,
            channel=channel,
            words=said,
            noted_by=by.id,
            organisation_id=by.organisation_id,
            at=at,
        )
