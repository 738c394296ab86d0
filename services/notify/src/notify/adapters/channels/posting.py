"""A POST to another's door, and what its answer says of the message."""

import contextlib
from collections.abc import Mapping

import requests
from requests.exceptions import ConnectTimeout, InvalidURL, MissingSchema
from urllib3.exceptions import MaxRetryError, NewConnectionError

from minqing_chassis.patience import at_most
from notify.application.ports import ChannelAway, ChannelRefused, ChannelUnsure

NOT_TAKEN = frozenset({408, 409, 425, 429, 503})
"""It was not taken now, and may be later."""
CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 5.0
CALL_SECONDS = 8.0
"""The whole call: a door that says a byte a second would never end the answer."""
LEAVE_SECONDS = 1.0
SHORT = 1_024
"""Bytes of an answer that are read; what it says beyond its status is nothing to us."""


def post(
    session: requests.Session,
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    within: float = CALL_SECONDS,
) -> None:
    """Send `body`; the answer begins `within` seconds; redirects are not followed.

    Raises ChannelRefused, ChannelAway, or, where nobody knows, ChannelUnsure. What is
    raised names no address and quotes no answer.
    """
    with at_most(within, ChannelUnsure("the call took too long")):
        answer = _answer(session, url, body, headers)
    _leave(answer)
    _judge(answer.status_code)


def _answer(
    session: requests.Session, url: str, body: bytes, headers: Mapping[str, str]
) -> requests.Response:
    try:
        return session.post(
            url,
            data=body,
            headers=dict(headers),
            timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
            allow_redirects=False,
            stream=True,
        )
    except (MissingSchema, InvalidURL) as error:
        raise ChannelRefused("not an address that can be called") from error
    except requests.RequestException as error:
        never = _never_left(error)
        kind = ChannelAway if never else ChannelUnsure
        raise kind(type(error).__name__) from error


def _leave(answer: requests.Response) -> None:
    """Be done with an answer: only a short one is read, to keep the connection."""
    slow = requests.Timeout("the rest of the answer took too long")
    with (
        contextlib.closing(answer),
        contextlib.suppress(requests.RequestException),
        at_most(LEAVE_SECONDS, slow),
    ):
        length = answer.headers.get("Content-Length", "")
        if length.isdecimal() and int(length) <= SHORT:
            _ = answer.content


def _never_left(error: requests.RequestException) -> bool:
    if isinstance(error, ConnectTimeout):
        return True
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else None
    return isinstance(reason, NewConnectionError)


def _judge(status: int) -> None:
    said = f"it answered {status}"
    if status in NOT_TAKEN:
        raise ChannelAway(said)
    if status >= 500:
        raise ChannelUnsure(said)
    if status >= 300:
        raise ChannelRefused(said)
