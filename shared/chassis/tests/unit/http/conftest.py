"""An agency's keys, and a small door to knock at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import falcon.testing
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from minqing_chassis.http.app import build_app
from minqing_chassis.http.auth import Issuer, Verifier
from minqing_chassis.http.route import PUBLIC, Reply, Request, Route
from minqing_kernel.messages import Actor, Role


@dataclass(frozen=True)
class Keys:
    """A key pair, PEM."""

    private: bytes
    public: bytes


def new_keys() -> Keys:
    private = Ed25519PrivateKey.generate()
    return Keys(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        private.public_key().public_bytes(
            serialization.Encoding.PEM,
            serialization.PublicFormat.SubjectPublicKeyInfo,
        ),
    )


class Door:
    """One route at /it, the requests its operation saw, and a client to call it."""

    def __init__(self, keys: Keys, answer: Callable[[Request], Reply], **row: Any):
        self.seen: list[Request] = []
        self._answer = answer
        self._keys = keys
        app_options = {
            name: row.pop(name)
            for name in ("texts", "statuses", "health", "metrics")
            if name in row
        }
        row = {"method": "POST", "path": "/it", "roles": PUBLIC, **row}
        self.route = Route(operation=self._operate, summary="试验", **row)
        self.app = build_app(
            [self.route],
            title="试验",
            version="1",
            verifier=Verifier(keys.public, "demo"),
            **app_options,
        )
        self.client = falcon.testing.TestClient(self.app)

    def _operate(self, request: Request) -> Reply:
        self.seen.append(request)
        return self._answer(request)

    def call(self, method: str = "", path: str = "", **options: Any) -> Any:
        return self.client.simulate_request(
            method or self.route.method, path or "/it", **options
        )

    def post(self, body: bytes, content_type: str = "application/json", **more: Any):
        headers = {"Content-Type": content_type, **more.pop("headers", {})}
        return self.call(body=body, headers=headers, **more)

    def bearer(self, role: Role = Role.CLERK) -> dict[str, str]:
        actor = Actor(id="li", role=role, organisation_id="5101")
        token = Issuer(self._keys.private, "demo").token(actor, timedelta(hours=1))
        return {"Authorization": f"Bearer {token}"}


@pytest.fixture(scope="session")
def keys() -> Keys:
    return new_keys()


@pytest.fixture(scope="session")
def other_keys() -> Keys:
    return new_keys()


@pytest.fixture
def door(keys: Keys) -> Callable[..., Door]:
    def make(answer: Callable[[Request], Reply] | None = None, **row: Any) -> Door:
        return Door(keys, answer or (lambda _: Reply({"ok": True})), **row)

    return make
