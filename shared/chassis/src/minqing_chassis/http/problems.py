"""RFC 9457: every refusal leaves by this door, in the caller's language."""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kombu.exceptions import OperationalError as BrokerAway
from marshmallow import Schema, fields
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    InterfaceError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from minqing_chassis.http.auth import Unauthenticated
from minqing_chassis.http.texts import Texts
from minqing_kernel.errors import DomainError, Forbidden, Invalid, NotFound

PROBLEM_JSON = "application/problem+json"
TYPE_PREFIX = "urn:minqing:problem:"
RETRY_AFTER_SECONDS = 2
RETRY_LATER_SECONDS = 60

_GENERIC = {
    400: "bad-request",
    401: "token-invalid",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    409: "conflict",
    413: "payload-too-large",
    415: "unsupported-media-type",
    422: "invalid",
    429: "too-many-tries",
    500: "internal",
    503: "unavailable",
}


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong field: its path (`a.b.0`), a stable code, and the code's arguments."""

    field: str
    code: str
    arguments: Mapping[str, Any] = dataclasses.field(default_factory=dict)


class Unavailable(Exception):
    """A part that the operation needs is away for the moment (503)."""


class Problem(Exception):
    """A refusal that is ready to be written."""

    def __init__(
        self,
        status: int,
        code: str = "",
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status = status
        self.code = code or _GENERIC.get(status, "bad-request")
        self.errors = tuple(errors)
        self.headers = dict(headers or {})
        super().__init__(f"{status} {self.code}")


Statuses = Mapping[type[Exception], int]
"""Exception class -> HTTP status; the nearest class of an error decides."""

STATUSES: Statuses = {
    NotFound: 404,
    Forbidden: 403,
    Invalid: 422,
    DomainError: 409,
    DataError: 422,
    OperationalError: 503,
    InterfaceError: 503,
    PoolTimeout: 503,
    BrokerAway: 503,
    Unavailable: 503,
    ConnectionError: 503,
    TimeoutError: 503,
    Exception: 500,
}


class Refusals:
    """Decides what a caller is told about whatever an operation raised."""

    def __init__(self, further: Statuses | None = None) -> None:
        self._statuses = {**STATUSES, **(further or {})}

    def status_of(self, error: type[BaseException]) -> int:
        """Return the HTTP status that an error becomes."""
        known = (
            self._statuses[each] for each in error.__mro__ if each in self._statuses
        )
        return next(known, 500)

    def problem(self, error: Exception) -> Problem:
        """Turn an error into one refusal, without inner details."""
        if isinstance(error, Problem):
            return error
        if isinstance(error, Unauthenticated):
            return unauthenticated(error.code)
        status = self.status_of(type(error))
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            status = 503
        later = {503: RETRY_AFTER_SECONDS, 429: RETRY_LATER_SECONDS}.get(status)
        headers = {} if later is None else {"Retry-After": str(later)}
        if isinstance(error, DomainError):
            wrong = [FieldError(path, code) for path, code in error.fields.items()]
            return Problem(status, error.code, errors=wrong, headers=headers)
        return Problem(status, headers=headers)


def unauthenticated(code: str) -> Problem:
    """Return the refusal of a caller whom we do not know."""
    challenge = 'Bearer realm="minqing"'
    if code != "token-missing":
        challenge += ', error="invalid_token"'
    return Problem(401, code, headers={"WWW-Authenticate": challenge})


class ProblemWriter:
    """Writes refusals as application/problem+json."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def write(self, problem: Problem, language: str, correlation_id: UUID) -> bytes:
        """Return the body of a refusal."""
        generic = _GENERIC.get(problem.status, "internal")
        code = problem.code if problem.code in self._texts else generic
        document: dict[str, Any] = {
            "type": TYPE_PREFIX + problem.code,
            "title": self._texts.find(code, language),
            "status": problem.status,
            "instance": correlation_id.urn,
        }
        detail = self._texts.find(f"{code}.detail", language)
        if detail is not None:
            document["detail"] = detail
        if problem.errors:
            document["errors"] = [self._field(e, language) for e in problem.errors]
        return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")

    def _field(self, error: FieldError, language: str) -> dict[str, str]:
        message = self._texts.find(error.code, language, error.arguments)
        if message is None:
            message = self._texts.find("invalid-value", language) or ""
        return {"field": error.field, "code": error.code, "message": message}


class FieldErrorSchema(Schema):
    """One wrong field."""

    field = fields.String(required=True)
    code = fields.String(required=True)
    message = fields.String(required=True)


class ProblemSchema(Schema):
    """A refusal, as RFC 9457 writes it."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String()
    instance = fields.String(required=True)
    errors = fields.List(fields.Nested(FieldErrorSchema))
