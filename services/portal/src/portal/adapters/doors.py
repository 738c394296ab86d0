"""The doors of intake and notify, over HTTP, with what a resident may do there."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

import requests
from marshmallow import Schema, ValidationError

from portal.adapters import replies
from portal.adapters.lines import ANSWER_SECONDS, line_to
from portal.application.ports import Away, Refused
from portal.application.views import Receipt

PRINT_SECONDS: Final = 25.0
"""A paper is laid out in a process of its own, one after the other: people wait."""
UNAVAILABLE: Final = 500
JSON: Final = "application/json"
JPEG: Final = "image/jpeg"
PDF: Final = "application/pdf"


class Door:
    """One service's HTTP door; what it says becomes an answer, Away or Refused."""

    def __init__(self, url: str) -> None:
        self._line = line_to(url)

    def get(
        self,
        path: str,
        language: str,
        reply: type[Schema],
        **query: str | int,
    ) -> dict[str, Any]:
        """Ask."""
        answer = self._send("GET", path, language, params=query)
        return read_reply(answer, reply)

    def post(
        self,
        path: str,
        language: str,
        body: bytes | Mapping[str, Any],
        key: str | None = None,
    ) -> requests.Response:
        """Send a body; `key` makes it safe to send again."""
        headers = {"Idempotency-Key": key} if key else {}
        if isinstance(body, bytes):
            headers["Content-Type"] = JSON
            return self._send("POST", path, language, headers=headers, data=body)
        return self._send("POST", path, language, headers=headers, json=body)

    def put(self, path: str, content: bytes, headers: Mapping[str, str]) -> None:
        """Put a picture or paper where its own name says; twice is once."""
        said = {"Content-Type": kind_of(content), **headers}
        self._send("PUT", path, "zh-CN", headers=said, data=content)

    def _send(
        self,
        method: str,
        path: str,
        language: str,
        headers: Mapping[str, str] | None = None,
        patience: float = ANSWER_SECONDS,
        **what: Any,  # noqa: ANN401
    ) -> requests.Response:
        sent = {"Accept-Language": language, **(headers or {})}
        answer = self._line.send(method, path, sent, patience, **what)
        if answer.status_code >= UNAVAILABLE:
            raise Away(str(answer.status_code))
        if not 200 <= answer.status_code < 300:
            raise _refused(answer)
        return answer


class IntakeDoor:
    """What a resident does at intake's door."""

    def __init__(self, url: str) -> None:
        self._door = Door(url)

    def submit(self, body: bytes, key: str, language: str) -> Receipt:
        """Tell a matter, once for each key."""
        answer = self._door.post("/v1/petitions", language, body, key)
        told = read_reply(answer, replies.SubmittedReply)
        return Receipt(receipt=told["receipt"], code=told["tracking_code"])

    def matter(self, receipt: str, code: str, language: str) -> dict[str, Any]:
        """Return where a matter stands."""
        path = f"/v1/petitions/{quote(receipt, safe='')}"
        return self._door.get(path, language, replies.MatterReply, code=code)

    def supplement(self, receipt: str, code: str, text: str, language: str) -> None:
        """Give what was missing."""
        path = f"/v1/petitions/{quote(receipt, safe='')}/answer"
        self._door.post(path, language, {"text": text, "code": code})

    def attach(self, to: Receipt, content: bytes, *, keep_place: bool) -> None:
        """Send a picture or paper of a matter; the same one twice is one."""
        path = f"/v1/petitions/{quote(to.receipt, safe='')}/pictures/"
        self._door.put(
            path + sha256(content).hexdigest(),
            content,
            {"Tracking-Code": to.code, "Keep-Place": str(keep_place).lower()},
        )

    def withdraw(self, receipt: str, code: str, reason: str, language: str) -> None:
        """Take a matter back; sent twice, it is taken back once."""
        path = f"/v1/petitions/{quote(receipt, safe='')}/withdraw"
        self._door.post(path, language, {"reason": reason, "code": code})

    def consent(self, receipt: str, code: str, holds: bool, language: str) -> None:
        """Say whether publication is agreed to; said twice, it is said once."""
        path = f"/v1/petitions/{quote(receipt, safe='')}/consent"
        self._door.post(path, language, {"holds": holds, "code": code})

    def request_review(
        self, receipt: str, code: str, received_on: date, reason: str, language: str
    ) -> None:
        """Ask for a review of the answer; sent twice, it is asked once."""
        path = f"/v1/petitions/{quote(receipt, safe='')}/review"
        said = {"answer_received_on": received_on.isoformat(), "reason": reason}
        self._door.post(path, language, {**said, "code": code})

    def nearby(
        self, text: str, place: str, asker: str, language: str
    ) -> list[dict[str, Any]]:
        """Return at most three open matters near by that resemble what is told.

        Raises Refused, 429 where the asker has asked too often.
        """
        body = {"text": text, "place": place, "asker": asker}
        answer = self._door.post("/v1/nearby-matters", language, body)
        found: list[dict[str, Any]] = read_reply(answer, replies.NearbyReply)["matters"]
        return found

    def category_names(self, language: str) -> dict[str, str]:
        """Return the name of each category."""
        told = self._door.get("/v1/categories", language, replies.CategoriesReply)
        return {
            each["code"]: each["names"].get(language, each["code"])
            for each in told["categories"]
        }

    def channels(self, language: str) -> dict[str, Any]:
        """Return how and when to come."""
        return self._door.get("/v1/channels", language, replies.ChannelsReply)


class NotifyDoor:
    """What a resident does at notify's door: rating."""

    def __init__(self, url: str) -> None:
        self._door = Door(url)

    def rate(
        self, petition_id: UUID, token: str, verdict: Mapping[str, Any], language: str
    ) -> None:
        """Answer the question about a resolution, with the notice's code."""
        path = f"/v1/follow-ups/{petition_id}/answer"
        self._door.post(path, language, {**verdict, "token": token})

    def rate_by_pass(
        self, code: str, verdict: Mapping[str, Any], language: str
    ) -> None:
        """Answer with a code that was handed out on the spot."""
        self._door.post("/v1/passes/answer", language, {**verdict, "code": code})


def kind_of(content: bytes) -> str:
    """Return what a file is that was made anew: a paper, or else a picture."""
    return PDF if content.startswith(b"%PDF-") else JPEG


def read_reply(answer: requests.Response, reply: type[Schema]) -> dict[str, Any]:
    """Return what an answer says; one that cannot be read is as good as none."""
    return read_content(answer.content, reply)


def read_content(content: bytes, reply: type[Schema]) -> dict[str, Any]:
    """Return what the body of an answer says."""
    try:
        told: dict[str, Any] = _reading(reply).load(json.loads(content))
    except (ValueError, ValidationError):
        raise Away("unreadable") from None
    return told


@cache
def _reading(reply: type[Schema]) -> Schema:
    """Return the one that reads all replies of a kind: making it costs more."""
    return reply()


def _refused(answer: requests.Response) -> Refused:
    try:
        told = _reading(replies.ProblemReply).load(answer.json())
    except (ValueError, ValidationError):
        return Refused("refused", status=answer.status_code)
    messages = [each["message"] for each in told["errors"] if each["message"]]
    said = [told["title"], told["detail"], *messages]
    return Refused(
        told["type"].rpartition(":")[2] or "refused",
        status=answer.status_code,
        said=" · ".join(each for each in said if each),
        fields={e["field"]: e["message"] for e in told["errors"] if e["message"]},
    )
