"""One route at work: check, load, run, answer; nothing is looked up per request."""

import logging
from collections.abc import Callable, Iterator, Mapping
from time import perf_counter
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

import falcon
from marshmallow import EXCLUDE, RAISE, Schema, fields

from minqing_chassis.http import bodies
from minqing_chassis.http.auth import Unauthenticated, Verifies
from minqing_chassis.http.problems import (
    PROBLEM_JSON,
    FieldError,
    Problem,
    ProblemWriter,
    Refusals,
    unauthenticated,
)
from minqing_chassis.http.route import (
    JSON,
    PUBLIC,
    Idempotency,
    Reply,
    Request,
    Route,
)
from minqing_chassis.http.strictness import strict_json, strict_text
from minqing_chassis.http.texts import language_for
from minqing_chassis.http.validation import load
from minqing_chassis.http.writing import write_json
from minqing_chassis.observability.correlation import correlated, correlation_from
from minqing_kernel.messages import ANYONE, Actor, Cause

Observe = Callable[[str, str, int, float], None]
"""Takes route template, method, status, seconds."""

QUERY_FIELDS_LIMIT = 100

_log = logging.getLogger("minqing.http")


class Responder:
    """Answers the calls of one route; a Falcon responder."""

    def __init__(
        self,
        route: Route,
        verifier: Verifies | None,
        problems: ProblemWriter,
        refusals: Refusals,
        observe: Observe | None,
    ) -> None:
        self.route = route
        self._verifier = verifier
        self._problems = problems
        self._refusals = refusals
        self._observe = observe
        self._body = None if route.body is None else _body_schema(route.body)
        self._query = None if route.query is None else Query(route.query)
        self._headers = None if route.headers is None else Headers(route.headers)

    def respond(
        self, req: falcon.Request, resp: falcon.Response, **params: object
    ) -> None:
        """Answer one call; whatever happens, a reply or a problem is set."""
        started = perf_counter()
        environ = req.env
        with correlated(
            correlation_from(environ.get("HTTP_X_CORRELATION_ID"))
        ) as correlation_id:
            try:
                reply = self._run(environ, params, correlation_id)
                self._set_reply(resp, reply)
            except Exception as error:
                problem = self._refusals.problem(error)
                set_problem(environ, resp, problem, self._problems, correlation_id)
                log_failure(problem, error, self.route.path)
            resp.set_header("X-Correlation-Id", str(correlation_id))
            seconds = perf_counter() - started
            status = resp.status_code
            if self._observe is not None:
                self._observe(self.route.path, req.method, status, seconds)
            log_access(self.route.path, req.method, status, seconds)

    def _run(
        self, environ: dict[str, Any], params: dict[str, object], correlation_id: UUID
    ) -> Reply:
        route = self.route
        actor = self._authenticate(environ)
        for value in params.values():
            if isinstance(value, str) and not bodies.storable(value):
                raise Problem(404)
        key = self._idempotency_key(environ)
        query = {} if self._query is None else self._query.load(environ)
        headers = {} if self._headers is None else self._headers.load(environ)
        raw, body = self._load_body(environ)
        return route.operation(
            Request(
                params=params,
                query=query,
                body=body,
                actor=actor,
                cause=Cause(correlation_id=correlation_id, actor=actor),
                language=language_for(environ.get("HTTP_ACCEPT_LANGUAGE")),
                idempotency_key=key,
                raw_body=raw,
                headers=headers,
                environ=environ,
            )
        )

    def _authenticate(self, environ: dict[str, Any]) -> Actor:
        if not self.route.reads_token:
            return ANYONE
        roles = self.route.roles
        credentials = environ.get("HTTP_AUTHORIZATION")
        if credentials is None:
            if roles is PUBLIC:
                return ANYONE
            raise unauthenticated("token-missing")
        scheme, _, token = credentials.partition(" ")
        if scheme.lower() != "bearer" or self._verifier is None:
            raise Unauthenticated
        actor = self._verifier.verify(token.strip())
        if roles is not PUBLIC and actor.role not in roles:
            raise Problem(403, "role-not-allowed")
        return actor

    def _idempotency_key(self, environ: dict[str, Any]) -> str | None:
        wanted = self.route.idempotency
        if wanted is Idempotency.IGNORED:
            return None
        key: str | None = environ.get("HTTP_IDEMPOTENCY_KEY")
        if key is None:
            if wanted is Idempotency.REQUIRED:
                raise Problem(400, "idempotency-key-missing")
            return None
        if not 1 <= len(key) <= 255 or not (key.isascii() and key.isprintable()):
            raise Problem(400, "idempotency-key-invalid")
        return key

    def _load_body(self, environ: dict[str, Any]) -> tuple[bytes, dict[str, Any]]:
        if self.route.takes:
            bodies.require_type(environ.get("CONTENT_TYPE"), self.route.takes)
            return self._raw(environ, "file-missing"), {}
        if self._body is None:
            return b"", {}
        raw = self._raw(environ, "body-missing")
        bodies.require_json(environ.get("CONTENT_TYPE"))
        return raw, load(self._body, bodies.parse_json(raw))

    def _raw(self, environ: dict[str, Any], missing: str) -> bytes:
        raw = bodies.read_body(environ, self.route.body_limit)
        if not raw:
            raise Problem(400, missing)
        return raw

    def _set_reply(self, resp: falcon.Response, reply: Reply) -> None:
        body = reply.body
        if isinstance(body, bytes):
            resp.data = body
            resp.content_type = self.route.media_type
        elif isinstance(body, Iterator):
            resp.stream = body
            resp.content_type = self.route.media_type
        elif body is not None:
            resp.data = write_json(body)
            resp.content_type = JSON
        resp.status = reply.status
        resp.set_header("Cache-Control", "no-store")
        for name, value in reply.headers.items():
            resp.set_header(name, value)


def _body_schema(schema: type[Schema]) -> Schema:
    return strict_json(schema(unknown=RAISE))


class Query:
    """Loads the query string: repeated names become lists, unknown ones are refused."""

    def __init__(self, schema: type[Schema]) -> None:
        self._schema = strict_text(schema(unknown=RAISE))
        self._lists = {
            each.data_key or name
            for name, each in self._schema.load_fields.items()
            if isinstance(each, fields.List | fields.Tuple)
        }

    def load(self, environ: Mapping[str, Any]) -> dict[str, Any]:
        """Return the loaded values; raise Problem 400 or 422."""
        values: dict[str, Any] = {}
        for name, value in _pairs(environ.get("QUERY_STRING", "")):
            values.setdefault(name, []).append(value)
        for name, given in values.items():
            if len(given) == 1 and name not in self._lists:
                values[name] = given[0]
        unstorable = list(bodies.find_unstorable(values))
        if unstorable:
            raise Problem(422, "validation-failed", errors=unstorable)
        return load(self._schema, values)


def _pairs(query: str) -> list[tuple[str, str]]:
    if not query:
        return []
    try:
        return parse_qsl(
            query,
            keep_blank_values=True,
            errors="strict",
            max_num_fields=QUERY_FIELDS_LIMIT,
        )
    except UnicodeDecodeError:
        raise Problem(400, "bad-encoding") from None
    except ValueError:
        raise Problem(400, "bad-request") from None


class Headers:
    """Loads the headers a schema names by `data_key`; all others are left alone."""

    def __init__(self, schema: type[Schema]) -> None:
        self._schema = schema(unknown=EXCLUDE)
        names = (each.data_key or n for n, each in self._schema.load_fields.items())
        self._names = {name: _environ_key(name) for name in names}

    def load(self, environ: Mapping[str, Any]) -> dict[str, Any]:
        """Return the loaded values; raise Problem 422."""
        values: dict[str, str] = {}
        for name, key in self._names.items():
            if key in environ:
                values[name] = _header_text(name, str(environ[key]))
        return load(self._schema, values)


def _environ_key(header: str) -> str:
    return "HTTP_" + header.upper().replace("-", "_")


def _header_text(name: str, value: str) -> str:
    try:
        text = value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        text = "\x00"
    if not bodies.storable(text):
        wrong = FieldError(name, "unreadable")
        raise Problem(422, "validation-failed", errors=[wrong])
    return text


def set_problem(
    environ: Mapping[str, Any],
    resp: falcon.Response,
    problem: Problem,
    writer: ProblemWriter,
    correlation_id: UUID,
) -> None:
    """Make a refusal the answer."""
    language = language_for(environ.get("HTTP_ACCEPT_LANGUAGE"))
    resp.status = problem.status
    resp.content_type = PROBLEM_JSON
    resp.data = writer.write(problem, language, correlation_id)
    resp.set_header("Content-Language", language)
    resp.set_header("Cache-Control", "no-store")
    for name, value in problem.headers.items():
        resp.set_header(name, value)


def log_failure(problem: Problem, error: BaseException, path: str) -> None:
    """Keep what the caller is not told: the trace of a failure of our own."""
    if problem.status == 500:
        _log.error("operation failed: %s", path, exc_info=error)
    elif problem.status == 503 and not isinstance(error, Problem):
        _log.warning("unavailable: %s: %s", path, type(error).__name__)
    elif problem.status == 422 and not isinstance(error, Problem):
        _log.info("refused: %s: %s", path, problem.code)


def log_access(path: str, method: str, status: int, seconds: float) -> None:
    """Write the access line: every answer at INFO, our own failures at WARNING."""
    level = logging.WARNING if status >= 500 else logging.DEBUG
    if _log.isEnabledFor(level):
        _log.log(
            level,
            "%s %s %d",
            method,
            path,
            status,
            extra={"route": path, "status": status, "ms": round(seconds * 1000, 1)},
        )
