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


def status_of(error: type[DomainError]) -> int:
    """Return the HTTP status that a domain error becomes."""
    for kind, status in ((NotFound, 404), (Forbidden, 403), (Invalid, 422)):
        if issubclass(error, kind):
            return status
    return 409


def as_problem(error: BaseException) -> Problem:
    """Turn whatever an operation raised into one refusal, without inner details."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, DomainError):
        wrong = [FieldError(path, code) for path, code in error.fields.items()]
        return Problem(status_of(type(error)), error.code, errors=wrong)
    if isinstance(error, Unauthenticated):
        return unauthenticated(error.code)
    if is_outage(error):
        return Problem(503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
    if isinstance(error, DataError):
        return Problem(422, "invalid")
    return Problem(500, "internal")


def unauthenticated(code: str) -> Problem:
    """Return the refusal of a caller whom we do not know."""
    challenge = 'Bearer realm="minqing"'
    if code != "token-missing":
        challenge += ', error="invalid_token"'
    return Problem(401, code, headers={"WWW-Authenticate": challenge})


def is_outage(error: BaseException) -> bool:
    """Tell whether a part we depend on is away, so that a retry can help."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return isinstance(
        error,
        OperationalError
        | InterfaceError
        | BrokerAway
        | Unavailable
        | PoolTimeout
        | ConnectionError
        | TimeoutError,
    )


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
