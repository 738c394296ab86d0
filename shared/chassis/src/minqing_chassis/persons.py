"""A service's copies of registry's accounts of staff: whose is whose."""

from collections.abc import Collection
from typing import Final, Protocol

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

from minqing_chassis.flush import insert_sql
from minqing_chassis.unit_of_work import SqlWork

NEWER: Final = """
on conflict (staff_id) do update
set revision = excluded.revision, person = excluded.person
where staff_accounts.revision < excluded.revision
"""
ALIKE: Final = """
select other.staff_id from staff_accounts mine
join staff_accounts other using (person)
where lower(mine.staff_id) = lower(:account)
"""


class Account(Protocol):
    """An account; `person` is equal for accounts of one person."""

    @property
    def staff_id(self) -> str:
        """Its name."""
        ...

    @property
    def revision(self) -> int:
        """A lower one than is known already is old."""
        ...

    @property
    def person(self) -> str | None:
        """Whose it is; None while nobody said."""
        ...


def account_table(metadata: MetaData, index: str) -> Table:
    """Return the table; `index` is what the service calls its index of persons."""
    return Table(
        "staff_accounts",
        metadata,
        Column("staff_id", Text, primary_key=True),
        Column("revision", Integer, nullable=False),
        Column("person", Text),
        Index(index, "person"),
    )


class SqlPersons:
    """Accounts of staff in their table."""

    def __init__(self, work: SqlWork, table: Table) -> None:
        self._work = work
        self._table = table
        self._newest: dict[str, Account] = {}
        work.before_commit(self._write)

    def put(self, account: Account) -> None:
        """Keep an account, unless a newer revision of it is known."""
        known = self._newest.get(account.staff_id)
        if known is None or known.revision < account.revision:
            self._newest[account.staff_id] = account

    def accounts_of(self, account: str) -> Collection[str]:
        """Return all accounts of whoever an account belongs to, that one included."""
        alike = self._work.read(ALIKE, account=account)
        return {account, *(str(row["staff_id"]) for row in alike)}

    def _write(self) -> None:
        rows = [vars(each) for _, each in sorted(self._newest.items())]
        if rows:
            sql = insert_sql(self._table, tuple(rows[0]))
            self._work.write(f"{sql} {NEWER}", rows)
