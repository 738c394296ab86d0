"""A collection of aggregates over one table, written back when the unit commits."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import RowMapping, Table, select

from minqing_chassis.flush import Row
from minqing_chassis.unit_of_work import SqlWork
from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import NotFound

A = TypeVar("A", bound=Aggregate)


class Repository(Generic[A]):
    """Hands out each aggregate once a unit, locked, and notices what became of it.

    `to_row` and `from_row` are each other's reverse; the table has one key column.
    """

    def __init__(
        self,
        work: SqlWork,
        table: Table,
        *,
        to_row: Callable[[A], dict[str, Any]],
        from_row: Callable[[Mapping[str, Any]], A],
        missing: type[NotFound] = NotFound,
    ) -> None:
        self._work = work
        self._table = table
        self._key = next(iter(table.primary_key.columns))
        self._to_row = to_row
        self._from_row = from_row
        self._missing = missing
        self._held: dict[Any, A] = {}
        self._loaded: dict[Any, Row] = {}
        self._unknown: set[Any] = set()
        work.before_commit(self._write_back)

    def add(self, aggregate: A) -> None:
        """Take a new aggregate in."""
        self._hold(self._to_row(aggregate)[self._key.name], aggregate)

    def get(self, key: Any) -> A:  # noqa: ANN401
        """Return one aggregate, locked until the unit ends; raise `missing`."""
        found = self.get_many([key])
        if key not in found:
            raise self._missing(f"{self._table.name}: {key}")
        return found[key]

    def get_many(self, keys: Iterable[Any]) -> dict[Any, A]:
        """Return those of many aggregates that exist, locked in key order.

        What was not there is not asked for again in this unit.
        """
        wanted = list(dict.fromkeys(keys))
        absent = [e for e in wanted if e not in self._held and e not in self._unknown]
        if absent:
            self._load(absent)
            self._unknown.update(absent)
        return {key: self._held[key] for key in wanted if key in self._held}

    def adopt(self, row: RowMapping) -> A:
        """Return the aggregate of a whole row that the caller has read and locked."""
        key = row[self._key.name]
        if key not in self._held:
            aggregate = self._from_row(cast("Mapping[str, Any]", row))
            self._hold(key, aggregate)
            self._loaded[key] = self._to_row(aggregate)
        return self._held[key]

    def _load(self, keys: list[Any]) -> None:
        statement = (
            select(self._table)
            .where(self._key.in_(keys))
            .order_by(self._key)
            .with_for_update()
        )
        for row in self._work.read(statement):
            self.adopt(row)

    def _hold(self, key: Any, aggregate: A) -> None:  # noqa: ANN401
        self._held[key] = aggregate
        self._work.watch(aggregate)

    def _write_back(self) -> None:
        for key, aggregate in self._held.items():
            row, loaded = self._to_row(aggregate), self._loaded.get(key)
            if loaded is None:
                self._work.insert(self._table, row)
            elif row != loaded:
                self._work.update(self._table, row)
