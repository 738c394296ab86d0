"""Checks: a quarter of visits of social workers, and those who check them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from minqing_kernel.messages import Actor, Role
from registry.application.checks.commands import DrawChecks, RecordFinding
from registry.domain.checks.check import Finding, Found, Means
from registry.domain.checks.draw import Asked
from registry.domain.profiles import DutyKind, OrganisationKind, ScopeKind
from services.registry.tests.builders import (
    COMMUNITY,
    STREET,
    TODAY,
    record_duty,
    record_household,
    record_organisation,
    record_staff,
)

SECTION = "510106040-sw"
QUARTER = date(2025, 10, 1)
HELD = datetime(2025, 11, 5, 3, tzinfo=UTC)
HOME = UUID(int=7)
NONCE = "ab" * 32
BOSS = Actor(id="boss", role=Role.SUPERVISOR, organisation_id=COMMUNITY)
SECTION_CLERK = Actor(id="sw-clerk", role=Role.CLERK, organisation_id=SECTION)


def the_staff() -> list[Any]:
    """A section of the street, two social workers, their boss, a clerk who checks."""
    section = {"name": "社会事务科", "kind": OrganisationKind.SECTION}
    duty = {
        "duty": DutyKind.SOCIAL_WORKER,
        "scope_kind": ScopeKind.ORGANISATION,
        "scope_id": COMMUNITY,
        "since": date(2025, 1, 1),
    }
    handler, head = frozenset({Role.HANDLER}), frozenset({Role.SUPERVISOR})
    return [
        record_organisation(SECTION, **section, parent_id=STREET),
        record_staff(roles=handler),
        record_staff("li-na", roles=handler),
        record_staff("boss", roles=head),
        record_staff("sw-clerk", organisation_id=SECTION),
        record_staff("street-head", organisation_id=STREET, roles=head),
        record_duty(staff_id="wang-li", **duty),
        record_duty(staff_id="li-na", **duty),
        record_household(HOME),
    ]


def held(days: int = 0) -> datetime:
    return HELD + timedelta(days=days)


def draw_checks(actor: Actor = BOSS, draw_id: UUID | None = None, **changes: Any):
    said = {
        "rule": "community-of-workers",
        "organisation_id": COMMUNITY,
        "since": QUARTER,
    }
    return DrawChecks(
        actor=actor,
        draw_id=draw_id or uuid4(),
        asked=Asked(**said | changes),
        nonce=NONCE,
    )


def a_finding(**changes: Any) -> Finding:
    said = {"found": Found.CONFIRMED, "means": Means.PHONE, "checked_on": TODAY}
    return Finding(**said | changes)


def record_finding(draw_id: UUID, visit_id: UUID, actor: Actor = BOSS, **changes: Any):
    return RecordFinding(
        actor=actor,
        draw_id=draw_id,
        visit_id=visit_id,
        finding=a_finding(**changes),
    )
