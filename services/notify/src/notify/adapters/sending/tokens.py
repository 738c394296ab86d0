"""Proof that somebody was sent a notice about a petition: they may see and say more."""

import hmac
from uuid import UUID

from minqing_chassis.sealing import Sealer
from notify.domain.errors import InboxTokenRefused

PURPOSE = "petitioner-inbox"
DIGITS = 40


class InboxTokens:
    """40 hex digits, made with the agency's keys; nothing is stored."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    def issue(self, petition_id: UUID) -> str:
        """Return the token of a petition's petitioner."""
        return self._sealer.blind_index(str(petition_id), PURPOSE)[:DIGITS]

    def check(self, petition_id: UUID, token: str) -> None:
        """Raise InboxTokenRefused for any other token."""
        if not hmac.compare_digest(self.issue(petition_id), token):
            raise InboxTokenRefused


class HookSecrets:
    """Secrets that sign what other systems are told; made anew each time, not kept."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    def of(self, key: str) -> str:
        """Return the secret of a subscription's generation."""
        return self._sealer.blind_index(key, "webhook-secret")
