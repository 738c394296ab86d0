"""By which means petitioners want to be told, in their table."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from minqing_chassis.flush import insert_sql
from minqing_chassis.unit_of_work import SqlWork
from notify.adapters.sending.tables import preferences
from notify.domain.sending.means import Means
from notify.domain.sending.preference import Preference

OF = """
select petition_id, preferred, refused from preferences where petition_id = any(:ids)
"""
INSTEAD = """
on conflict (petition_id) do update set preferred = excluded.preferred,
  refused = excluded.refused, said_by = excluded.said_by, said_at = excluded.said_at
where preferences.said_at <= excluded.said_at
"""


class SqlPreferences:
    """What petitioners said about being told."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def put(
        self, petition_id: UUID, preference: Preference, *, by: str, at: datetime
    ) -> None:
        """Keep what somebody said, instead of what was said before."""
        row = {
            "petition_id": petition_id,
            "preferred": preference.preferred,
            "refused": sorted(preference.refused),
            "said_by": by,
            "said_at": at,
        }
        sql = f"{insert_sql(preferences, tuple(row))} {INSTEAD}"
        self._work.write(sql, [row])

    def of(self, petition_ids: Collection[UUID]) -> Mapping[UUID, Preference]:
        """Return what was said about these petitions."""
        if not petition_ids:
            return {}
        rows = self._work.read(OF, ids=sorted(petition_ids))
        return {row["petition_id"]: preference_from(dict(row)) for row in rows}


def preference_from(row: Mapping[str, Any]) -> Preference:
    """Read what was said from its row."""
    preferred = row["preferred"]
    return Preference(
        preferred=Means(preferred) if preferred else None,
        refused=frozenset(map(Means, row["refused"])),
    )
