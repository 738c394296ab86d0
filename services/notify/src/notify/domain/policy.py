"""The place's rules of notify, one part for each of its works."""

from dataclasses import dataclass, field
from typing import Final

from notify.domain.figures.policy import DEFAULT_RATES, RatesPolicy
from notify.domain.follow_ups.policy import FollowUpPolicy
from notify.domain.sending.policy import SendingPolicy


@dataclass(frozen=True, kw_only=True)
class NotifyPolicy:
    """One edition of the rules; `code` names it."""

    code: str
    sending: SendingPolicy = field(default_factory=SendingPolicy)
    follow_up: FollowUpPolicy = field(default_factory=FollowUpPolicy)
    rates: RatesPolicy = DEFAULT_RATES


STATUTE: Final = NotifyPolicy(code="statute")
"""What holds where a place says nothing."""
