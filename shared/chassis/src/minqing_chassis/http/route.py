"""The table a service writes to describe its HTTP door; all else derives from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Any, Final, TypeAlias

from marshmallow import Schema

from minqing_kernel.errors import DomainError
from minqing_kernel.messages import Actor, Cause, Role

JSON: Final = "application/json"
BODY_LIMIT: Final = 256 * 1024
"""How many bytes a request body may have unless its route says otherwise."""


class Public(Enum):
    """Marks a route that anyone may call."""

    PUBLIC = "public"


PUBLIC: Final = Public.PUBLIC
"""No token is needed; a valid one is honoured, an invalid one is refused (401)."""

STAFF: Final = frozenset({Role.CLERK, Role.HANDLER, Role.SUPERVISOR})
"""Everyone who works on petitions at an agency."""


class Idempotency(StrEnum):
    """Whether a route reads the Idempotency-Key header."""

    IGNORED = "ignored"
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Request:
    """One call, already checked: its values are loaded, its actor is known.

    `params` come from the path (a typed converter such as `{id:uuid}` gives a UUID),
    `query`, `headers` and `body` are what the route's schemas loaded (empty without a
    schema). `language` is zh-CN, zh-TW or en. `raw_body` is the body as it was sent.
    """

    params: Mapping[str, Any]
    query: dict[str, Any]
    body: dict[str, Any]
    actor: Actor
    cause: Cause
    language: str
    idempotency_key: str | None = None
    raw_body: bytes = b""
    headers: dict[str, Any] = field(default_factory=dict)
    environ: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def header(self, name: str) -> str | None:
        """Return one header as it was sent, or None."""
        value = self.environ.get("HTTP_" + name.upper().replace("-", "_"))
        return None if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Reply:
    """What an operation answers.

    `body` is anything that JSON can say (also UUID, date, datetime, Decimal, set,
    dataclass), or bytes that go out as they are under the route's media type; an
    iterator of bytes goes out piece by piece.
    """

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Operation: TypeAlias = Callable[[Request], Reply]
ReplySchema: TypeAlias = type[Schema] | None


@dataclass(frozen=True, kw_only=True)
class Route:
    """One row of the table.

    `path` is a Falcon template (`/v1/cases/{id:uuid}`). `roles` says who may call, or
    PUBLIC. `body`, `query` and `headers` are marshmallow schemas; unknown body and
    query fields are refused. `replies` maps each successful status to the schema of
    its body (None: no body). `errors` lists the domain errors it may raise.
    `takes` names the media types of a body that is a file, taken as it is; one that is
    given is of `media_type`, or `or_media_type`, which its reply then says.
    """

    method: str
    path: str
    operation: Operation
    summary: str
    roles: frozenset[Role] | Public
    body: type[Schema] | None = None
    query: type[Schema] | None = None
    headers: type[Schema] | None = None
    replies: Mapping[int, ReplySchema] = field(default_factory=lambda: {200: None})
    errors: tuple[type[DomainError], ...] = ()
    tag: str = ""
    description: str = ""
    idempotency: Idempotency = Idempotency.IGNORED
    body_limit: int = BODY_LIMIT
    takes: tuple[str, ...] = ()
    media_type: str = JSON
    or_media_type: str = ""
    operation_id: str = ""
    reads_token: bool = True
    """False: who calls is never asked, and a wrong token is not refused."""

    def __post_init__(self) -> None:
        """Refuse a row that would open a door by mistake."""
        if not isinstance(self.roles, Public) and not self.roles:
            raise ValueError(f"{self.method} {self.path}: name a role, or PUBLIC")
        if not self.reads_token and not isinstance(self.roles, Public):
            raise ValueError(f"{self.method} {self.path}: roles stand in a token")
        if self.method not in {"GET", "POST", "PUT", "PATCH", "DELETE"}:
            raise ValueError(f"{self.path}: no such method: {self.method}")
        if self.has_body and self.method == "GET":
            raise ValueError(f"{self.path}: a GET has no body")

    @property
    def has_body(self) -> bool:
        """Tell whether it takes a body, be it JSON or a file."""
        return self.body is not None or bool(self.takes)

    @property
    def name(self) -> str:
        """Return the operation's id in the OpenAPI document."""
        return self.operation_id or str(
            getattr(self.operation, "__name__", type(self.operation).__name__)
        )
