"""Other systems are told by a POST, signed so that they can tell it from a forgery.

The body is a CloudEvent (structured JSON); `webhook-id`, `webhook-timestamp` and
`webhook-signature` are those of Standard Webhooks: HMAC-SHA256 with the subscription's
secret over id, time and body. Who hears drops a second message by its `webhook-id`.
"""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable

import requests

from notify.adapters.channels.guarded import Networks, guarded_session
from notify.adapters.channels.posting import CALL_SECONDS, post
from notify.application.ports import ChannelRefused, Contact, Message
from notify.domain.sending.means import Means

WINDOW = 50
CLOUD_EVENT = "application/cloudevents+json; charset=utf-8"


class WebhookChannel:
    """Posts to each subscriber's own address; of our own house, to `inside` alone.

    A whole call takes no longer than `within` seconds.
    """

    name = "webhook"
    means = Means.WEBHOOK
    keyed = True
    bare = False
    window = WINDOW

    def __init__(
        self,
        secret_of: Callable[[str], str],
        inside: Networks = (),
        *,
        within: float = CALL_SECONDS,
    ) -> None:
        self._secret_of = secret_of
        self._within = within
        self._inside = inside
        self._session: requests.Session | None = None

    def reaches(self, contact: Contact) -> bool:
        """Say whether it is a system that we are to tell."""
        return contact.hook is not None

    def send(self, message: Message) -> None:
        """Post a signed CloudEvent."""
        hook = message.to.hook
        if hook is None:
            raise ChannelRefused("no system to tell")
        if self._session is None:
            self._session = guarded_session(self._inside)
        body, at = message.body.encode("utf-8", "replace"), str(int(time.time()))
        key = str(message.key)
        headers = {
            "Content-Type": CLOUD_EVENT,
            "X-Correlation-Id": str(message.correlation_id),
            "webhook-id": key,
            "webhook-timestamp": at,
            "webhook-signature": signature(self._secret_of(hook.key), key, at, body),
        }
        post(self._session, hook.url, body, headers, within=self._within)

    def rest(self) -> None:
        """Close the connections."""
        session, self._session = self._session, None
        if session is not None:
            session.close()


def signature(secret: str, key: str, at: str, body: bytes) -> str:
    """Return what the header holds for a message."""
    signed = hmac.new(secret.encode(), f"{key}.{at}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(signed.digest()).decode()
