"""Questions about ledgers that change nothing, and open no seal."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, cast
from uuid import UUID

from minqing_chassis.database import Database
from registry.adapters.ledgers import sql
from registry.application.ledgers.views import (
    MASK,
    ItemCard,
    MatterCard,
    PublicationCard,
    PublicChoices,
    PublicNotice,
    StepView,
)
from registry.domain.ledgers.figures import LedgerFigures, TileFigures
from registry.domain.ledgers.lifecycle import LedgerState
from registry.domain.ledgers.policy import Tile

SHOWN: Final = ItemCard.__dataclass_fields__.keys() - {"question", "result"}
ANY_NOTICE: Final = dict.fromkeys(("category", "place", "month"))
NO_FILTER: Final = dict.fromkeys(
    ("ledger", "state", "presence", "person", "unit", "overdue", "petition")
)


class SqlLedgerReader:
    """Reads outside any unit of work; `sight` says what the reader may see.

    That is: `ledgers` that the role reads, the lineage `above` the reader, and the
    `buildings` to which duties bind, or None.
    """

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def one(self, item_id: UUID, **sight: Any) -> ItemCard | None:  # noqa: ANN401
        """Return an item, masked, if this sight reaches it."""
        rows = self._read(sql.ONE, id=item_id, **sight)
        return _card(rows[0]) if rows else None

    def these(self, item_ids: Sequence[UUID]) -> Sequence[ItemCard]:
        """Return items, masked; whoever asks has asked who may have them."""
        return [_card(row) for row in self._read(sql.THESE, ids=list(item_ids))]

    def page(
        self,
        organisation: str,
        *,
        tile: Tile | None = None,
        **asked: Any,  # noqa: ANN401
    ) -> Sequence[ItemCard]:
        """Return items of a place and below it, masked; by id."""
        told = NO_FILTER | _tile(tile) | asked
        return [_card(row) for row in self._read(sql.PAGE, id=organisation, **told)]

    def matters(self, organisation: str, **asked: Any) -> Sequence[MatterCard]:  # noqa: ANN401
        """Return matters with all their ledgers, each once; by key."""
        rows = self._read(sql.MATTERS, id=organisation, **asked)
        return [MatterCard(**row) for row in rows]

    def history(self, item_id: UUID) -> Sequence[StepView]:
        """Return the steps of an item, without words."""
        return [StepView(**row) for row in self._read(sql.HISTORY, id=item_id)]

    def figures(
        self,
        organisation: str,
        day: date,
        **sight: Any,  # noqa: ANN401
    ) -> Sequence[LedgerFigures]:
        """Return the figures of a place's ledgers as of a day, all together last."""
        rows = self._read(sql.FIGURES, id=organisation, day=day, **sight)
        found = {row["ledger"]: _figures(row) for row in rows}
        told = [*sight["ledgers"], None]
        return [found.get(each) or _nothing(each) for each in told]

    def tiles(
        self,
        organisation: str,
        tiles: Sequence[Tile],
        today: date,
        **sight: Any,  # noqa: ANN401
    ) -> Sequence[TileFigures]:
        """Return 四个知晓 of a place: what stands now (A-27)."""
        found = [
            (
                each,
                self._read(
                    sql.TILE, id=organisation, today=today, **_tile(each), **sight
                )[0],
            )
            for each in tiles
        ]
        return [
            TileFigures(code=each.code, title=each.title, basis=each.basis, **row)
            for each, row in found
        ]

    def publications(
        self,
        organisation: str,
        **asked: Any,  # noqa: ANN401
    ) -> Sequence[PublicationCard]:
        """Return publications of a place, without their words; by id."""
        rows = self._read(sql.PUBLICATIONS, id=organisation, **asked)
        return [PublicationCard(**row) for row in rows]

    def unbulletined(self, week: date, ends: object) -> Sequence[str]:
        """Return the places whose bulletin of a week was not made yet."""
        rows = self._read(sql.UNBULLETINED, week=week, next=ends)
        return [row["organisation_id"] for row in rows]


class SqlPublicReader:
    """Reads the de-identifying view `public_ledger`, and nothing else."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def page(
        self,
        organisation_id: str | None,
        *,
        before: UUID | None,
        limit: int,
        **asked: str | None,
    ) -> Sequence[PublicNotice]:
        """Return what is public now, the newest first.

        `asked` may name a `category`, a `place` and a `month` (such as 2026-11).
        """
        here = {"id": organisation_id, "before": before, "limit": limit}
        rows = self._read(sql.PUBLIC, **here, **(ANY_NOTICE | asked))
        return [PublicNotice(**row) for row in rows]

    def choices(self) -> PublicChoices:
        """Return by what the public list may be narrowed."""
        row = self._read(sql.PUBLIC_CHOICES)[0]
        months = tuple(sorted(row["months"], reverse=True))
        categories, places = sorted(row["categories"]), sorted(row["places"])
        return PublicChoices(
            categories=tuple(categories), places=tuple(places), months=months
        )

    def one(self, public_id: UUID) -> PublicNotice | date | None:
        """Return a notice, the day on which it was withdrawn, or None if unknown."""
        rows = self._read(sql.PUBLIC_ONE, id=public_id)
        if rows:
            return PublicNotice(**rows[0])
        gone = self._read(sql.PUBLIC_NO_MORE, id=public_id)
        return cast(date, gone[0]["day"]) if gone else None


def _card(row: Mapping[Any, Any]) -> ItemCard:
    shown = {name: row[name] for name in SHOWN}
    result = MASK if row["has_result"] else None
    return ItemCard(**shown, question=MASK, result=result)


def _tile(tile: Tile | None) -> dict[str, Any]:
    return {
        "tile_ledgers": None if tile is None else sorted(tile.ledgers),
        "tile_about": None if tile is None else sorted(tile.about),
    }


def _figures(row: Mapping[Any, Any]) -> LedgerFigures:
    states = {each.value: row[f"s_{each}"] for each in LedgerState}
    return LedgerFigures(
        ledger=row["ledger"],
        standing=row["standing"],
        states=states if row["ledger"] is not None else {},
        entered=row["entered"],
        exited=row["exited"],
        solved=row["solved"],
    )


def _nothing(ledger: str | None) -> LedgerFigures:
    states = {} if ledger is None else {each.value: 0 for each in LedgerState}
    return LedgerFigures(
        ledger=ledger, standing=0, states=states, entered=0, exited=0, solved=0
    )
