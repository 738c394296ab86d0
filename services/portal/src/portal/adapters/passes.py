"""Registry by RPC: passes for who signed in, in their own name."""

import time
from threading import Lock
from typing import Final

from minqing_chassis.rpc import RpcClient, RpcUnavailable
from minqing_kernel.messages import Role
from portal.application.ports import Away
from portal.domain.staff import Pass

PATIENCE: Final = 4.0
REST: Final = 5.0
"""Seconds after a failure in which nobody waits for registry."""


class RegistryPasses:
    """Asks registry; one question at a time, for a connection serves one."""

    def __init__(self, amqp_uri: str) -> None:
        self._client = RpcClient("registry", amqp_uri, timeout=PATIENCE)
        self._lock = Lock()
        self._again = 0.0

    def pass_for(self, staff_id: str, role: str = "") -> Pass | None:
        """Return a pass; None for who does not serve. Raises Away."""
        try:
            with self._lock:
                told = self._asked(staff_id, role)
            return None if told is None else _read(told)
        except (KeyError, ValueError, TypeError) as error:
            raise Away(type(error).__name__) from None

    def _asked(self, staff_id: str, role: str) -> dict[str, object] | None:
        if time.monotonic() < self._again:
            raise Away("resting")
        try:
            told: dict[str, object] | None = self._client.call(
                "staff_pass", staff_id=staff_id, role=role
            )
        except RpcUnavailable as error:
            self._again = time.monotonic() + REST
            raise Away(type(error).__name__) from None
        return told


def _read(told: dict[str, object]) -> Pass:
    roles = told["roles"]
    if not isinstance(roles, list):
        raise TypeError("roles")
    return Pass(
        token=str(told["token"]),
        seconds=int(str(told["seconds"])),
        staff_id=str(told["staff_id"]),
        name=str(told["name"]),
        role=Role(str(told["role"])),
        roles=tuple(Role(each) for each in roles),
        organisation_id=str(told["organisation_id"]),
    )
