"""Editions and successions, written when the unit commits, after the organisations."""

from collections.abc import Sequence
from typing import Any

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.editions.tables import organisation_editions, successions
from registry.adapters.upsert import upsert_sql
from registry.domain.editions.edition import Edition
from registry.domain.editions.succession import Succession
from registry.domain.profiles import OrganisationKind, OrganisationProfile

EDITIONS = """
select * from organisation_editions where organisation_id = :id order by since
"""
SUCCESSION = "select * from successions where organisation_id = :id"


class SqlEditions:
    """The editions of all organisations."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._kept: list[Edition] = []
        work.before_commit(self._write)

    def of(self, organisation_id: str) -> Sequence[Edition]:
        """Return an organisation's editions, oldest first."""
        rows = self._work.read(EDITIONS, id=organisation_id)
        return [_edition({**row}) for row in rows]

    def keep(self, edition: Edition) -> None:
        """Take an edition in; it replaces that of the same day."""
        self._kept.append(edition)

    def _write(self) -> None:
        if self._kept:
            self._work.write(
                upsert_sql(organisation_editions), [_row(each) for each in self._kept]
            )


class SqlSuccessions:
    """Who continues whom."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def of(self, organisation_id: str) -> Succession | None:
        """Return who continues an organisation, if anybody was named."""
        rows = self._work.read(SUCCESSION, id=organisation_id)
        return Succession(**rows[0]) if rows else None

    def keep(self, succession: Succession) -> None:
        """Take it in; it replaces what was said before."""
        self._work.write(upsert_sql(successions), [vars(succession)])


def _row(edition: Edition) -> dict[str, Any]:
    return vars(edition.profile) | {
        "organisation_id": edition.organisation_id,
        "since": edition.since,
    }


def _edition(row: dict[str, Any]) -> Edition:
    organisation_id, since = row.pop("organisation_id"), row.pop("since")
    row["kind"] = OrganisationKind(row["kind"])
    profile = OrganisationProfile(**row)
    return Edition(organisation_id=organisation_id, since=since, profile=profile)
