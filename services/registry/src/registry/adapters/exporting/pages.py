"""The rows of a list, read page by page; people through the masks of a role."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Role
from registry.adapters.aid.reader import payment_view
from registry.adapters.archive.envelopes import Envelopes
from registry.adapters.archive.read_model import SqlArchiveReader
from registry.adapters.archive.rows import entry_of
from registry.adapters.cover.reader import SqlCoverReader
from registry.adapters.places import UNDER
from registry.adapters.plans.rows import PlanRows
from registry.adapters.rows import PersonalRows
from registry.adapters.sealed import Seals
from registry.application.aid.views import PairingView
from registry.application.archive.views import masked_section
from registry.application.exporting.ports import Export
from registry.application.obligations.judging import Judge
from registry.application.obligations.ports import Scope
from registry.application.obligations.queries import Asked, standings
from registry.application.obligations.views import standing_view
from registry.application.plans.views import card_of
from registry.application.views import HouseholdCard, masked, masked_household
from registry.domain.archive.section import SectionDefinition, SubjectKind
from registry.domain.cover.cover import GridMap, Home
from registry.domain.exporting.lists import LISTS, WHOSE, ListUnknown
from registry.domain.household import Household
from registry.domain.importing.sections import SECTION_PREFIX
from registry.domain.values import civil_day

PAGE: Final = 500
RESIDENTS: Final = """
select * from residents where resident_id = any(:ids) order by resident_id
"""
HOUSEHOLDS: Final = """
select * from households where household_id = any(:ids) order by household_id
"""
ENTRIES: Final = """
select distinct on (subject_id) * from section_entries
where subject_id = any(:ids) and section = :section
order by subject_id, revision desc
"""
PAYMENTS: Final = f"""
{UNDER}
select p.* from subsidy_payments p join under using (organisation_id)
where p.household_id = any(:ids)
order by p.household_id, p.period, p.proposed_at, p.payment_id
"""
PLANS: Final = "select * from plans where household_id = any(:ids) order by plan_id"
PAIRINGS: Final = """
select * from pairings where household_id = any(:ids)
order by household_id, since, pairing_id
"""
STRUCTURE: Final = {
    **{
        kind: f"{UNDER} select t.* from {kind} t join under using (organisation_id)"
        " order by 1"
        for kind in ("organisations", "grids", "staff", "premises")
    },
    "duties": UNDER
    + """
select d.* from duties d join staff using (staff_id) join under using (organisation_id)
where d.until is null order by d.staff_id, d.since, d.duty_id
""",
    "grid-heads": UNDER
    + """
select g.grid_id, g.name, d.staff_id, s.name as staff_name, d.since
from grids g join under using (organisation_id)
    left join duties d on d.duty = 'grid-head' and d.scope_kind = 'grid'
        and d.scope_id = g.grid_id and d.until is null
    left join staff s on s.staff_id = d.staff_id
where g.active order by g.grid_id
""",
}

HELP: Final = frozenset({"plans", "pairings", "payments"})

Row = Sequence[Any]


class ListPages:
    """Reads lists; only of those whose export was written down."""

    def __init__(
        self, database: Database, sealer: Sealer, clock: Clock, judge: Judge
    ) -> None:
        self._read: Callable[..., Sequence[RowMapping]] = database.rows
        self._database = database
        self._sealer = sealer
        self._clock = clock
        self._judge = judge
        self._archive = SqlArchiveReader(database, sealer, clock)

    def title(self, kind: str) -> str | None:
        """Return what the list of a section is called; of others None."""
        return None if kind in LISTS else str(self._spec_of(kind).title)

    def heading(self, kind: str) -> tuple[Sequence[str], Sequence[str]]:
        """Return the codes of a list's own columns, and the titles of a section's."""
        if kind in LISTS:
            return LISTS[kind], ()
        spec = self._spec_of(kind)
        return (WHOSE[f"{spec.subject}s"],), [each.title for each in spec.fields]

    def rows(self, export: Export) -> Iterator[Row]:
        """Yield the rows of a list, masked by the role of whoever asked."""
        if export.kind in STRUCTURE:
            codes = LISTS[export.kind]
            found = self._read(STRUCTURE[export.kind], id=export.organisation_id)
            yield from ([row[code] for code in codes] for row in found)
            return
        if export.kind == "obligations":
            yield from self._standings(export)
            return
        grids = self._grids() if export.kind == "households" else None
        for ids in _pages(export.subjects):
            yield from self._page(export, ids, grids)

    def _standings(self, export: Export) -> Iterator[Row]:
        codes = LISTS[export.kind]
        today = civil_day(self._clock.now())
        scope = Scope(place=export.organisation_id)
        for each in standings(self._judge, scope, Asked(on=today, today=today)):
            shown = standing_view(each)
            yield [getattr(shown, code) for code in codes]

    def _grids(self) -> GridMap:
        cover = SqlCoverReader(self._database)
        return GridMap(cover.cells(), cover.around())

    def _page(
        self, export: Export, ids: Sequence[UUID], grids: GridMap | None
    ) -> Iterator[Row]:
        role, today = export.by.role, civil_day(self._clock.now())
        rows = PersonalRows(Seals(self._sealer))
        cards: Iterator[Any]
        if export.kind == "residents":
            people = (rows.resident_of(row) for row in self._read(RESIDENTS, ids=ids))
            cards = (masked(each, role, today) for each in people)
        elif grids is not None:
            homes = (rows.household_of(row) for row in self._read(HOUSEHOLDS, ids=ids))
            cards = (_home_card(each, role, today, grids) for each in homes)
        elif export.kind in HELP:
            cards = self._help(export, ids)
        else:
            yield from self._section(export, ids)
            return
        codes = LISTS[export.kind]
        yield from ([getattr(card, code) for code in codes] for card in cards)

    def _help(self, export: Export, ids: Sequence[UUID]) -> Iterator[Any]:
        """Yield plans without their words, pairings, or lines of the ledger."""
        if export.kind == "payments":
            lines = self._read(PAYMENTS, id=export.organisation_id, ids=ids)
            return (payment_view(row) for row in lines)
        if export.kind == "pairings":
            return (PairingView(**row) for row in self._read(PAIRINGS, ids=ids))
        rows = PlanRows(Seals(self._sealer))
        return (card_of(rows.plan(row)) for row in self._read(PLANS, ids=ids))

    def _section(self, export: Export, ids: Sequence[UUID]) -> Iterator[Row]:
        definition = self._definition(export.kind)
        spec = self._spec_of(export.kind)
        children = self._children(ids) if spec.subject is SubjectKind.RESIDENT else {}
        boxes = Envelopes(self._sealer, self._read).open_all(ids)
        for row in self._read(ENTRIES, ids=ids, section=definition.code):
            subject = row["subject_id"]
            entry = entry_of(row, boxes[subject], whole=False)
            child = children.get(subject, False)
            seen = masked_section(entry, definition, export.by.role, child=child)
            told = {each.code: each.value for each in seen.fields}
            yield [subject, *(told.get(each.code) for each in spec.fields)]

    def _children(self, ids: Sequence[UUID]) -> Mapping[UUID, bool]:
        today = civil_day(self._clock.now())
        rows = PersonalRows(Seals(self._sealer))
        people = (rows.resident_of(row) for row in self._read(RESIDENTS, ids=ids))
        return {each.resident_id: each.is_child(today) for each in people}

    def _definition(self, kind: str) -> SectionDefinition:
        found = self._archive.section(kind.removeprefix(SECTION_PREFIX))
        if found is None:
            raise ListUnknown
        return found

    def _spec_of(self, kind: str) -> Any:  # noqa: ANN401
        today = civil_day(self._clock.now())
        return self._definition(kind).on(today).spec


def _home_card(
    home: Household, role: Role, today: date, grids: GridMap
) -> HouseholdCard:
    """Return a household, masked, with the smallest grid round it, named or not."""
    profile = home.profile
    place = Home(
        household_id=home.household_id,
        grid_id=profile.grid_id,
        building_id=profile.building_id,
    )
    card = masked_household(home, [], role, today)
    return replace(card, grid_id=grids.smallest(place))


def _pages(ids: Sequence[UUID]) -> Iterator[list[UUID]]:
    remaining = iter(ids)
    while page := list(islice(remaining, PAGE)):
        yield page
