"""不是同一件: which matters somebody looked at together and found to be two."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import RowMapping

from minqing_chassis.database import Database

OF: Final = """
select one_receipt, other_receipt, by, said_at from unlike_matters
where one_receipt = :receipt or other_receipt = :receipt
"""
SAY: Final = """
insert into unlike_matters (one_receipt, other_receipt, by, said_at)
values (:one, :other, :by, :at) on conflict do nothing
"""
TAKE_BACK: Final = """
delete from unlike_matters where one_receipt = :one and other_receipt = :other
"""


@dataclass(frozen=True)
class Parted:
    """Who said that two are not the same, and when."""

    by: str
    at: datetime


class SqlUnlike:
    """Pairs: what is not the same as another is so from both sides."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, receipt: str) -> dict[str, Parted]:
        """Return who said so, by the numbers of what is not the same as this one."""
        rows = self._database.rows(OF, receipt=receipt)
        return {_other(row, receipt): Parted(row["by"], row["said_at"]) for row in rows}

    def say(self, receipt: str, other: str, by: str, at: datetime) -> None:
        """Note that two are not the same; once said it stands as it was said."""
        one, other = sorted((receipt, other))
        self._database.rows(SAY, one=one, other=other, by=by, at=at)

    def take_back(self, receipt: str, other: str) -> None:
        """Let the two be shown to each other again."""
        one, other = sorted((receipt, other))
        self._database.rows(TAKE_BACK, one=one, other=other)


def _other(row: RowMapping, receipt: str) -> str:
    one, other = str(row["one_receipt"]), str(row["other_receipt"])
    return other if one == receipt else one
