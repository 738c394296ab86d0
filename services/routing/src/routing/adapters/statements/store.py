"""All that is shared with a neighbour, a page at a time; differences written down."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from minqing_chassis.unit_of_work import SqlWork
from minqing_kernel.clock import Clock
from routing.adapters.agencies.post import Post
from routing.adapters.plain import from_plain
from routing.adapters.statements.differences import DIFFER, MENDED, mended_rows, row_of
from routing.domain.handover.dealing import Head
from routing.domain.handover.leg import Leg
from routing.domain.statements.comparing import Found, Known
from routing.domain.statements.letters import Account, Line, Mark, line_of

TOLD_FOR: Final = timedelta(days=30)
"""So long after its last change a settled hand-over is still told of; one that is owed
an answer (`taken`) as long as its sender waits for that.
"""
HEARD_FOR: Final = timedelta(days=14)
"""Who hears misses it for less long: the end of it may have come there so much later,
after a partition, and its other side lets go of it first.
"""
FIRST: Final = UUID(int=0)
LAST: Final = UUID(int=2**128 - 1)
MATTERS = """
select l.matter_id, l.leg, l.receipt, l.heads -> :agency as far, e.number, e.digest,
    coalesce(d.number, 0) as lost
from agency_legs l
left join lateral (
    select number, digest from agency_entries own where own.matter_id = l.matter_id
    order by number desc limit 1
) e on true
left join agency_differences d on d.matter_id = l.matter_id and d.agency = :agency
    and d.kind = 'hole-there' and d.state = 'open'
"""
SHARED = (
    MATTERS
    + """
where l.matter_id in (
    select h.matter_id from agency_handovers h where h.agency = :agency
        and (h.waits = 'yes' or h.changed_at > :since
            or (h.state = 'taken' and h.form <> 'return'))
        and h.matter_id > cast(:after as uuid) and h.matter_id <= cast(:upto as uuid)
) order by l.matter_id limit :limit
"""
)
NAMED = MATTERS + "where l.matter_id = any(cast(:ids as uuid[]))"
SIGNED = """
select e.matter_id, e.digest
from unnest(cast(:ids as uuid[]), cast(:numbers as int[])) as said (matter_id, number)
join agency_entries e using (matter_id, number)
"""
LISTENERS = "select agency from agency_neighbours where edition >= 2 order by agency"
HEARD = """
insert into agency_neighbours (agency, edition, dropped, heard_at)
select agency, 2, 0, at from jsonb_to_recordset(:rows) as said (agency text,
    at timestamptz)
on conflict (agency) do update set heard_at = excluded.heard_at
"""
WANTED = """
update agency_neighbours n set due_at = least(n.due_at,
    greatest(said.at, n.told_at + interval '1 minute'))
from jsonb_to_recordset(:rows) as said (agency text, at timestamptz)
where n.agency = said.agency
"""
POST = """
insert into agency_outbox (letter_id, recipient, body, signature, recorded_at)
select letter_id, recipient, body, signature, recorded_at
from jsonb_populate_recordset(null::agency_outbox, :rows)
"""
MOST_AT_ONCE: Final = 1_000
"""So many matters that a statement does not name are looked at, however few it names.
"""


class SqlAccounts:
    """Reads what is shared without a lock; what is to be said again is locked after."""

    def __init__(self, work: SqlWork, post: Post, clock: Clock) -> None:
        self._work, self._post, self._clock = work, post, clock

    def listeners(self) -> Sequence[str]:
        """Return the neighbours that read statements."""
        return [row["agency"] for row in self._work.read(LISTENERS)]

    def shared(self, neighbour: str, after: UUID | None, limit: int) -> Sequence[Line]:
        """Return what is shared with a neighbour, in order of the matters' ids."""
        rows = self._shared(neighbour, TOLD_FOR, after, None, limit)
        return [_known(row, neighbour).line for row in rows]

    def known(
        self,
        neighbour: str,
        theirs: Sequence[Line],
        after: UUID | None,
        upto: UUID | None,
    ) -> Mapping[UUID, Known]:
        """Return what is known of these matters, and of all shared in that range.

        What the neighbour has no part in is not known to it.
        """
        heard = {each.matter_id: each.heard.number for each in theirs}
        ids = [str(key) for key in heard]
        numbers = list(heard.values())
        rows = [
            *self._work.read(NAMED, ids=ids, agency=neighbour),
            *self._shared(neighbour, HEARD_FOR, after, upto, MOST_AT_ONCE),
        ]
        signed = {
            row["matter_id"]: row["digest"]
            for row in self._work.read(SIGNED, ids=ids, numbers=numbers)
        }
        found = [_known(row, neighbour, signed.get(row["matter_id"])) for row in rows]
        return {e.leg.matter_id: e for e in found if neighbour in e.leg.others}

    def send(self, letter: Account, at: datetime) -> None:
        """Let a letter go out when the unit commits."""
        sealed = self._post.seal_account(letter, at)
        row = {
            "letter_id": sealed.letter_id,
            "recipient": letter.to,
            "body": sealed.body.decode(),
            "signature": sealed.signature,
            "recorded_at": at,
        }
        self._work.write(POST, [row])

    def want_statement(self, neighbour: str, at: datetime) -> None:
        """Let a statement be due to a neighbour, though at most one a minute."""
        self._work.write(WANTED, [{"agency": neighbour, "at": at}])

    def record(
        self,
        neighbour: str,
        found: Iterable[Found],
        looked_at: Iterable[UUID],
        at: datetime,
    ) -> None:
        """Write down what differs, and that whatever else was looked at is mended."""
        differing = list(found)
        mended = list(mended_rows(neighbour, differing, looked_at, at))
        if mended:
            self._work.write(MENDED, mended)
        if differing:
            rows = [row_of(neighbour, each, at) for each in differing]
            self._work.write(DIFFER, rows)
        self._work.write(HEARD, [{"agency": neighbour, "at": at}])

    def _shared(
        self,
        neighbour: str,
        told_for: timedelta,
        after: UUID | None,
        upto: UUID | None,
        limit: int,
    ) -> Sequence[Mapping[Any, Any]]:
        return self._work.read(
            SHARED,
            agency=neighbour,
            since=self._clock.now() - told_for,
            after=str(after or FIRST),
            upto=str(upto or LAST),
            limit=limit,
        )


def _known(row: Mapping[Any, Any], neighbour: str, signed: str | None = None) -> Known:
    leg = from_plain(Leg, row["leg"])
    far = from_plain(Head, row["far"]) if row["far"] else None
    line = line_of(
        leg,
        neighbour,
        receipt=row["receipt"],
        head=Mark(number=row["number"] or 0, digest=row["digest"] or ""),
        heard=Mark(number=far.number, digest=far.digest) if far else Mark(),
        lost=row["lost"],
    )
    return Known(leg=leg, line=line, signed=signed)
