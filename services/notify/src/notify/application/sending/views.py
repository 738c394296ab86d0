"""What queries about the sending return: flat, frozen, without personal data."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class CallView:
    """One call to a provider, as the journal has it."""

    call_id: UUID
    channel: str
    keyed: bool
    doubled: bool
    state: str
    error: str
    begun_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ErrandView:
    """What somebody is to be told by a person, in words that name nobody."""

    errand_id: UUID
    notice_id: UUID
    petition_id: UUID
    receipt: str
    means: str
    organisation_id: str | None
    step: str
    audience: str
    subject: str
    body: str
    state: str
    tries: int
    done_by: str | None
    asked_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class MessageView:
    """What a petitioner finds when they look themselves."""

    errand_id: UUID
    receipt: str
    step: str
    subject: str
    body: str
    asked_at: datetime
