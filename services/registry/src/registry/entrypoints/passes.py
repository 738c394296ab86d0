"""Passes for staff who signed in at the portal: short tokens in a person's own name."""

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, Protocol

from minqing_chassis.http.auth import Issuer
from minqing_kernel.messages import Actor, Role
from registry.application.views import StaffView

log = logging.getLogger(__name__)

LIFETIME: Final = timedelta(minutes=15)
"""How long somebody who left, or lost a role, can still act."""
STRONGEST: Final = (Role.SUPERVISOR, Role.HANDLER, Role.CLERK, Role.OPS)


class KnowsStaff(Protocol):
    """Tells who serves where, in which roles."""

    def staff_member(self, staff_id: str) -> StaffView | None:
        """Return one member of staff."""
        ...


class PassDesk:
    """Issues passes; only who serves now gets one, in a role that they hold now."""

    def __init__(self, staff: KnowsStaff, issuer: Issuer) -> None:
        self._staff = staff
        self._issuer = issuer

    def issue(self, staff_id: str, role: str = "") -> Mapping[str, Any] | None:
        """Return a pass with what it says; None for who does not serve.

        Without a role, or for one that the member does not hold, the strongest held
        one is taken: what a pass says is always what the register says.
        """
        member = self._staff.staff_member(staff_id)
        if member is None or not member.active:
            log.info("pass-refused", extra={"staff_id": staff_id})
            return None
        chosen = Role(role) if role in member.roles else strongest(member.roles)
        actor = Actor(id=staff_id, role=chosen, organisation_id=member.organisation_id)
        log.info("pass-issued", extra={"staff_id": staff_id, "role": chosen.value})
        return {
            "token": self._issuer.token(actor, LIFETIME),
            "seconds": int(LIFETIME.total_seconds()),
            "staff_id": staff_id,
            "name": member.name,
            "role": chosen.value,
            "roles": sorted(member.roles),
            "organisation_id": member.organisation_id,
        }


def pass_desk(staff: KnowsStaff, key_file: Path | None, agency: str) -> PassDesk:
    """Return the desk; raises LookupError where no key was given to sign with."""
    if key_file is None:
        raise LookupError("JWT_PRIVATE_KEY_FILE is not set: nobody can sign in")
    return PassDesk(staff, Issuer(key_file.read_bytes(), agency))


def strongest(roles: Sequence[str]) -> Role:
    """Return the role that reaches furthest of those held."""
    return next(each for each in STRONGEST if each in roles)
