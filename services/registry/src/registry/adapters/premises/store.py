"""The collection of all premises."""

from collections.abc import Mapping, Sequence
from typing import Any

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.premises.tables import premises
from registry.adapters.shelf import Shelf
from registry.domain.premises.errors import PremisesUnknown
from registry.domain.premises.kinds import PremisesKind
from registry.domain.premises.premises import Premises, PremisesProfile

PATH = """
with recursive around (premises_id, parent_id, step) as (
    select premises_id, parent_id, 0 from premises where premises_id = :id
    union all
    select up.premises_id, up.parent_id, step + 1
    from around join premises up on up.premises_id = around.parent_id
)
select premises.* from around join premises using (premises_id) order by step desc
"""
OWN = """
active and organisation_id in (
    select cast(:organisation as text)
    union all
    select organisation_id from organisations
    where parent_id = :organisation and not active
)
"""
NAMED = f"""
select * from premises where {OWN} and key = any(:keys)
    and (kind = any('{{estate,courtyard}}') or parent_id is null) and kind <> 'fixture'
order by premises_id
"""
CHILD = f"""
select * from premises
where {OWN} and parent_id = :parent and kind = :kind and key = :key
"""


class SqlPremises(Shelf[Premises]):
    """All premises."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            premises,
            to_row=premises_row,
            from_row=premises_of,
            missing=PremisesUnknown,
        )
        self._grounds: dict[str, SqlGround] = {}

    def path(self, premises_id: str) -> Sequence[Premises]:
        """Return premises and what they stand in, outermost first; empty if unknown."""
        return [premises_of(row) for row in self._work.read(PATH, id=premises_id)]

    def ground(self, organisation_id: str) -> "SqlGround":
        """Return a community's active premises, to find an address in.

        Those of communities that it continues are among them.
        """
        if organisation_id not in self._grounds:
            ground = SqlGround(self._work.read, organisation_id)
            self._grounds[organisation_id] = ground
        return self._grounds[organisation_id]


class SqlGround:
    """One community's premises, asked step by step, the same step once a unit."""

    def __init__(self, read: Any, organisation_id: str) -> None:  # noqa: ANN401
        self._read = read
        self._organisation_id = organisation_id
        self._named: dict[tuple[str, ...], Sequence[Premises]] = {}
        self._children: dict[tuple[str, PremisesKind, str], Premises | None] = {}

    def named(self, keys: Sequence[str]) -> Sequence[Premises]:
        """Return the estates, courtyards and roots that go by one of these names."""
        asked = tuple(keys)
        if asked not in self._named:
            found = self._read(
                NAMED, organisation=self._organisation_id, keys=list(keys)
            )
            self._named[asked] = [premises_of(row) for row in found]
        return self._named[asked]

    def child(self, parent_id: str, kind: PremisesKind, key: str) -> Premises | None:
        """Return what stands in a parent under a key."""
        asked = parent_id, kind, key
        if asked not in self._children:
            found = self._read(
                CHILD,
                organisation=self._organisation_id,
                parent=parent_id,
                kind=kind,
                key=key,
            )
            self._children[asked] = premises_of(found[0]) if found else None
        return self._children[asked]


def premises_row(each: Premises) -> dict[str, Any]:
    """Return the row of premises."""
    profile = each.profile
    return {
        "premises_id": each.premises_id,
        "organisation_id": profile.organisation_id,
        "kind": profile.kind,
        "parent_id": profile.parent_id,
        "name": profile.name,
        "key": profile.key,
        "active": profile.active,
        "revision": each.revision,
    }


def premises_of(row: Mapping[Any, Any]) -> Premises:
    """Return the premises of a row."""
    return Premises(
        premises_id=row["premises_id"],
        revision=row["revision"],
        profile=PremisesProfile(
            kind=PremisesKind(row["kind"]),
            name=row["name"],
            parent_id=row["parent_id"],
            organisation_id=row["organisation_id"],
            active=row["active"],
        ),
    )
