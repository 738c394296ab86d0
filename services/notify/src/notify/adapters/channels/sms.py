"""Text messages by a provider's HTTP door."""

import json
from dataclasses import dataclass, field

import requests

from notify.adapters.channels.posting import post
from notify.application.ports import Contact, Message
from notify.domain.sending.means import Means

KEYED_WINDOW = 50
"""Calls begun together where a second one does no harm."""


@dataclass(frozen=True, kw_only=True)
class SmsProvider:
    """One provider: where it listens, and whether it knows `Idempotency-Key`."""

    name: str
    url: str
    token: str = field(default="", repr=False)
    idempotency_key: bool = False


class SmsChannel:
    """Sends one text at a time over one connection a batch."""

    means = Means.SMS
    bare = False

    def __init__(self, provider: SmsProvider) -> None:
        self.name = provider.name
        self.keyed = provider.idempotency_key
        self.window = KEYED_WINDOW if self.keyed else 1
        self._provider = provider
        self._session: requests.Session | None = None

    def reaches(self, contact: Contact) -> bool:
        """Say whether there is a telephone."""
        return bool(contact.telephone)

    def send(self, message: Message) -> None:
        """Hand a text to the provider."""
        if self._session is None:
            self._session = requests.Session()
        body = {
            "to": message.to.telephone,
            "title": message.subject,
            "text": message.body,
            "reference": str(message.key),
        }
        written = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        post(self._session, self._provider.url, written, self._headers(message))

    def rest(self) -> None:
        """Close the connection."""
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _headers(self, message: Message) -> dict[str, str]:
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "X-Correlation-Id": str(message.correlation_id),
        }
        if self._provider.token:
            headers["Authorization"] = f"Bearer {self._provider.token}"
        if self.keyed:
            headers["Idempotency-Key"] = str(message.key)
        return headers
