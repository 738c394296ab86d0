"""What is read for a grid's three pages; people through the masks of a role (B-20)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from minqing_kernel.messages import Role
from registry.adapters.cover.reader import SqlCoverReader
from registry.adapters.grid_pages import sql
from registry.adapters.rows import PersonalRows
from registry.adapters.sealed import Seals
from registry.application.cover.pages import (
    Counted,
    Matter,
    Page,
    Person,
    Sight,
    Thing,
)
from registry.application.views import masked, masked_household

AT_ONCE: Final = 2_000
Listed = Thing | Person | Matter


class GridPageReader(SqlCoverReader):
    """Reads what grids cover, and their pages, outside any unit of work."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        super().__init__(database)
        self._sealer = sealer

    def counts(self, sight: Sight) -> Sequence[Counted]:
        """Return how many of each kind there are."""
        return [Counted(**row) for row in self._read(sql.COUNTS, **vars(sight))]

    def matters_of(self, sight: Sight, homes: Sequence[UUID]) -> Sequence[Counted]:
        """Return how many matters of these homes somebody sees, by kind; how open."""
        rows = self._read(sql.OF_HOMES, **vars(sight), homes=list(homes))
        return [Counted(**row) for row in rows]

    def page(
        self,
        page: Page,
        sight: Sight,
        role: Role,
        *,
        kind: str | None = None,
        open_: bool | None = None,
        after: str = "",
        limit: int = AT_ONCE,
    ) -> Sequence[Listed]:
        """Return some of what a page lists, by kind and id."""
        rows = self._read(
            sql.LIST[page],
            **vars(sight),
            kind=kind,
            open=open_,
            after=after,
            limit=limit,
        )
        if page is Page.PEOPLE:
            return self._people(rows, role, sight.day)
        if page is Page.THINGS:
            return [Thing(**row) for row in rows]
        return [Matter(**row) for row in rows]

    def everything(self, page: Page, sight: Sight, role: Role) -> Iterator[Listed]:
        """Yield all that a page lists."""
        after = ""
        while found := self.page(page, sight, role, after=after):
            yield from found
            after = key_of(found[-1])

    def _people(
        self, rows: Sequence[RowMapping], role: Role, today: date
    ) -> list[Listed]:
        seen = self._residents(rows, role, today) | self._homes(rows, role, today)
        return [
            _member(row) if row["kind"] == "staff" else seen[row["id"]]
            for row in rows
            if row["kind"] == "staff" or row["id"] in seen
        ]

    def _residents(
        self, rows: Sequence[RowMapping], role: Role, today: date
    ) -> dict[str, Listed]:
        ids = [UUID(row["id"]) for row in rows if row["kind"] == "resident"]
        personal = self._personal()
        people = map(personal.resident_of, self._read(sql.RESIDENTS, ids=ids))
        cards = [masked(each, role, today) for each in people]
        return {
            str(card.resident_id): Person(
                kind="resident",
                id=str(card.resident_id),
                name=card.name,
                household_id=card.household_id,
                telephone=card.telephone,
            )
            for card in cards
        }

    def _homes(
        self, rows: Sequence[RowMapping], role: Role, today: date
    ) -> dict[str, Listed]:
        ids = [UUID(row["id"]) for row in rows if row["kind"] == "household"]
        personal = self._personal()
        homes = map(personal.household_of, self._read(sql.HOUSEHOLDS, ids=ids))
        cards = [masked_household(each, [], role, today) for each in homes]
        return {
            str(card.household_id): Person(
                kind="household",
                id=str(card.household_id),
                name=card.address,
                household_id=card.household_id,
            )
            for card in cards
        }

    def _personal(self) -> PersonalRows:
        return PersonalRows(Seals(self._sealer))


def key_of(listed: Listed) -> str:
    """Return where a list goes on after a row."""
    return f"{listed.kind}/{listed.id}"


def _member(row: Mapping[Any, Any]) -> Person:
    return Person(kind="staff", id=row["id"], name=row["name"], duties=row["duties"])
