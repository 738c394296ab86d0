"""Which pages there are to look at, as whom, and how their address is found."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

ID: Final = r"[0-9a-f]{8}-[0-9a-f-]{27}"


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One page to look at.

    `page` is its name in the portal's table; `who` a role of the demo's accounts, or
    nobody. Where the address is not known beforehand, it is the first link of the page
    `on` that is `like` this (by itself: an id behind that page's own address), or `of`
    says which matter of the scene it is about.
    """

    page: str
    path: str = ""
    who: str = ""
    name: str = ""
    on: str = ""
    like: str = ""
    of: str = ""
    rare: str = ""
    """Why it may not be there, where an agency need not have one."""

    @property
    def link(self) -> str:
        """Return the pattern of the address that is looked for on the page `on`."""
        return self.like or rf"{self.on.partition('?')[0]}/{ID}"

    @property
    def title(self) -> str:
        """Return what its pictures are called."""
        return self.name or self.page


def staff(who: str, page: str, path: str = "", **more: str) -> Screen:
    """Return a page that somebody of the staff reads."""
    return Screen(page=page, path=path, who=who, **more)


OPEN: Final = (
    Screen(page="home", path="/"),
    Screen(page="track", path="/track"),
    Screen(page="ledger", path="/ledger?of=year"),
    Screen(page="ledger", path="/ledger?of=month&category=no-such", name="ledger-none"),
    Screen(page="entry", on="/ledger?of=year"),
    Screen(page="visit-days", path="/visit-days"),
    Screen(page="privacy", path="/privacy"),
    Screen(page="grid", path="/grid"),
    Screen(page="rate", path="/rate?number={receipt}", of="assigned"),
    Screen(page="sign-in", path="/sign-in"),
    Screen(page="field", path="/field", name="field-locked"),
    Screen(
        page="book",
        on="/visit-days",
        like=r"/book/[^\"?]+",
        rare="no day of reception is open",
    ),
    Screen(page="booking-find", path="/booking"),
    Screen(
        page="booking",
        on="/booking",
        like=r"/booking/[A-Z0-9-]+",
        rare="opened by number and code: its own test looks at it",
    ),
    Screen(page="gallery", path="/_gallery"),
)
"""What anybody reads; the steps of telling and one's own matter are walked apart."""

OF_STAFF: Final = (
    staff("handler", "desk", "/desk", name="inbox"),
    staff("handler", "desk", "/desk?late=1&mine=1", name="inbox-none"),
    staff("supervisor", "desk", "/desk?due=week&late=0", name="inbox-filters"),
    staff("handler", "found", "/desk/found", name="found-empty"),
    staff("handler", "case", "/desk/cases/{receipt}", of="assigned"),
    staff(
        "handler", "case", "/desk/cases/{receipt}", of="started", name="case-started"
    ),
    staff("handler", "co-tasks", "/desk/co-tasks"),
    staff("handler", "call", "/desk/intake/call"),
    staff("handler", "callback", "/desk/callback"),
    staff("handler", "callback", "/desk/callback?of=closed", name="callback-closed"),
    staff("handler", "houses", "/desk/households"),
    staff("handler", "visits", "/desk/visits"),
    staff("handler", "visit", on="/desk/visits"),
    staff("handler", "visit-firms", "/desk/visits/firms"),
    staff(
        "handler",
        "visit-firm",
        on="/desk/visits/firms",
        rare="no firm is on file",
    ),
    staff("captain", "field", "/field"),
    staff("captain", "field-outbox", "/field/outbox"),
    staff("captain", "field-visit", f"/field/visit/{UUID(int=1)}"),
    staff("captain", "duties", "/desk/obligations"),
    staff(
        "captain",
        "missing",
        on="/desk/obligations",
        like=r"/desk/obligations/missing\?[^\"]+",
    ),
    staff("handler", "publish", "/desk/publish"),
    staff("handler", "publish", "/desk/publish?state=published", name="publish-public"),
    staff(
        "handler",
        "publish-new",
        on="/desk/publish",
        like=rf"/desk/publish/new/{ID}",
        rare="every item is public already",
    ),
    staff(
        "handler",
        "publish-one",
        on="/desk/publish?state=published",
        rare="nothing was published",
    ),
    staff("handler", "policies", "/desk/policies"),
    staff("handler", "phrases", "/desk/phrases"),
    staff(
        "handler",
        "phrase",
        on="/desk/phrases",
        like=rf"/desk/phrases/{ID}",
        rare="the unit keeps no phrase",
    ),
    staff("handler", "account", "/account"),
    staff("handler", "ops", "/ops", name="not-yours"),
    staff("handler", "case", "/desk/cases/MQ-2601-0000000", name="case-unknown"),
    staff("clerk", "door", "/desk/door"),
    staff("clerk", "door-one", "/desk/door/{receipt}", of="door"),
    staff("clerk", "desk", "/desk", name="inbox-clerk"),
    staff("clerk", "import", "/desk/import", name="imports"),
    staff(
        "clerk",
        "import",
        on="/desk/import",
        rare="no file was brought in by this unit",
    ),
    staff("clerk", "benefits", "/desk/benefits"),
    staff("clerk", "plans", "/desk/plans?standing=missing"),
    staff("clerk", "reception", "/desk/reception"),
    staff("supervisor", "data-requests", "/desk/data-requests"),
    staff(
        "supervisor",
        "data-requests",
        "/desk/data-requests?of=answered",
        name="data-requests-answered",
    ),
    staff(
        "supervisor",
        "data-request",
        on="/desk/data-requests",
        like=r"/desk/data-requests/GX-[0-9-]+",
        rare="nobody asked",
    ),
    staff("clerk", "arrivals", "/desk/arrivals"),
    staff("clerk", "window", "/desk/intake/window"),
    staff("clerk", "informers", "/desk/informers"),
    staff(
        "clerk",
        "mediation",
        "/desk/mediation/{receipt}",
        of="assigned",
        name="mediation-none",
    ),
    staff("supervisor", "projects", "/desk/projects"),
    staff("supervisor", "project-new", "/desk/projects/new?category=city-appearance"),
    staff(
        "supervisor",
        "project",
        on="/desk/projects",
        rare="no project is open",
    ),
    staff("clerk", "handovers", "/desk/handovers"),
    staff(
        "clerk",
        "handover",
        on="/desk/handovers",
        rare="an agency alone has no neighbours: 'make run-agencies' has",
    ),
    staff("clerk", "hand-over", "/desk/cases/{receipt}/handover", of="assigned"),
    staff("clerk", "split", "/desk/cases/{receipt}/split", of="assigned"),
    staff("supervisor", "watch", "/watch"),
    staff("supervisor", "watch", "/watch?of=year", name="watch-year"),
    staff("supervisor", "watch-rows", "/watch/rows?measure=cases"),
    staff("supervisor", "lead", "/lead"),
    staff(
        "supervisor",
        "lead-area",
        on="/lead",
        like=r"/lead/[^\"]+",
        rare="nobody below is late",
    ),
    staff("supervisor", "tile-map", "/watch/map"),
    staff("supervisor", "rule-change", "/desk/policies/change"),
    staff("supervisor", "trends", "/watch/trends"),
    staff("supervisor", "trends", "/watch/trends?by=category", name="trends-category"),
    staff("supervisor", "reports", "/watch/reports"),
    staff("supervisor", "decisions", "/desk/decisions"),
    staff("supervisor", "decide", "/watch/decide"),
    staff("supervisor", "sampling", "/watch/sampling"),
    staff(
        "supervisor",
        "sampling-one",
        on="/watch/sampling",
        rare="nothing was drawn",
    ),
    staff("supervisor", "decide", "/watch/decide?of=publication", name="decide-draft"),
    staff("supervisor", "review-case", "/desk/reviews/{receipt}", of="assigned"),
    staff("supervisor", "case", "/desk/cases/{receipt}", of="waiting", name="case-led"),
    staff("supervisor", "duties-unit", "/desk/obligations/unit"),
    staff("supervisor", "door", "/desk/door", name="door-led"),
    staff("supervisor", "policies", "/desk/policies", name="policies-led"),
    staff("ops", "ops", "/ops"),
    staff("ops", "runbook", "/ops/runbook"),
    staff("ops", "quarantine", "/ops/quarantine"),
    staff("ops", "differences", "/ops/differences"),
    staff("clerk", "rights", "/desk/data-requests/archive"),
    staff(
        "clerk",
        "right",
        on="/desk/data-requests/archive",
        like=rf"/desk/data-requests/archive/{ID}",
        rare="nobody asked about the archive",
    ),
    staff("ops", "admin", "/admin"),
    staff("supervisor", "admin", "/admin", name="admin-led"),
    staff("ops", "people", "/admin/people"),
    staff("ops", "people", "/admin/people?find=no-such", name="people-none"),
    staff("ops", "person-new", "/admin/people/new"),
    staff("ops", "person", "/admin/people/jky-captain"),
    staff("supervisor", "person", "/admin/people/jky-handler", name="person-led"),
    staff("ops", "person", "/admin/people/demo-operator", name="person-own"),
    staff("ops", "duty-new", "/admin/people/jky-handler/duties/new"),
    staff("ops", "person-leave", "/admin/people/jky-handler/leave"),
    staff("ops", "units", "/admin/organisations"),
    staff("ops", "unit", "/admin/organisations/510106040019"),
    staff("ops", "unit-new", "/admin/organisations/new"),
    staff("ops", "grids", "/admin/grids?unit=510106040019"),
    staff(
        "ops",
        "admin-grid",
        on="/admin/grids?unit=510106040019",
        like=r"/admin/grids/(?!new)[A-Za-z0-9-]+",
    ),
    staff("supervisor", "grids", "/admin/grids", name="grids-led"),
    staff("ops", "grid-new", "/admin/grids/new?unit=510106040019"),
    staff("ops", "sections", "/admin/sections"),
    staff("ops", "admin-section", "/admin/sections/health"),
    staff("supervisor", "admin-section", "/admin/sections/basic", name="section-led"),
    staff("ops", "section-new", "/admin/sections/new"),
    staff("ops", "categories", "/admin/categories"),
    staff("ops", "category", "/admin/categories/city-appearance"),
    staff("ops", "category-guide", "/admin/categories/street-lighting/guide"),
    staff("ops", "category-new", "/admin/categories/new"),
    staff("ops", "texts", "/admin/texts"),
    staff("ops", "calendar", "/admin/calendar?year=2027"),
    staff("ops", "text", "/admin/texts/assigned.petitioner"),
    staff("supervisor", "text", "/admin/texts/assigned.petitioner", name="text-led"),
    staff("supervisor", "notices", "/admin/notices"),
    staff(
        "supervisor",
        "text-draft",
        on="/admin/texts",
        like=rf"/admin/texts/drafts/{ID}",
        rare="nobody drafted a new wording",
    ),
    staff("ops", "imports", "/desk/import", name="imports-ops"),
)

WALKED: Final = {
    "tell-step": "tell",
    "tell-taken": "tell",
    "receipt": "tell",
    "matter": "matter",
    "withdraw": "matter",
    "withdrawn": "matter",
    "consented": "matter",
    "review": "matter",
    "papers": "matter",
    "own-data": "matter",
    "data-ask": "matter",
    "grid-found": "grid",
    "house": "house",
    "house-find": "house",
    "section-edit": "house",
    "visit-new": "house",
    "callback-one": "callback",
    "call-take": "call",
    "window-take": "window",
    "arrival": "window",
    "notice": "window",
    "mediation-begin": "mediation",
    "matter-picture": "pictures",
    "links": "links",
    "link": "links",
    "link-open": "links",
    "link-report": "months",
    "informer": "months",
}
"""Pages that are reached by filling something in -> the walk that comes by."""

LEADS_ON: Final = frozenset(
    {
        *("lang", "size", "theme", "keys", "tell", "rate-link"),
        *("provider", "provider-back", "provider-out", "then", "account-here"),
        "news",
    }
)
"""Addresses that only lead on to a page."""
FILES: Final = frozenset(
    {
        *("ledger-csv", "house-sheet", "report-file", "template", "import-faults"),
        *("own-data-file", "notice-file", "paper", "overdue-file"),
        *("field-worker", "field-manifest", "field-who", "field-pack"),
    }
)
"""Addresses that give a file, or what the scripts of a page ask for."""
