"""What goes to another agency, signed; and what comes from one, looked at first."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from routing.adapters.agencies.accounts import (
    SaidAccount,
    read_account,
    write_account,
)
from routing.adapters.agencies.signing import Signer, Verifier
from routing.adapters.agencies.wire import (
    Countersigned,
    Said,
    Unreadable,
    read,
    write,
)
from routing.domain.agencies.directory import Directory
from routing.domain.handover.dealing import Head
from routing.domain.handover.errors import CategoryNotGranted, NotGranted
from routing.domain.handover.file import EMPTY, CaseFile
from routing.domain.handover.proving import first_unproven, proven
from routing.domain.handover.words import Offer, Word
from routing.domain.same.matters import Marks
from routing.domain.statements.beats import Beat
from routing.domain.statements.letters import EDITION, Account

LETTERS = UUID("6d9c0c55-2a50-5d0e-9a0b-4f7f0c7c1d2e")
OLDEST = timedelta(days=30)
"""Whoever waits says it again long before; what is older is of no use to anybody."""
AHEAD = timedelta(minutes=10)
"""How far a neighbour's clock may be ahead of ours."""
STILL_TO_COME = "restored at a time that is still to come"
"""Believed, it would make all void that this neighbour ever says after it was mended.
"""

UNREADABLE = "unreadable"
"""How the reason begins for what a newer version may be able to read."""


class Suspect(Exception):
    """A letter that must not be obeyed; `why` is for the quarantine."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Ungranted(Suspect):
    """A sound offer that the directory does not let through; `reason` for its sender"""

    def __init__(self, why: str, offer: Offer, reason: str) -> None:
        super().__init__(why)
        self.offer, self.reason = offer, reason


class TooMuch(Suspect):
    """A letter beyond what its speaker may tell in an hour; it is not kept."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The bytes of one word, and its speaker's signature of them."""

    body: bytes
    signature: str

    @property
    def letter_id(self) -> UUID:
        """Return the id that follows from its content: nobody can choose another's."""
        return uuid5(LETTERS, hashlib.sha256(self.body).hexdigest())


class Post:
    """This agency's desk for letters from and to others.

    `beat`: the newest of this agency's, which goes with every letter; `shown`: the
    highest of each neighbour's, which it is shown.
    """

    def __init__(self, me: str, directory: Directory, signer: Signer) -> None:
        self._me, self._directory, self._signer = me, directory, signer
        self._verifier = Verifier(directory)
        self.beat: Beat | None = None
        self.shown: dict[str, Beat] = {}

    @property
    def me(self) -> str:
        """Return which agency's desk it is."""
        return self._me

    def seal(
        self,
        word: Word,
        at: datetime,
        *,
        file: CaseFile = EMPTY,
        head: Head | None = None,
        countersigned: Countersigned | None = None,
    ) -> Letter:
        """Return the letter to be sent; a tenure that the word gives is signed, too."""
        told = proven(word, self._signer.sign)
        said = Said(
            word=told,
            at=at,
            file=file,
            head=head,
            seal=countersigned,
            edition=EDITION,
            beat=self.beat,
            shown=self.shown.get(word.to),
        )
        body = write(said)
        return Letter(body=body, signature=self._signer.sign(body))

    def seal_account(self, account: Account, at: datetime) -> Letter:
        """Return a statement or a request as it is to be sent."""
        said = SaidAccount(
            account=account,
            at=at,
            edition=EDITION,
            beat=self.beat,
            shown=self.shown.get(account.to),
        )
        body = write_account(said)
        return Letter(body=body, signature=self._signer.sign(body))

    def sign(self, told: bytes) -> str:
        """Return this agency's signature of an entry of a timeline."""
        return self._signer.sign(told)

    def open(self, letter: Letter, at: datetime) -> Said:
        """Return what a letter says that may be obeyed; raise Suspect for others.

        A replay is no reason: every word may come any number of times.
        """
        try:
            said = read(letter.body)
        except Unreadable as error:
            raise Suspect(f"{UNREADABLE}: {error}") from None
        self._ensure_sound(said.word, said.at, letter, at)
        self._ensure_allowed(said.word, said.at)
        self._ensure_granted(said.word, said.file.category)
        return said

    def open_account(self, letter: Letter, at: datetime) -> SaidAccount:
        """Return what a neighbour's statement or request tells; raise Suspect."""
        try:
            said = read_account(letter.body)
        except Unreadable as error:
            raise Suspect(f"{UNREADABLE}: {error}") from None
        account = said.account
        self._ensure_sound(account, said.at, letter, at)
        if account.sender not in self._directory.neighbours(self._me):
            raise Suspect("no neighbour")
        if isinstance(account, Marks) and not self._directory.compares(
            self._me, account.sender
        ):
            raise Suspect("no grant to compare")
        return said

    def _ensure_sound(
        self, told: Word | Account, said_at: datetime, letter: Letter, at: datetime
    ) -> None:
        sender = told.sender
        if told.to != self._me:
            raise Suspect("for another agency")
        if not self._verifier.is_signed(sender, letter.body, letter.signature, said_at):
            raise Suspect("not signed by its sender")
        if self._verifier.is_revoked(sender, letter.signature, at):
            raise Suspect("signed by a revoked key")
        if not at - OLDEST <= said_at <= at + AHEAD:
            raise Suspect("too old, or not yet said")
        if told.incarnation > (at + AHEAD).timestamp():
            raise Suspect(STILL_TO_COME)

    def _ensure_allowed(self, word: Word, said_at: datetime) -> None:
        def is_signed(agency: str, told: bytes, signature: str, at: datetime) -> bool:
            """Take a key of then, or since: a tenure may be proved again."""
            return self._verifier.was_signed(agency, told, signature, at, said_at)

        if word.history and word.history[0].owner != word.first:
            raise Suspect("the first receiver is not the first owner")
        epoch = first_unproven(word, is_signed)
        if epoch is not None:
            raise Suspect(f"epoch {epoch} was not given by its owner before")

    def _ensure_granted(self, word: Word, category: str) -> None:
        """Let in the offers that the directory lets through; the category is named."""
        if not isinstance(word, Offer):
            return
        form = word.terms.form
        if not self._directory.takes(self._me, word.sender, form):
            raise Ungranted(f"no grant for {form}", word, NotGranted.code)
        if not self._directory.lets(self._me, word.sender, form, category):
            why = f"no grant for {form} of category {category[:64]!r}"
            raise Ungranted(why, word, CategoryNotGranted.code)
