"""The words that the pages of who administers put together."""

from portal.application.administering import AccountAct
from portal.domain.routing_rules import Standing
from portal.entrypoints.web.admin.categories import DONE as CATEGORY_DONE
from portal.entrypoints.web.admin.front import ROOMS
from portal.entrypoints.web.admin.grid import DONE as GRID_DONE
from portal.entrypoints.web.admin.grid_forms import LEVELS
from portal.entrypoints.web.admin.notices import DONE as NOTICE_DONE
from portal.entrypoints.web.admin.person import DONE
from portal.entrypoints.web.admin.section_forms import CLASSES, SUBJECTS, TYPES
from portal.entrypoints.web.admin.section_forms import KINDS as WORD_KINDS
from portal.entrypoints.web.admin.sections import DONE as SECTION_DONE
from portal.entrypoints.web.admin.unit import DONE as UNIT_DONE
from portal.entrypoints.web.admin.unit_forms import KINDS
from portal.entrypoints.web.desk.rights import VERDICTS

DUTIES = (
    "building-captain",
    "grid-head",
    "social-worker",
    "leader",
    "contact",
    "agent",
)
SCOPES = ("organisation", "grid", "building", "household", "resident")
MATTERS = ("visit", "finding", "ledger-item", "petition")
GRID_WORDS = ("name", "level", "parent", "came", "went", "gaps", "overlaps")
SECTION_WORDS = ("reads", "writes", "came", "went", "changed")
SECTION_WORDS = (*SECTION_WORDS, "holds_petitions", "told_to_subject")
PARTICULARS = ("name", "identity_number", "telephone", "registered_address")
PARTICULARS = (*PARTICULARS, "home_address")
WANTS = ("headless", "no-person", "no-account", "locked", "no-people", "drafts")


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
        *(f"grids.done.{each}" for each in GRID_DONE),
        *(f"notices.did.{each}" for each in NOTICE_DONE),
        *(f"fault.notice-{each}.empty" for each in ("title", "body")),
        *(f"grids.level.{each}" for each in LEVELS),
        *(f"grids.matter.{each}" for each in MATTERS),
        *(f"grids.{each}" for each in GRID_WORDS),
        *(f"sections.done.{each}" for each in SECTION_DONE),
        *(f"sections.type.{each}" for each in TYPES),
        *(f"sections.kind.{each}" for each in WORD_KINDS),
        *(f"sections.class.{each}" for each in CLASSES),
        *(f"sections.of.{each}" for each in SUBJECTS),
        *(f"sections.{each}" for each in SECTION_WORDS),
        *("fault.section-title.empty", "fault.field-title.empty"),
        *(f"rights.{each}" for each in VERDICTS),
        *(f"rights.field.{each}" for each in PARTICULARS),
        *(f"admin.account-{each}" for each in ("own", "last", "none")),
    }
