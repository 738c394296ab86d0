"""A small service's HTTP door, as a process of its own: `python sample_door.py HOW`.

HOW is `alone` (serve_alone), `nameko` (HttpDoor in a container) or `lying` (alone,
with a route that does not keep to its document). It writes the
address it took as its first line.
"""

import eventlet

eventlet.monkey_patch()

import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402
from uuid import UUID, uuid4  # noqa: E402

from marshmallow import Schema, fields, validate  # noqa: E402
from nameko.containers import ServiceContainer  # noqa: E402

from minqing_chassis.http.app import build_app  # noqa: E402
from minqing_chassis.http.auth import Verifier  # noqa: E402
from minqing_chassis.http.route import (  # noqa: E402
    PUBLIC,
    Idempotency,
    Reply,
    Request,
    Route,
)
from minqing_chassis.http.server import (  # noqa: E402
    Doorway,
    HttpDoor,
    HttpServer,
    serve_alone,
)
from minqing_chassis.observability.health import Health  # noqa: E402
from minqing_chassis.observability.logging import configure_logging  # noqa: E402
from minqing_chassis.observability.metrics import Metrics  # noqa: E402
from minqing_kernel.errors import Conflict, NotFound  # noqa: E402
from minqing_kernel.messages import Role  # noqa: E402


class SubmitSchema(Schema):
    """A petition, as it is handed in."""

    title = fields.String(required=True, validate=validate.Length(min=1, max=200))
    urgent = fields.Boolean()
    floor = fields.Integer(strict=True, validate=validate.Range(min=-5, max=200))
    channel = fields.String(validate=validate.OneOf(["web", "phone"]))
    tags = fields.List(fields.String(), validate=validate.Length(max=5))


class PetitionSchema(Schema):
    """A petition, as it is shown."""

    id = fields.UUID(required=True)
    title = fields.String(required=True)


class PageSchema(Schema):
    """Which part of a list is wanted."""

    limit = fields.Integer(validate=validate.Range(min=1, max=100))
    state = fields.List(fields.String(validate=validate.OneOf(["open", "closed"])))


class PetitionsSchema(Schema):
    """A part of a list."""

    items = fields.List(fields.Nested(PetitionSchema), required=True)


class Petitions:
    """What the sample service does."""

    def __init__(self) -> None:
        self._known: dict[UUID, dict[str, Any]] = {}

    def submit(self, request: Request) -> Reply:
        """Keep a petition."""
        petition = {"id": uuid4(), "title": request.body["title"]}
        self._known[petition["id"]] = petition
        return Reply(petition, status=201)

    def show(self, request: Request) -> Reply:
        """Show one."""
        if request.params["id"] not in self._known:
            raise NotFound
        return Reply(self._known[request.params["id"]])

    def listed(self, request: Request) -> Reply:
        """Show many."""
        limit = request.query.get("limit", 20)
        return Reply({"items": list(self._known.values())[:limit]})

    def close(self, request: Request) -> Reply:
        """Refuse, as a rule would."""
        if request.params["id"] in self._known:
            raise Conflict
        raise NotFound

    def slowly(self, _: Request) -> Reply:
        """Take a second."""
        eventlet.sleep(1)
        return Reply({"items": []})


STAFF = frozenset({Role.CLERK})


def routes() -> list[Route]:
    """Return the sample's table."""
    petitions = Petitions()
    one = "/v1/petitions/{id:uuid}"
    return [
        Route(
            method="POST",
            path="/v1/petitions",
            operation=petitions.submit,
            summary="提交诉求",
            roles=PUBLIC,
            body=SubmitSchema,
            replies={201: PetitionSchema},
            idempotency=Idempotency.OPTIONAL,
            tag="诉求 Petitions",
        ),
        Route(
            method="GET",
            path="/v1/petitions",
            operation=petitions.listed,
            summary="列出诉求",
            roles=STAFF,
            query=PageSchema,
            replies={200: PetitionsSchema},
        ),
        Route(
            method="GET",
            path=one,
            operation=petitions.show,
            summary="查看诉求",
            roles=PUBLIC,
            replies={200: PetitionSchema},
            errors=(NotFound,),
        ),
        Route(
            method="POST",
            path=one + "/close",
            operation=petitions.close,
            summary="办结",
            roles=STAFF,
            replies={200: PetitionSchema},
            errors=(NotFound, Conflict),
        ),
        Route(
            method="GET",
            path="/slowly",
            operation=petitions.slowly,
            summary="一秒钟",
            roles=PUBLIC,
            replies={200: PetitionsSchema},
        ),
    ]


def lie(_: Request) -> Reply:
    """Answer something else than was promised."""
    return Reply({"items": "none"})


LIE = Route(
    method="GET",
    path="/lie",
    operation=lie,
    summary="谎",
    roles=PUBLIC,
    replies={200: PetitionsSchema},
)


def sample_app() -> Any:
    """Return the sample's app; its public key is the file named by argument 2."""
    return build_app(
        [*routes(), LIE] if sys.argv[1] == "lying" else routes(),
        title="样例服务",
        version="1.0",
        verifier=Verifier(Path(sys.argv[2]).read_bytes(), "demo"),
        health=Health({"itself": lambda: None}),
        metrics=Metrics("sample"),
    )


FEW = 16
"""Connections that the small one has room for."""


class Announcing(HttpServer):
    """Says where it listens."""

    def listen(self) -> None:
        """Listen, and say where."""
        super().listen()
        sys.stdout.write(self.address + "\n")
        sys.stdout.flush()


def doorway() -> Doorway:
    """Return what nameko serves."""
    return Doorway(sample_app(), "127.0.0.1:0")


class SampleService:
    """A nameko service with nothing but a door."""

    name = "sample"
    door = HttpDoor(doorway)


def in_nameko() -> None:
    """Serve inside a container until SIGTERM."""
    import signal

    container = ServiceContainer(SampleService, {})
    ended: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: ended.append(number))
    container.start()
    while not ended:
        eventlet.sleep(0.05)
    container.stop()


if __name__ == "__main__":
    configure_logging("sample", "INFO")
    import minqing_chassis.http.server as server_module

    server_module.HttpServer = Announcing  # type: ignore[misc]
    server_module.HEAD_SECONDS = 2
    if sys.argv[1] == "small":
        server_module.room = lambda: FEW
    if sys.argv[1] == "nameko":
        in_nameko()
    else:
        serve_alone(sample_app(), "127.0.0.1:0")
