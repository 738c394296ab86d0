"""Questions about help that change nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from minqing_chassis.database import Database
from registry.adapters.aid import sql
from registry.adapters.aid.rows import checklist_of
from registry.application.aid.views import (
    OfferView,
    PairingView,
    PaymentView,
    PlacementCounts,
    SixOnes,
    Sum,
    Unpaired,
)
from registry.domain.aid.checklist import checklist_id
from registry.domain.aid.money import yuan
from registry.domain.aid.releasing import DecidedLine, released


class SqlAidReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def pairings(self, **asked: Any) -> Sequence[PairingView]:  # noqa: ANN401
        """Return pairings of a place, a household or a partner, on a day; by id."""
        return [PairingView(**row) for row in self._read(sql.PAIRINGS, **asked)]

    def unpaired(
        self, organisation_id: str, on: date, *, after: str, limit: int
    ) -> Sequence[Unpaired]:
        """Return the social workers who were paired with nobody on a day; by id."""
        rows = self._read(
            sql.UNPAIRED, id=organisation_id, on=on, after=after, limit=limit
        )
        return [Unpaired(**row) for row in rows]

    def payments(
        self,
        organisation_id: str,
        **asked: Any,  # noqa: ANN401
    ) -> Sequence[PaymentView]:
        """Return lines of the ledger of a place and below it; by id."""
        rows = self._read(sql.PAYMENTS, id=organisation_id, **asked)
        return [payment_view(row) for row in rows]

    def totals(self, organisation_id: str, year: str | None) -> Sequence[Sum]:
        """Return what each programme paid in a place and all below it."""
        rows = self._read(sql.TOTALS, id=organisation_id, year=year)
        return [Sum(**row) for row in rows]

    def sums(self, organisation_id: str, year: str | None) -> Sequence[Sum]:
        """Return what each programme paid in each of the units of a place."""
        rows = self._read(sql.SUMS_UNDER, id=organisation_id, year=year, smallest=1)
        return [Sum(**row) for row in rows]

    def public_sums(self, year: str, smallest: int) -> Sequence[Sum]:
        """Return a year's sums for everybody, in steps of groups that are not small."""
        rows = self._read(sql.DECIDED, year=year)
        found: list[Sum] = []
        for (programme, unit), lines in groupby(rows, key=_group):
            told = released((_decided(each) for each in lines), smallest)
            if told is not None:
                found.append(
                    Sum(programme=programme, organisation_id=unit, **vars(told))
                )
        return found

    def offers(
        self, organisation_id: str, on: date | None, *, after: UUID, limit: int
    ) -> Sequence[OfferView]:
        """Return the offers of a place, with posts left on a day; by id."""
        rows = self._read(
            sql.OFFERS, id=organisation_id, on=on, after=after, limit=limit
        )
        return [_offer(row) for row in rows]

    def offer(self, offer_id: UUID) -> OfferView | None:
        """Return one offer."""
        rows = self._read(sql.OFFER, id=offer_id)
        return _offer(rows[0]) if rows else None

    def placed(self, organisation_id: str, since: date, until: date) -> PlacementCounts:
        """Return how many came to work and to a trade in a place, in a time."""
        asked = {"id": organisation_id, "since": since, "until": until}
        (row,) = self._read(sql.PLACED, **asked)
        return PlacementCounts(organisation_id=organisation_id, **row)

    def six_ones(
        self,
        organisation_id: str,
        year: int,
        *,
        after: str = "",
        limit: int = 1,
        only: str | None = None,
    ) -> Sequence[SixOnes]:
        """Return the six of every unit of a place, be anything shown or not; by id."""
        asked = {"id": organisation_id, "after": after, "limit": limit, "only": only}
        rows = self._read(sql.SIX, year=year, **asked)
        return [_six(row, year) for row in rows]


def payment_view(row: Mapping[Any, Any]) -> PaymentView:
    """Return a line of the ledger as it is shown."""
    said = dict(row)
    return PaymentView(amount=yuan(said.pop("cents")), **said)


def _group(row: Mapping[Any, Any]) -> tuple[str, str]:
    return row["programme"], row["organisation_id"]


def _decided(row: Mapping[Any, Any]) -> DecidedLine:
    names = ("household_id", "cents", "decided_at")
    return DecidedLine(**{name: row[name] for name in names})


def _offer(row: Mapping[Any, Any]) -> OfferView:
    said = dict(row)
    return OfferView(wage=yuan(said.pop("wage_cents")), **said)


def _six(row: Mapping[Any, Any], year: int) -> SixOnes:
    key = checklist_id(row["organisation_id"], year)
    found = checklist_of({**row, "checklist_id": key, "year": year})
    return SixOnes(
        organisation_id=found.organisation_id,
        year=year,
        items=row["items"],
        done=found.done,
        percent=str(found.percent),
        revision=found.revision,
    )
