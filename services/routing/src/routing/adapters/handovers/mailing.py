"""Letters out: sealed, kept where a dispute needs them, and what they told noted."""

from datetime import datetime
from typing import Final

from minqing_chassis.unit_of_work import SqlWork
from routing.adapters.agencies.post import Letter, Post
from routing.adapters.agencies.wire import Countersigned
from routing.adapters.disclosing import DISCLOSE
from routing.adapters.handovers.tables import agency_outbox
from routing.domain.handover.dealing import Dealing, Head, Saying
from routing.domain.handover.file import BASIS, PERSONAL
from routing.domain.handover.words import AboutOne, Accept, Confirm, Offer, Word
from routing.domain.timeline.chain import Entry, Seal, to_countersign, to_sign

KEPT: Final = (Offer, Accept, Confirm)
"""The words that a dispute is decided by."""
KEEP = """
insert into agency_letters
select * from jsonb_populate_recordset(null::agency_letters, :rows)
on conflict do nothing
"""


class Mailing:
    """Writes the letters of a unit of work into the outbox, in its transaction."""

    def __init__(self, work: SqlWork, post: Post) -> None:
        self._work, self._post = work, post

    def send(self, dealing: Dealing) -> None:
        """Let everything go out that was said of a matter."""
        for saying in dealing.saying:
            self._send(saying, dealing)
        dealing.saying.clear()

    def answer(self, word: Word, at: datetime) -> None:
        """Let a word go out with nothing beside it."""
        self._put_out(word, self._post.seal(word, at), at)

    def seal_of(self, entry: Entry) -> Seal:
        """Return this agency's signature of an entry of its own timeline."""
        told = to_sign(entry, self._post.me)
        return Seal(agency=self._post.me, signature=self._post.sign(told))

    def _send(self, saying: Saying, dealing: Dealing) -> None:
        word = saying.word
        letter = self._post.seal(
            word,
            saying.at,
            file=dealing.file_for(word),
            head=self._head(dealing),
            countersigned=self._countersigned(word, dealing),
        )
        self._put_out(word, letter, saying.at)
        keep(self._work, word, letter, saying.at)
        if isinstance(word, AboutOne):
            self._disclose(word, saying, dealing)

    def _put_out(self, word: Word, letter: Letter, at: datetime) -> None:
        self._work.insert(
            agency_outbox,
            {
                "letter_id": letter.letter_id,
                "recipient": word.to,
                "body": letter.body.decode(),
                "signature": letter.signature,
                "recorded_at": at,
            },
        )

    def _disclose(self, word: AboutOne, saying: Saying, dealing: Dealing) -> None:
        told = dealing.file_for(word).told
        if not told & PERSONAL:
            return
        row = {
            "handover_id": word.terms.handover_id,
            "word": type(word).__name__.lower(),
            "recipient": word.to,
            "fields": " ".join(sorted(told)),
            "petition_id": dealing.petition_id,
            "receipt": dealing.receipt,
            "basis": BASIS,
            "by": dealing.acted_by,
            "at": saying.at,
        }
        self._work.write(DISCLOSE, [row])

    def _head(self, dealing: Dealing) -> Head | None:
        if not dealing.chain:
            return None
        last = dealing.chain[-1]
        return Head(agency=self._post.me, number=last.number, digest=last.digest)

    def _countersigned(self, word: Word, dealing: Dealing) -> Countersigned | None:
        head = dealing.heads.get(word.to)
        if head is None:
            return None
        me, matter_id = self._post.me, dealing.matter_id
        told = to_countersign(matter_id, head.number, head.digest, me)
        return Countersigned(number=head.number, signature=self._post.sign(told))


def keep(work: SqlWork, word: Word, letter: Letter, said_at: datetime) -> None:
    """Keep the first letter of its kind, where a dispute is decided by it."""
    if not isinstance(word, KEPT):
        return
    row = {
        "letter_id": letter.letter_id,
        "matter_id": word.matter_id,
        "handover_id": word.terms.handover_id,
        "word": type(word).__name__.lower(),
        "sender": word.sender,
        "recipient": word.to,
        "said_at": said_at,
        "body": letter.body.decode(),
        "signature": letter.signature,
    }
    work.write(KEEP, [row])
