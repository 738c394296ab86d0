"""Letters in: looked at, obeyed once, or put into quarantine with the reason."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID, uuid5

from minqing_chassis.database import UNAVAILABLE, Database, describe
from minqing_kernel.clock import Clock
from minqing_kernel.errors import DomainError
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Actor, Cause, Incoming, Role
from routing.adapters.agencies.accounts import KINDS as ACCOUNTS
from routing.adapters.agencies.accounts import SaidAccount
from routing.adapters.agencies.post import (
    UNREADABLE,
    Letter,
    Post,
    Suspect,
    TooMuch,
    Ungranted,
)
from routing.adapters.agencies.wire import MAX_BYTES, Said
from routing.adapters.handovers.beats import Beats, PutBack
from routing.adapters.handovers.claims import claims_of, storable
from routing.adapters.handovers.obeying import of_account, of_agency, of_word
from routing.adapters.statements.neighbours import NeighbourNotes
from routing.adapters.statements.volume import USUAL, Limits, Volume
from routing.application.handovers.commands import DeclineOffer
from routing.domain.handover.errors import (
    HandOverMeanwhile,
    NotSuspect,
    StillSuspect,
)

log = logging.getLogger(__name__)

TRIES: Final = 3
"""How often a letter is tried again that met another about the same matter."""
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
UNREAD = """
select letter_id from (
    select letter_id, received_at, row_number() over (
        partition by claims order by received_at, letter_id) as place
    from agency_quarantine where state = 'open' and reason like :reason
) held order by place, received_at, letter_id limit :most
"""
"""Each sender's oldest first: who sends much keeps nobody else's from being read."""
MOST: Final = 1_000
"""How many letters are looked at again at a start."""
HAD = "select 1 from inbox where message_id = :letter_id"
ITSELF: Final = Actor(id="upgraded", role=Role.SYSTEM)
DECIDE = """
update agency_quarantine
set state = :state, decided_by = :by, note = :note, decided_at = :now
where letter_id = :letter_id and state = 'open' returning letter_id
"""


class Bus(Protocol):
    """The part of the command bus that letters need."""

    def handle_group(self, group: list[Incoming]) -> int:
        """Run all in one transaction, or none; return how many were new."""
        ...


class LetterDesk:
    """Decides what becomes of each letter: obeyed, had before, or in quarantine."""

    def __init__(
        self,
        bus: Bus,
        post: Post,
        database: Database,
        clock: Clock,
        neighbours: Sequence[str] = (),
        limits: Limits = USUAL,
        beats: Beats | None = None,
    ) -> None:
        self._bus, self._post = bus, post
        self._database, self._clock = database, clock
        self._notes = NeighbourNotes(database, clock)
        self._volume = Volume(database, clock, limits)
        self._known = list(neighbours)
        self._beats = beats

    def take(self, letter: Letter, brought_by: str = "") -> str:
        """Let a letter have its effect; return a word for what became of it.

        `brought_by`: whose account wrote it into our broker, which nobody can choose.
        When this returns it is stored what became of it. Raises what the database
        raises when it is away: the letter is to be held until it is back; and PutBack
        where it shows that this database is an older one.
        """
        try:
            return self._obey(letter)
        except TooMuch as error:
            log.warning("a letter was passed over: %s", error.why)
            return "dropped"
        except PutBack:
            raise
        except Suspect as error:
            # What was obeyed before its sender's key was revoked stays as it is.
            return self._heard(letter) or self._suspect(letter, error, brought_by)
        except DomainError as error:
            return self._put_away(letter, error.code, brought_by)
        except Exception as error:
            if isinstance(error, UNAVAILABLE) and not self._database.alive():
                raise
            log.exception("a letter could not be decided")
            return self._put_away(letter, f"failed: {describe(error)}", brought_by)

    def admit(self, letter_id: UUID, by: Actor) -> None:
        """Look at a letter of the quarantine again, by the directory of today.

        Raises NotSuspect for one that is not there, StillSuspect with the reason.
        """
        rows = self._database.rows(HELD, letter_id=letter_id)
        if not rows:
            raise NotSuspect
        held = rows[0]
        letter = Letter(body=held["body"].encode(), signature=held["signature"])
        try:
            self._obey(letter)
        except Suspect as error:
            raise StillSuspect(error.why) from None
        except HandOverMeanwhile:
            raise
        except DomainError as error:
            raise StillSuspect(error.code) from None
        self._decide(letter_id, "admitted", "", by)

    def look_again(self) -> int:
        """Admit what an older version could not read; return how many letters that was.

        A neighbour that is ahead of us says what we do not know: it waits in the
        quarantine until this agency is upgraded, too.
        """
        held = self._database.rows(UNREAD, reason=f"{UNREADABLE}: wrong:%", most=MOST)
        return sum(self._admitted(each["letter_id"]) for each in held)

    def dismiss(self, letter_id: UUID, note: str, by: Actor) -> None:
        """Leave a letter of the quarantine for good, and say why."""
        self._decide(letter_id, "dismissed", note, by)

    def _admitted(self, letter_id: UUID) -> bool:
        try:
            self.admit(letter_id, ITSELF)
        except (StillSuspect, NotSuspect, HandOverMeanwhile):
            return False
        except Exception as error:
            if isinstance(error, UNAVAILABLE):
                raise
            log.exception("a letter could not be decided again")
            return False
        return True

    def _suspect(self, letter: Letter, no: Suspect, brought_by: str) -> str:
        kept = self._put_away(letter, no.why, brought_by)
        if isinstance(no, Ungranted):
            self._decline(no, letter)
        return kept

    def _decline(self, no: Ungranted, letter: Letter) -> None:
        """Let its sender know at once, once for each letter; it stays put away here."""
        offer = no.offer
        cause = Cause(correlation_id=offer.matter_id, actor=of_agency(offer.sender))
        refusal = Incoming(
            command=DeclineOffer(offer=offer, reason=no.reason),
            cause=cause,
            message_id=uuid5(letter.letter_id, no.reason),
        )
        self._bus.handle_group([refusal])

    def _heard(self, letter: Letter) -> str | None:
        had = self._database.rows(HAD, letter_id=letter.letter_id)
        return "known" if had else None

    def _obey(self, letter: Letter) -> str:
        incoming = self._opened(letter)
        for attempt in range(TRIES):
            try:
                fresh = self._bus.handle_group([incoming])
            except (HandOverMeanwhile, *UNAVAILABLE):
                if attempt + 1 == TRIES or not self._database.alive():
                    raise
            else:
                return "obeyed" if fresh else "known"
        raise AssertionError

    def _opened(self, letter: Letter) -> Incoming:
        """Return what a letter asks for; raise Suspect, Unreadable's reason in it."""
        now = self._clock.now()
        if claims_of(letter.body)[1] in ACCOUNTS:
            told = self._post.open_account(letter, now)
            account = told.account
            if not self._volume.admits(account, len(letter.body)):
                raise TooMuch(f"{account.sender} told more than an hour's measure")
            self._notes.heard(account.sender, told.edition, told.at)
            self._compare(account.sender, told)
            about = account.sender, new_id(), of_account(account, told.at)
        else:
            said = self._post.open(letter, now)
            word = said.word
            self._notes.heard(word.sender, said.edition, said.at)
            self._compare(word.sender, said)
            about = word.sender, word.matter_id, of_word(said, letter)
        sender, correlation_id, command = about
        cause = Cause(correlation_id=correlation_id, actor=of_agency(sender))
        return Incoming(command=command, cause=cause, message_id=letter.letter_id)

    def _compare(self, sender: str, said: Said | SaidAccount) -> None:
        """Keep its sign of life, and look at ours that it shows; raise PutBack."""
        if self._beats is not None:
            self._beats.look_at(said.shown)
            self._beats.hear(sender, said.beat)

    def _put_away(self, letter: Letter, why: str, brought_by: str) -> str:
        claims, word = claims_of(letter.body)
        if brought_by in self._known and claims != brought_by:
            # It counts as its bringer's: nobody fills another's place.
            why = why if claims == OTHERS else f"says it is from {claims}: {why}"
            claims = brought_by
        # What cannot be read is shown as far as it can be; it can never be admitted.
        body = storable(letter.body[:MAX_BYTES].decode("utf-8", "replace"))
        kept = self._database.rows(
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
            self._database.rows(DROPPED, agency=agency)
            log.error("the quarantine is full: a letter of %s was not kept", agency)
            return "dropped"
        log.error("a letter that says it is from %s is in quarantine: %s", claims, why)
        return "quarantined"

    def _decide(self, letter_id: UUID, state: str, note: str, by: Actor) -> None:
        now: datetime = self._clock.now()
        about = {"letter_id": letter_id, "state": state, "note": note, "by": by.id}
        if not self._database.rows(DECIDE, now=now, **about):
            raise NotSuspect
