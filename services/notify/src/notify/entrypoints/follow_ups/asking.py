"""What the doors of follow-ups share: who may, and what they read of a request."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from minqing_chassis.http.problems import Problem, unauthenticated
from minqing_chassis.http.route import STAFF, Request
from minqing_kernel.messages import ANYONE, Role
from minqing_kernel.text import clean
from notify.application.follow_ups.commands import Said
from notify.application.views import Page
from notify.domain.errors import NoOrganisation, OutOfScope

READERS = STAFF | {Role.OPS}
CALLERS = frozenset({Role.CLERK, Role.SUPERVISOR, Role.OPS})
"""Who calls back; never the one who resolved the case, whatever the role."""
VISITORS = READERS
"""Who visits about a closed case: 网格长 and cadres too (B-27), by the same rule."""
SUPERVISORS = frozenset({Role.SUPERVISOR, Role.OPS})
SCOPED = (NoOrganisation, OutOfScope)


def require(request: Request, roles: frozenset[Role]) -> None:
    """Let pass who has one of these roles."""
    if request.actor == ANYONE:
        raise unauthenticated("token-missing")
    if request.actor.role not in roles:
        raise Problem(403, "role-not-allowed")


def page_of(request: Request) -> Page:
    """Return the page that a request asks for."""
    return Page(limit=request.query["limit"], after=request.query.get("after"))


def next_after(rows: Sequence[Any], page: Page, name: str) -> UUID | None:
    """Return what opens the next page: the last row's id, if the page is full."""
    return getattr(rows[-1], name) if len(rows) == page.limit else None


def said_in(body: dict[str, Any]) -> Said:
    """Return what came of a call; the words are cleaned."""
    words = {
        name: clean(body[name], field=name) for name in ("handling", "basis", "reason")
    }
    return Said(**body | words)
