"""Queries about arrivals, devices, gatherings and groups."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from intake.domain.device import Device
from minqing_chassis.database import Database

DEVICE = "select * from devices where device_id = :device_id"
DOOR = "select organisation_id from receptions where reception_id = :reception_id"
CONDUCT = """
select kind, words, warned, recorded_by, organisation_id, at from conduct_entries
where reception_id = :reception_id order by id
"""
ARRIVALS = """
select channel, state, coalesce(ground, '') as ground, count(*) as arrivals,
    sum(people) as people
from receptions where arrived_at >= :since and arrived_at < :until
    and organisation_id = any(:organisations)
group by channel, state, ground order by channel, state, ground
"""
PETITIONS = """
select channel, state, coalesce(refusal, '') as reason,
    case when state = 'referred' then details->'nature'->>'path' else '' end as path,
    count(*) as petitions
from petitions where received_at >= :since and received_at < :until
    and (organisation_id = any(:organisations) or organisation_id is null)
    and (accused is null or not accused && cast(:line as varchar[]))
group by channel, state, reason, path order by channel, state, reason, path
"""
CALLS = """
select count(*) as calls, count(*) filter (where known) as known, count(answered_at)
    as answered, percentile_cont(0.5) within group (order by seconds) as median_seconds,
    max(seconds) as longest_seconds
from (
    select c.*, extract(epoch from answered_at - pressed_at) as seconds
    from device_calls c join petitions p using (petition_id)
    where pressed_at >= :since and pressed_at < :until
        and (p.organisation_id = any(:organisations) or p.organisation_id is null)
        and (p.accused is null or not p.accused && cast(:line as varchar[]))
) told
"""
GATHERINGS = """
select kind, count(*) as held, sum(participants) as participants,
    sum(petitions) as petitions
from gatherings where held_at >= :since and held_at < :until
    and organisation_id = any(:organisations) group by kind order by kind
"""
GROUP = """
select g.*, p.receipt from group_matters g join petitions p using (petition_id)
where g.group_id = :group_id
"""
GROUP_MEMBERS = """
select member_id, batch, representative, contacts, last_contact_at, outcome, settled_at
from group_members where group_id = :group_id order by member_id
"""
GROUP_CONTACTS = """
select member_id, channel, note, noted_by, at from group_contacts
where member_id = :member_id order by id
"""
MAPPINGS = """
select list, code, their_code, changed_at, changed_by from category_mappings
where list = :list order by code
"""
BY_CATEGORY = """
select coalesce(m.their_code, '') as code, count(*) as petitions
from petitions p left join category_mappings m on m.list = :list and m.code = p.category
where p.received_at >= :since and p.received_at < :until and p.category is not null
    and (p.organisation_id = any(:organisations) or p.organisation_id is null)
    and (p.accused is null or not p.accused && cast(:line as varchar[]))
group by 1 order by 1
"""
BY_GIVEN_CATEGORY = """
select coalesce(category, '') as code, count(*) as petitions from petitions
where received_at >= :since and received_at < :until
    and (organisation_id = any(:organisations) or organisation_id is null)
    and (accused is null or not accused && cast(:line as varchar[]))
group by 1
"""


class ChannelReader:
    """Answers in one round trip each; `until` is excluded.

    `line` is the asker's organisation and all above it: what accuses one of them is not
    counted (条例第30条).
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def device(self, device_id: str) -> Device | None:
        """Return one device."""
        rows = self._database.rows(DEVICE, device_id=device_id)
        return Device(**rows[0]) if rows else None

    def door_of(self, reception_id: UUID) -> str | None:
        """Return at whose door somebody arrived."""
        rows = self._database.rows(DOOR, reception_id=reception_id)
        return rows[0]["organisation_id"] if rows else None

    def conduct(self, reception_id: UUID) -> list[RowMapping]:
        """Return what was written down beside an arrival, oldest first."""
        return list(self._database.rows(CONDUCT, reception_id=reception_id))

    def arrivals(
        self,
        since: datetime,
        until: datetime,
        organisations: Sequence[str],
        line: Sequence[str],
    ) -> dict[str, list[RowMapping]]:
        """Return how many came, and what became of them, by channel and ground."""
        values = {"since": since, "until": until, "organisations": list(organisations)}
        return {
            "arrivals": list(self._database.rows(ARRIVALS, **values)),
            "petitions": list(self._database.rows(PETITIONS, line=line, **values)),
        }

    def calls(
        self,
        since: datetime,
        until: datetime,
        organisations: Sequence[str],
        line: Sequence[str],
    ) -> dict[str, Any]:
        """Return how many devices called, and how soon somebody answered."""
        values = {"since": since, "until": until, "organisations": list(organisations)}
        return dict(self._database.rows(CALLS, line=line, **values)[0])

    def gatherings(
        self, since: datetime, until: datetime, organisations: Sequence[str]
    ) -> list[RowMapping]:
        """Return what was held, by kind, with people and petitions."""
        values = {"since": since, "until": until, "organisations": list(organisations)}
        return list(self._database.rows(GATHERINGS, **values))

    def group(self, group_id: UUID) -> RowMapping | None:
        """Return one group's row, with its petition's number."""
        rows = self._database.rows(GROUP, group_id=group_id)
        return rows[0] if rows else None

    def members(self, group_id: UUID) -> list[RowMapping]:
        """Return a group's members, without who they are."""
        return list(self._database.rows(GROUP_MEMBERS, group_id=group_id))

    def member_contacts(self, member_id: UUID) -> list[RowMapping]:
        """Return every contact with a member, oldest first."""
        return list(self._database.rows(GROUP_CONTACTS, member_id=member_id))

    def mappings(self, name: str) -> list[RowMapping]:
        """Return how a list calls our categories."""
        return list(self._database.rows(MAPPINGS, list=name))

    def by_category(
        self,
        name: str,
        since: datetime,
        until: datetime,
        organisations: Sequence[str],
        line: Sequence[str],
    ) -> list[RowMapping]:
        """Return how many petitions came, by another list's categories.

        What that list has no name for stands under the empty code: nothing is lost.
        """
        return list(
            self._database.rows(
                BY_CATEGORY,
                list=name,
                since=since,
                until=until,
                organisations=list(organisations),
                line=line,
            )
        )

    def by_given_category(
        self,
        since: datetime,
        until: datetime,
        organisations: Sequence[str],
        line: Sequence[str],
    ) -> dict[str, int]:
        """Return how many petitions came, by the category that they have ("": none)."""
        rows = self._database.rows(
            BY_GIVEN_CATEGORY,
            since=since,
            until=until,
            organisations=list(organisations),
            line=line,
        )
        return {row["code"]: row["petitions"] for row in rows}
