"""The words that the pages of who administers put together."""

from portal.application.administering import AccountAct
from portal.domain.routing_rules import Standing
from portal.entrypoints.web.admin.categories import DONE as CATEGORY_DONE
from portal.entrypoints.web.admin.front import ROOMS
from portal.entrypoints.web.admin.person import DONE
from portal.entrypoints.web.admin.unit import DONE as UNIT_DONE
from portal.entrypoints.web.admin.unit_forms import KINDS

DUTIES = (
    "building-captain",
    "grid-head",
    "social-worker",
    "leader",
    "contact",
    "agent",
)
SCOPES = ("organisation", "grid", "building", "household", "resident")
WANTS = ("no-person", "no-account", "locked", "no-people", "drafts")


def composed():
    """Return them."""
    return {
        *("desk.nav.admin", "fault.admin-name.empty"),
        *(f"admin.{each}{end}" for each in ROOMS for end in ("", ".hint")),
        *(f"admin.act.{each}" for each in AccountAct),
        *(f"admin.act.{each}.hint" for each in AccountAct),
        *(f"admin.done.{each}" for each in DONE),
        *(f"admin.duty.{each}" for each in DUTIES),
        *(f"admin.scope.{each}" for each in SCOPES),
        *(f"admin.{each}" for each in WANTS),
        *(f"admin.kind.{each}" for each in KINDS),
        *(f"admin.unit-done.{each}" for each in UNIT_DONE),
        *(f"admin.{each}" for each in ("heir", "second_heir")),
        *(f"admin.{each}" for each in ("unit-name", "kind", "parent", "desk")),
        *(f"admin.category-done.{each}" for each in CATEGORY_DONE),
        *(f"admin.standing.{each}" for each in Standing),
        *("fault.ground-of-ending.empty", "fault.category-name.empty", "admin.come"),
        *(f"admin.account-{each}" for each in ("own", "last", "none")),
    }
