"""Bearer tokens: who calls, in which role, for which organisation."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from typing import Any, Protocol

import jwt

from minqing_kernel.messages import Actor, Role

AUDIENCE = "minqing"
ALGORITHM = "EdDSA"
LEEWAY_SECONDS = 30
HTTP_ROLES = frozenset(Role) - {Role.SYSTEM}
"""The roles a token may carry; `system` never enters by a door."""


class Unauthenticated(Exception):
    """The token does not say who calls; `code` names why."""

    def __init__(self, code: str = "token-invalid") -> None:
        super().__init__(code)
        self.code = code


class Verifies(Protocol):
    """Tells who a token speaks for."""

    def verify(self, token: str) -> Actor:
        """Return the actor, or raise Unauthenticated."""
        ...


class Verifier:
    """Checks tokens with the agency's public key; remembers those it has checked."""

    def __init__(
        self,
        public_key_pem: str | bytes,
        issuer: str,
        *,
        remembered: int = 2048,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._key = public_key_pem
        self._issuer = issuer
        self._now = now
        self._checked = lru_cache(maxsize=remembered)(self._check)

    def verify(self, token: str) -> Actor:
        """Return who the token speaks for; raise Unauthenticated if it may not."""
        actor, expires = self._checked(token)
        if self._now() >= expires + LEEWAY_SECONDS:
            raise Unauthenticated("token-expired")
        return actor

    def _check(self, token: str) -> tuple[Actor, float]:
        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=self._issuer,
                leeway=LEEWAY_SECONDS,
                options={
                    "require": ["sub", "role", "iss", "aud", "exp"],
                    "verify_exp": False,
                },
            )
        except (jwt.InvalidTokenError, ValueError):
            raise Unauthenticated from None
        return _actor(claims), _seconds(claims["exp"])


def _actor(claims: dict[str, Any]) -> Actor:
    subject, role, org = claims["sub"], claims["role"], claims.get("org")
    if not isinstance(subject, str) or not subject or "\x00" in subject:
        raise Unauthenticated
    if org is not None and (not isinstance(org, str) or not org or "\x00" in org):
        raise Unauthenticated
    if not isinstance(role, str) or role not in HTTP_ROLES:
        raise Unauthenticated
    return Actor(id=subject, role=Role(role), organisation_id=org)


def _seconds(expires: Any) -> float:  # noqa: ANN401
    if isinstance(expires, bool) or not isinstance(expires, int | float):
        raise Unauthenticated
    return float(expires)


class Issuer:
    """Writes tokens with the agency's private key; only the issuer holds it."""

    def __init__(
        self,
        private_key_pem: str | bytes,
        issuer: str,
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._key = private_key_pem
        self._issuer = issuer
        self._now = now

    def token(self, actor: Actor, lifetime: timedelta) -> str:
        """Return a token that speaks for `actor` until `lifetime` has passed."""
        issued = int(self._now())
        claims: dict[str, Any] = {
            "sub": actor.id,
            "role": actor.role.value,
            "iss": self._issuer,
            "aud": AUDIENCE,
            "iat": issued,
            "exp": issued + int(lifetime.total_seconds()),
        }
        if actor.organisation_id is not None:
            claims["org"] = actor.organisation_id
        return jwt.encode(claims, self._key, algorithm=ALGORITHM)
