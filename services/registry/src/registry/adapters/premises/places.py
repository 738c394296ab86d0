"""Places of an organisation and those below it, to be found by what is typed."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from registry.adapters.places import UNDER
from registry.adapters.premises.store import premises_of
from registry.domain.premises.kinds import PremisesKind
from registry.domain.premises.premises import Premises

MOST_NAMED: Final = 5_000
NAMED: Final = f"""
{UNDER}
select p.* from premises p join under using (organisation_id)
where p.active and p.kind <> 'fixture'
    and (p.kind = any('{{estate,courtyard}}') or p.parent_id is null)
order by p.parent_id nulls first, p.premises_id limit {MOST_NAMED}
"""
WITHIN: Final = """
select * from premises
where active and parent_id = any(:parents) and kind = :kind and key = :key
order by premises_id limit 50
"""


class SqlPlaces:
    """Asked anew for each search: no more than some thousand names, one index."""

    def __init__(self, read: Any, organisation_id: str) -> None:  # noqa: ANN401
        self._read = read
        self._organisation_id = organisation_id

    def named(self) -> Iterable[tuple[Premises, ...]]:
        """Return places that have a name of their own, each with what it stands in."""
        found = [
            premises_of(row) for row in self._read(NAMED, id=self._organisation_id)
        ]
        known = {each.premises_id: each for each in found}
        for each in found:
            above = known.get(each.profile.parent_id or "")
            yield (above, each) if above else (each,)

    def within(
        self, parent_ids: Sequence[str], kind: PremisesKind, key: str
    ) -> Iterable[Premises]:
        """Return what stands in one of these under a key, by id."""
        rows = self._read(WITHIN, parents=list(parent_ids), kind=kind, key=key)
        return [premises_of(row) for row in rows]
