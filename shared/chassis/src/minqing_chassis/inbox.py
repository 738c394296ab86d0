"""Idempotent inbox: a message is handled once, however often it comes."""

from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy import RowMapping

ADMIT = """
insert into inbox (message_id) select unnest(cast(:ids as uuid[]))
on conflict do nothing returning message_id
"""

Read = Callable[..., Sequence[RowMapping]]


class SqlInbox:
    """The primary key decides, so two workers cannot both be first."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def admit(self, message_ids: Sequence[UUID]) -> set[UUID]:
        """Remember these messages; return those that are seen for the first time."""
        if not message_ids:
            return set()
        ids = [str(message_id) for message_id in sorted(set(message_ids))]
        return {row["message_id"] for row in self._read(ADMIT, ids=ids)}
