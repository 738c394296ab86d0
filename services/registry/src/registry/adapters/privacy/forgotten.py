"""Numbers that were forgotten, kept as blind indexes: a file can be held against them.

Nothing ties such a row to the resident's own; without the key it tells nothing.
"""

from collections.abc import Iterable, Mapping

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.privacy.tables import forgotten_people
from registry.adapters.rows import PersonalRows
from registry.adapters.upsert import upsert_sql
from registry.domain.privacy.forgotten import Forgotten, Ground

HELD = "hashtext('registry.forgotten')"
LOCK = f"select pg_advisory_xact_lock({HELD})"
GROUNDS = f"""
select pg_advisory_xact_lock_shared({HELD});
select identity_index, ground from forgotten_people where identity_index = any(:keys)
"""


class SqlForgotten:
    """All who were forgotten."""

    def __init__(self, work: SqlWork, personal: PersonalRows) -> None:
        self._work = work
        self._personal = personal
        self._known: dict[str, Ground | None] = {}

    def lock(self) -> None:
        """Let nobody be taken in until this unit ends: nobody slips in between."""
        self._work.read(LOCK)

    def note(self, gone: Forgotten) -> None:
        """Know a number again from now on; nobody is ever taken out."""
        row = {
            "identity_index": self._personal.identity_index(gone.identity_number),
            "ground": gone.ground,
            "forgotten_at": gone.at,
        }
        self._work.write(upsert_sql(forgotten_people), [row])

    def grounds(self, numbers: Iterable[str]) -> Mapping[str, Ground]:
        """Return which of these numbers were forgotten, and on which ground."""
        asked = set(numbers)
        fresh = {
            str(self._personal.identity_index(e)): e for e in asked - {*self._known}
        }
        if fresh:
            self._known |= dict.fromkeys(fresh.values())
            for row in self._work.read(GROUNDS, keys=sorted(fresh)):
                self._known[fresh[row["identity_index"]]] = Ground(row["ground"])
        return {each: ground for each in asked if (ground := self._known[each])}
