"""Whether this database lived on, or was brought back from a backup.

A row holds the number of the transaction that wrote it. Whatever puts a dump back, by
our command or by hand, writes the row anew, in another transaction: the two differ
until `agency restored` was said. A copy of the files, as a standby has, stays equal:
that one is found by beats (`beats.py`).
"""

import logging
from typing import Final

from minqing_chassis.database import Database
from minqing_chassis.observability.health import Withheld

log = logging.getLogger(__name__)

STATE: Final = "being-restored"
FIRST: Final = """
insert into agency_home (one, born) values (true, txid_current() % 4294967296)
on conflict do nothing
"""
LOOK: Final = "select xmin::text::bigint = born as here from agency_home"
SETTLE: Final = """
insert into agency_home (one, born) values (true, txid_current() % 4294967296)
on conflict (one) do update set born = excluded.born
"""

UNSETTLE: Final = "update agency_home set born = -1"


class Home:
    """Says whether the neighbours may be dealt with; once true, it stays so here.

    Nobody brings a database back under services that run: the restore refuses that.
    `was_restored`: the last look saw that it was brought back; not that it was away.
    """

    def __init__(self, database: Database) -> None:
        self._rows, self._settled = database.rows, False
        self.was_restored = False

    @property
    def is_settled(self) -> bool:
        """Tell whether it lived on, or all was begun again since a restore."""
        if not self._settled:
            self._rows(FIRST)
            self._settled = bool(self._rows(LOOK)[0]["here"])
            self.was_restored = not self._settled
        return self._settled

    @property
    def may_begin(self) -> bool:
        """Tell whether it is settled; not while the database is away to say so.

        Nor is it before the migration: health names what is missing.
        """
        try:
            return self.is_settled
        except Exception:
            self.was_restored = False
            log.warning("whether it was restored cannot be seen", exc_info=True)
            return False

    def settle(self) -> None:
        """Write down that all was begun again."""
        self._rows(SETTLE)

    def unsettle(self) -> None:
        """Write down that it was brought back, which was found by another sign."""
        self._rows(UNSETTLE)
        self._settled = False

    @property
    def was_left(self) -> bool:
        """Tell whether a process that began to work must leave off; a fresh look."""
        return not self._rows(LOOK)[0]["here"]

    def ensure_settled(self) -> None:
        """Raise Withheld for a database that was brought back and nothing else said."""
        if not self.is_settled:
            raise Withheld(STATE)
