"""Subscriptions in their table, and the notices that they call for.

A system's notice is made in the database from the occurrence and the table, so that
telling reads nothing; its id follows from the message and the subscription. Its
urgency is Urgency.ASIDE: a sender of its own takes it.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from minqing_chassis.database import Database
from minqing_chassis.flush import insert_sql
from minqing_chassis.unit_of_work import SqlWork
from notify.adapters.sending.tables import subscriptions
from notify.domain.occurrence import Occurrence, Step
from notify.domain.sending.subscription import Subscription

TELL = """
insert into notices (notice_id, petition_id, correlation_id, case_revision, step,
  audience, recipient, organisation_id, urgency, at, params, state, attempts,
  next_attempt_at)
select md5(r.message_id::text || s.subscription_id::text)::uuid, r.petition_id,
  r.correlation_id, r.case_revision, r.step, 'subscriber', s.subscription_id::text,
  s.organisation_id, 3, r.at, jsonb_build_object('receipt', r.receipt), 'waiting', 0,
  r.wall
from jsonb_to_recordset(:rows) as r(message_id uuid, petition_id uuid,
  correlation_id uuid, case_revision integer, step text, organisation_id text,
  at timestamptz, receipt text, wall timestamptz)
join subscriptions s on s.active
  and (s.organisation_id is null or s.organisation_id = r.organisation_id)
  and (s.steps = '[]' or s.steps ? r.step)
order by 1
on conflict (notice_id) do nothing
"""
INSTEAD = """
on conflict (subscription_id) do update set name = excluded.name, url = excluded.url,
  steps = excluded.steps, organisation_id = excluded.organisation_id,
  active = excluded.active, generation = excluded.generation,
  changed_by = excluded.changed_by, changed_at = excluded.changed_at
"""
GENERATION = """
select generation from subscriptions where subscription_id = :id for update
"""
FIND = """
select * from subscriptions where active and subscription_id = any(cast(:ids as uuid[]))
"""
ALL = "select * from subscriptions order by name, subscription_id"


class SqlSubscriptions:
    """Other systems that are told of steps."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def put(self, subscription: Subscription) -> None:
        """Keep a subscription, instead of what it was before."""
        row = vars(subscription) | {"steps": sorted(subscription.steps)}
        sql = f"{insert_sql(subscriptions, tuple(row))} {INSTEAD}"
        self._work.write(sql, [row])

    def generation(self, subscription_id: UUID) -> int:
        """Return how often its secret was changed; 0: there is no such one."""
        found = self._work.read(GENERATION, id=subscription_id)
        return int(found[0]["generation"]) if found else 0

    def tell(self, occurrence: Occurrence, *, wall: datetime) -> None:
        """Add a notice for each one that hears of it; never reads."""
        told = ("message_id", "petition_id", "correlation_id", "case_revision", "step")
        row = {name: getattr(occurrence, name) for name in told}
        row |= {
            "organisation_id": occurrence.organisation_id,
            "at": occurrence.at,
            "receipt": occurrence.receipt,
            "wall": wall,
        }
        self._work.write(TELL, [row])

    def find(self, ids: Collection[str]) -> Mapping[str, Subscription]:
        """Return those that are known and active, by their id as text."""
        if not ids:
            return {}
        rows = self._work.read(FIND, ids=sorted(ids))
        return {str(r["subscription_id"]): subscription_from(dict(r)) for r in rows}


def all_subscriptions(database: Database) -> Sequence[Subscription]:
    """Return every subscription, by name."""
    return [subscription_from(dict(row)) for row in database.rows(ALL)]


def subscription_from(row: Mapping[str, Any]) -> Subscription:
    """Read a subscription from its row."""
    return Subscription(**(dict(row) | {"steps": frozenset(map(Step, row["steps"]))}))
