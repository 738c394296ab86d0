"""不是同一件: which matters somebody looked at together and found to be two."""

from datetime import datetime
from typing import Final

from minqing_chassis.database import Database

OF: Final = """
select one_receipt, other_receipt from unlike_matters
where one_receipt = :receipt or other_receipt = :receipt
"""
SAY: Final = """
insert into unlike_matters (one_receipt, other_receipt, by, said_at)
values (:one, :other, :by, :at) on conflict do nothing
"""
TAKE_BACK: Final = """
delete from unlike_matters where one_receipt = :one and other_receipt = :other
"""


class SqlUnlike:
    """Pairs: what is not the same as another is so from both sides."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, receipt: str) -> frozenset[str]:
        """Return the numbers of the matters that are not the same as this one."""
        rows = self._database.rows(OF, receipt=receipt)
        found = {each for row in rows for each in row.values()}
        return frozenset(found - {receipt})

    def say(self, receipt: str, other: str, by: str, at: datetime) -> None:
        """Note that two are not the same; once said it stands as it was said."""
        one, other = sorted((receipt, other))
        self._database.rows(SAY, one=one, other=other, by=by, at=at)

    def take_back(self, receipt: str, other: str) -> None:
        """Let the two be shown to each other again."""
        one, other = sorted((receipt, other))
        self._database.rows(TAKE_BACK, one=one, other=other)
