"""From the table of routes to a WSGI application."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Any

import falcon

from minqing_chassis.http import docs_page, openapi
from minqing_chassis.http.auth import Verifies
from minqing_chassis.http.operations import operations_routes
from minqing_chassis.http.problems import Problem, ProblemWriter, Refusals, Statuses
from minqing_chassis.http.responder import (
    Observe,
    Responder,
    log_access,
    log_failure,
    set_problem,
)
from minqing_chassis.http.route import PUBLIC, Reply, Route
from minqing_chassis.http.texts import Table, Texts
from minqing_chassis.observability.correlation import correlated, correlation_from
from minqing_chassis.observability.health import Health
from minqing_chassis.observability.metrics import Metrics

UNMATCHED = "(unmatched)"


def build_app(
    routes: Iterable[Route],
    *,
    title: str,
    version: str,
    verifier: Verifies | None,
    texts: Table | None = None,
    statuses: Statuses | None = None,
    health: Health | None = None,
    metrics: Metrics | None = None,
) -> falcon.App[falcon.Request, falcon.Response]:
    """Return the application of one service.

    `texts` adds the service's own problem and field codes (code -> language -> text);
    `statuses` the HTTP status of errors of its own ({TooManyTries: 429}).
    With `health` and `metrics` it also serves /health/live, /health/ready, /metrics;
    always /openapi.json and /docs, to which / leads. Raises ValueError if two rows
    share a door.
    """
    table = [*routes, *operations_routes(health, metrics)]
    refusals = Refusals(statuses)
    describe = partial(
        openapi.document,
        tuple(table),
        title=title,
        version=version,
        status_of=refusals.status_of,
    )
    table += _description_routes(describe)
    writer = ProblemWriter(Texts(texts))
    observe = None if metrics is None else metrics.http
    app = falcon.App()
    app.req_options.strip_url_path_trailing_slash = False
    for path, resource in _resources(
        table, lambda route: Responder(route, verifier, writer, refusals, observe)
    ).items():
        app.add_route(path, resource)
    unmatched = _Unmatched(writer, refusals, observe)
    app.add_error_handler(Exception, unmatched.handle)
    app.add_error_handler(falcon.HTTPError, unmatched.handle)
    return app


def _description_routes(describe: Callable[[], dict[str, Any]]) -> list[Route]:
    # Made when first asked for: it is half the work of building a door.
    described = cache(describe)
    as_json = cache(lambda: openapi.as_bytes(described()))
    as_page = cache(lambda: docs_page.render(described()))

    def read_openapi(_: Any) -> Reply:  # noqa: ANN401
        return Reply(as_json())

    def read_docs(_: Any) -> Reply:  # noqa: ANN401
        return Reply(as_page())

    def read_front(_: Any) -> Reply:  # noqa: ANN401
        return Reply(status=302, headers={"Location": "/docs"})

    return [
        Route(
            method="GET",
            path="/",
            operation=read_front,
            summary="Front page",
            roles=PUBLIC,
            reads_token=False,
        ),
        Route(
            method="GET",
            path="/openapi.json",
            operation=read_openapi,
            summary="OpenAPI",
            roles=PUBLIC,
        ),
        Route(
            method="GET",
            path="/docs",
            operation=read_docs,
            summary="Docs",
            roles=PUBLIC,
            media_type="text/html; charset=utf-8",
        ),
    ]


class _Resource:
    """The methods of one path, as Falcon wants to find them."""

    def on_options(
        self, req: falcon.Request, resp: falcon.Response, **_: object
    ) -> None:
        """Say what may be asked here."""
        allowed = [name[3:].upper() for name in vars(self)]
        resp.status = 204
        resp.set_header("Allow", ", ".join(sorted([*allowed, "OPTIONS"])))
        correlation_id = correlation_from(req.env.get("HTTP_X_CORRELATION_ID"))
        resp.set_header("X-Correlation-Id", str(correlation_id))


def _resources(
    table: Sequence[Route], new_responder: Callable[[Route], Responder]
) -> dict[str, _Resource]:
    resources: dict[str, _Resource] = {}
    for route in table:
        resource = resources.setdefault(route.path, _Resource())
        name = f"on_{route.method.lower()}"
        if hasattr(resource, name):
            raise ValueError(f"{route.method} {route.path} stands in the table twice")
        responder = new_responder(route)
        setattr(resource, name, responder.respond)
        if route.method == "GET":
            setattr(resource, "on_head", responder.respond)  # noqa: B010
    return resources


class _Unmatched:
    """Answers what no route answered: unknown paths, methods, malformed requests."""

    def __init__(
        self, writer: ProblemWriter, refusals: Refusals, observe: Observe | None
    ) -> None:
        self._writer = writer
        self._refusals = refusals
        self._observe = observe

    def handle(
        self,
        req: falcon.Request,
        resp: falcon.Response,
        error: Exception,
        params: dict[str, Any],
    ) -> None:
        """Set a problem for whatever Falcon itself refused."""
        with correlated(
            correlation_from(req.env.get("HTTP_X_CORRELATION_ID"))
        ) as correlation_id:
            problem = self._problem(error)
            set_problem(req.env, resp, problem, self._writer, correlation_id)
            resp.set_header("X-Correlation-Id", str(correlation_id))
            if self._observe is not None:
                self._observe(UNMATCHED, _method(req), problem.status, 0.0)
            log_failure(problem, error, UNMATCHED)
            log_access(UNMATCHED, _method(req), problem.status, 0.0)

    def _problem(self, error: Exception) -> Problem:
        if not isinstance(error, falcon.HTTPError):
            return self._refusals.problem(error)
        headers = {} if error.headers is None else dict(error.headers)
        return Problem(error.status_code, headers=headers)


def _method(req: falcon.Request) -> str:
    return req.method if req.method in falcon.HTTP_METHODS else "OTHER"
