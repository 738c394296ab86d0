"""The access log in the database: each look linked to the one before it."""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import RowMapping

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from minqing_chassis.unit_of_work import SqlWork
from registry.adapters import tables
from registry.domain.access import Access
from registry.domain.chain import Break, Head, Linked, Look, Sign, first_break, link

HEAD = "select no, link from access_log_head"
HEAD_FOR_UPDATE = HEAD + " for update"
LOOKS = """
select no, link, at, actor, role, organisation_id, purpose, subject, fields
from access_log where no > :after and no <= :last order by no limit 1000
"""
NOBODY = "nobody"
"""The subject of a look-up that found nobody."""


def signs(sealer: Sealer) -> Sign:
    """Return what makes links: a keyed hash that the database does not know."""
    return lambda text: sealer.blind_index(text, "access-log")


class SqlAccessLog:
    """Looks at people, written in the transaction that allows them.

    The head of the chain is held until that transaction ends: looks stand in a row.
    """

    def __init__(self, work: SqlWork, sealer: Sealer) -> None:
        self._work = work
        self._sign = signs(sealer)
        self._head: Head | None = None
        work.before_commit(self._write_head)

    def note(self, access: Access) -> None:
        """Write one look down."""
        before = self._head or _head(self._work.read(HEAD_FOR_UPDATE))
        look = _look(access, before.no + 1)
        self._head = Head(no=look.no, link=link(look, before.link, self._sign))
        row = {**vars(look), "link": self._head.link}
        self._work.insert(tables.access_log, row)

    def _write_head(self) -> None:
        if self._head is not None:
            row = {"id": 1, **vars(self._head)}
            self._work.update(tables.access_log_head, row)


class SqlAccessTrail:
    """The whole log, walked from its first link."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._read: Callable[..., Sequence[RowMapping]] = database.rows
        self._sign = signs(sealer)

    def head(self) -> Head:
        """Return where the chain ends now."""
        return _head(self._read(HEAD))

    def first_break(self, head: Head, seen: Head | None = None) -> Break | None:
        """Return the first link that does not hold, if any."""
        return first_break(self._linked(head), head, self._sign, seen)

    def _linked(self, head: Head) -> Iterator[Linked]:
        after = 0
        while rows := self._read(LOOKS, after=after, last=head.no):
            for row in rows:
                said = dict(row)
                made = said.pop("link")
                yield Linked(look=Look(**said), link=made)
            after = rows[-1]["no"]


def _head(rows: Sequence[RowMapping]) -> Head:
    return Head(no=rows[0]["no"], link=rows[0]["link"])


def _look(access: Access, no: int) -> Look:
    subject = access.resident_id
    return Look(
        no=no,
        at=access.at,
        actor=access.actor.id,
        role=access.actor.role.value,
        organisation_id=access.actor.organisation_id,
        purpose=access.purpose.value,
        subject=NOBODY if subject is None else str(subject),
        fields=list(access.fields),
    )
