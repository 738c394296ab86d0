"""The quarantine as rows: what was not obeyed, why, and what was decided about it."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from minqing_chassis.database import Database
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Actor
from routing.adapters.agencies.post import OLDEST, UNREADABLE, Letter
from routing.adapters.agencies.wire import MAX_BYTES
from routing.adapters.handovers.claims import claims_of, storable
from routing.domain.handover.errors import NotSuspect

log = logging.getLogger(__name__)

MOST_HELD: Final = 1_000
"""So many letters of one claimed sender wait for a person; the oldest are kept."""
PUT_AWAY = f"""
insert into agency_quarantine (letter_id, claims, word, reason, state, times,
    body, signature, received_at)
select :letter_id, :claims, :word, :reason, 'open', 1, :body, :signature, :now
where exists (select from agency_quarantine where letter_id = :letter_id)
    or (select count(*) from agency_quarantine where state = 'open' and (
        claims = :claims or :claims <> all(:known) and claims <> all(:known)
    )) < {MOST_HELD}
on conflict (letter_id) do update set times = agency_quarantine.times + 1
returning letter_id
"""
DROPPED = """
insert into agency_neighbours as known (agency, edition, dropped)
values (:agency, 1, 1)
on conflict (agency) do update set dropped = known.dropped + 1
"""
OTHERS: Final = "?"
"""Under this name it is counted what strangers sent; no agency has it as its id."""
HELD = """
select body, signature from agency_quarantine
where letter_id = :letter_id and state = 'open'
"""
FORGET = """
update agency_quarantine set body = '', signature = ''
where received_at < :before and body <> '' returning letter_id
"""
KEPT_FOR: Final = 2 * OLDEST
"""Long before then nobody can admit it any more; it may tell of a person."""
UNREAD = """
select letter_id from (
    select letter_id, received_at, row_number() over (
        partition by claims order by received_at, letter_id) as place
    from agency_quarantine
    where state = 'open' and reason like :reason and body <> ''
) held order by place, received_at, letter_id limit :most
"""
"""Each sender's oldest first: who sends much keeps nobody else's from being read."""
QUARANTINED: Final = "quarantined"
"""What became of a letter that waits for a person; so many answers there may be."""
MOST: Final = 1_000
"""How many letters are looked at again at a start."""
DECIDE = """
update agency_quarantine
set state = :state, decided_by = :by, note = :note, decided_at = :now
where letter_id = :letter_id and state = 'open' returning letter_id
"""


class Quarantine:
    """Keeps letters for a person; of each neighbour so many, and the oldest."""

    def __init__(
        self, database: Database, clock: Clock, neighbours: Sequence[str]
    ) -> None:
        self._rows, self._clock = database.rows, clock
        self._known = list(neighbours)

    def put_away(self, letter: Letter, why: str, brought_by: str) -> str:
        """Keep a letter for a person; return a word for what became of it."""
        claims, word = claims_of(letter.body)
        if brought_by in self._known and claims != brought_by:
            # It counts as its bringer's: nobody fills another's place.
            why = why if claims == OTHERS else f"says it is from {claims}: {why}"
            claims = brought_by
        # What cannot be read is shown as far as it can be; it can never be admitted.
        body = storable(letter.body[:MAX_BYTES].decode("utf-8", "replace"))
        kept = self._rows(
            PUT_AWAY,
            letter_id=letter.letter_id,
            claims=claims,
            word=word,
            reason=why[:500],
            body=body,
            signature=storable(letter.signature[:2000]),
            now=self._clock.now(),
            known=self._known,
        )
        if not kept:
            agency = claims if claims in self._known else OTHERS
            self._rows(DROPPED, agency=agency)
            log.error("the quarantine is full: a letter of %s was not kept", agency)
            return "dropped"
        log.error("a letter that says it is from %s is in quarantine: %s", claims, why)
        return QUARANTINED

    def held(self, letter_id: UUID) -> Letter:
        """Return a letter that waits; raise NotSuspect for one that does not."""
        rows = self._rows(HELD, letter_id=letter_id)
        if not rows:
            raise NotSuspect
        return Letter(body=rows[0]["body"].encode(), signature=rows[0]["signature"])

    def unread(self) -> list[UUID]:
        """Return what a newer version may read, each sender's oldest first."""
        held = self._rows(UNREAD, reason=f"{UNREADABLE}: wrong:%", most=MOST)
        return [each["letter_id"] for each in held]

    def decide(self, letter_id: UUID, state: str, note: str, by: Actor) -> None:
        """Write down what was decided about it; raise NotSuspect if nothing waits."""
        now: datetime = self._clock.now()
        about = {"letter_id": letter_id, "state": state, "note": note, "by": by.id}
        if not self._rows(DECIDE, now=now, **about):
            raise NotSuspect

    def forget(self) -> int:
        """Forget the words of what came long ago; who sent it, when and why it was not
        obeyed stays. Return how many letters that were.
        """
        before = self._clock.now() - KEPT_FOR
        return len(self._rows(FORGET, before=before))
