"""The copies of registry's organisations in their table."""

from collections.abc import Collection, Mapping

from sqlalchemy import column

from minqing_chassis.flush import insert_sql
from minqing_chassis.prepared import Prepared, asking
from minqing_chassis.unit_of_work import SqlWork
from notify.adapters import tables
from notify.domain.organisation import Organisation

NEWER_ORGANISATION = """
on conflict (organisation_id) do update
set revision = excluded.revision, name = excluded.name,
    parent_id = excluded.parent_id, desk_address = excluded.desk_address,
    active = excluded.active
where organisations.revision < excluded.revision
"""

FIND = "select * from organisations where organisation_id = any(:ids)"

LINE_SQL = """
with recursive line as (
  select :id as id, array[:id] as path
  union all
  select o.parent_id::text, line.path || o.parent_id::text
  from line join organisations o on o.organisation_id = line.id
  where o.parent_id is not null and o.parent_id != all(line.path)
)
select id from line order by cardinality(path)
"""
LINE = asking(
    Prepared(name="line_of_unit", sql=LINE_SQL, types={"id": "text"}),
    columns=[column("id")],
)


class SqlOrganisations:
    """The copies of registry's organisations."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._newest: dict[str, Organisation] = {}
        work.before_commit(self._write)

    def put(self, organisation: Organisation) -> None:
        """Keep an organisation, unless a newer revision of it is known."""
        known = self._newest.get(organisation.organisation_id)
        if known is None or known.revision < organisation.revision:
            self._newest[organisation.organisation_id] = organisation

    def find(self, ids: Collection[str]) -> Mapping[str, Organisation]:
        """Return those organisations that are known."""
        if not ids:
            return {}
        rows = self._work.read(FIND, ids=sorted(ids))
        found = [tables.organisation_from(dict(row)) for row in rows]
        return {each.organisation_id: each for each in found}

    def line_of(self, organisation_id: str | None) -> list[str]:
        """Return the organisation's id and the ids of all its superiors."""
        if organisation_id is None:
            return []
        return [str(row["id"]) for row in self._work.read(LINE, id=organisation_id)]

    def _write(self) -> None:
        newest = sorted(self._newest.items())
        rows = [tables.organisation_row(organisation) for _, organisation in newest]
        if rows:
            sql = insert_sql(tables.organisations, tuple(rows[0]))
            self._work.write(f"{sql} {NEWER_ORGANISATION}", rows)
