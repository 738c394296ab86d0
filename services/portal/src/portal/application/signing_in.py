"""Signing in and out, and going on: what is decided, whoever keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from portal.application.ports import Away
from portal.domain.staff import (
    MOST_TRIES,
    Pass,
    SignedIn,
    fault_of_password,
    is_held_up,
    plain_account,
)


class NotSignedIn(Exception):
    """Account, password or code is wrong, locked, or nobody's: which is never told."""


class TooManyTries(Exception):
    """So many were wrong that this account or place has to wait."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """One person's way in; `totp` is the secret of their second step, if they have."""

    name: str
    staff_id: str
    secret: str
    totp: str | None = None
    locked: bool = False
    must_change: bool = False


@dataclass(frozen=True, kw_only=True)
class Session:
    """One browser that is signed in; `token` is good for `token_left` yet."""

    signed_in: SignedIn
    token_left: timedelta


class Accounts(Protocol):
    """The ways in, and what was tried at them."""

    def find(self, name: str) -> Account | None:
        """Return an account."""
        ...

    def try_once(self, key: str, place: str) -> tuple[int, int]:
        """Write a try down, before it is judged; return how many now count.

        For what it is counted by since it was last right, and for the place it came
        from.
        """
        ...

    def was_right(self, name: str, place: str, key: str) -> None:
        """Let the tries that were counted by the key count no more."""
        ...

    def use_code(self, name: str, step: int) -> bool:
        """Use a step of the clock's code up; False if it, or a later one, was used."""
        ...

    def use_recovery(self, name: str, code: str) -> bool:
        """Use a recovery code up; False if it is none, or was used."""
        ...

    def keep_codes(self, name: str, codes: Sequence[str]) -> bool:
        """Keep fresh recovery codes alone; False without a second step."""
        ...

    def provided(self, name: str, staff_id: str) -> Account | None:
        """Return the account of whom the provider vouches for; made if new."""
        ...

    def use_answer(self, mark: str) -> bool:
        """Use an answer of the provider's up; False if it was used."""
        ...

    def change_password(self, name: str, secret: str) -> None:
        """Keep a new secret; all sessions of the account end."""
        ...


@dataclass(frozen=True, kw_only=True)
class ProviderSession:
    """A session at an identity provider: its person there (`sub`), its own id (`sid`).

    Either may be empty: a provider need not say which session it is.
    """

    subject: str
    session: str = ""


class Sessions(Protocol):
    """Who is signed in at which browser."""

    def begin(
        self, who: SignedIn, seconds: int, of: ProviderSession | None = None
    ) -> str:
        """Begin one; return the word that only its browser knows.

        `of`: by which session at the provider, which may end it.
        """
        ...

    def end_provided(self, of: ProviderSession, mark: str) -> int | None:
        """End what a provider's session began; None where `mark` was used before.

        Without a session's id, all of its person; those whose session is not known too.
        """
        ...

    def resume(self, word: str, *, seen: bool) -> Session | None:
        """Return one that goes on; None if it ended, was idle or never was.

        `seen`: its person did something, so that it is idle from now on.
        """
        ...

    def refresh(self, word: str, who: SignedIn, seconds: int) -> None:
        """Keep what registry says by now."""
        ...

    def end(self, word: str) -> None:
        """End one."""
        ...


class Secrets(Protocol):
    """Passwords and codes, as they are kept and checked."""

    def seal(self, password: str) -> str:
        """Return what may be kept of a password."""
        ...

    def fits(self, secret: str | None, password: str) -> bool:
        """Tell whether a password is the one; takes as long without a secret."""
        ...

    def new_codes(self) -> list[str]:
        """Return fresh recovery codes."""
        ...

    def step_of(self, totp: str, code: str) -> int | None:
        """Return the step of the clock that a code belongs to, if it is one."""
        ...


class Vouches(Protocol):
    """Registry, which knows who serves."""

    def pass_for(self, staff_id: str, role: str = "") -> Pass | None:
        """Return a pass; None for who does not serve. Raises Away."""
        ...


@dataclass(frozen=True, kw_only=True)
class Entrance:
    """Lets staff in, keeps them in while they serve, and lets them out."""

    accounts: Accounts
    sessions: Sessions
    secrets: Secrets
    registry: Vouches

    def enter(
        self, account: str, password: str, code: str, place: str, device: str = ""
    ) -> str:
        """Return the word of a new session; `place` is empty where it says nothing.

        Tries from a browser that was right before (`device`) are counted by themselves.
        Raises NotSignedIn with one face for every reason, TooManyTries, Away.
        """
        name = plain_account(account)
        key = f"{name}\n{device}" if device else name
        if is_held_up(*self.accounts.try_once(key, place), place):
            raise TooManyTries
        known = self.accounts.find(name)
        fits = self.secrets.fits(known.secret if known else None, password)
        if known is None or known.locked or not fits or not self._second(known, code):
            raise NotSignedIn
        told = self.registry.pass_for(known.staff_id)
        if told is None or self.accounts.find(name) != known:  # locked meanwhile
            raise NotSignedIn
        self.accounts.was_right(name, place, key)
        who = signed_in_by(known.name, told, must_change=known.must_change)
        return self.sessions.begin(who, told.seconds)

    def resume(self, word: str, *, seen: bool = True) -> SignedIn | None:
        """Return who is signed in; registry is asked anew when its pass runs out.

        Where registry is away the old pass serves to its end. Raises Away then.
        `seen`: by an act of theirs; what a script asks by itself keeps nobody in.
        """
        session = self.sessions.resume(word, seen=seen)
        if session is None or session.token_left > timedelta(minutes=2):
            return session.signed_in if session else None
        try:
            return self._renewed(word, session.signed_in, session.signed_in.role)
        except Away:
            if session.token_left <= timedelta(0):
                raise
            return session.signed_in

    def act_as(self, word: str, who: SignedIn, role: str) -> SignedIn | None:
        """Go on in another role that the person holds. Raises Away."""
        return self._renewed(word, who, role)

    def change_password(
        self, who: SignedIn, old: str, new: str, again: str, place: str
    ) -> dict[str, str]:
        """Change a password; return what is wrong: field -> key of a text.

        All sessions of the account end, also this one. Raises TooManyTries.
        """
        if not self._proved(who, old, place):
            return {"old": "fault.password.old"}
        fault = fault_of_password(new, who.account)
        if fault or new == old:
            return {"new": fault or "fault.password.same"}
        if new != again:
            return {"again": "fault.password.again"}
        self.accounts.change_password(who.account, self.secrets.seal(new))
        return {}

    def new_codes(self, who: SignedIn, password: str, place: str) -> list[str]:
        """Return fresh recovery codes, to be shown once; the former ones end.

        Empty where the password is wrong, or there is no second step. Raises
        TooManyTries.
        """
        if not self._proved(who, password, place):
            return []
        codes = self.secrets.new_codes()
        return codes if self.accounts.keep_codes(who.account, codes) else []

    def leave(self, word: str) -> None:
        """End a session."""
        self.sessions.end(word)

    def _second(self, known: Account, code: str) -> bool:
        if known.totp is None:
            return True
        step = self.secrets.step_of(known.totp, code)
        if step is not None:
            return self.accounts.use_code(known.name, step)
        return self.accounts.use_recovery(known.name, code)

    def _proved(self, who: SignedIn, password: str, place: str) -> bool:
        key = f"{who.account}\nchange"
        tries, _ = self.accounts.try_once(key, place)
        if tries > MOST_TRIES:
            raise TooManyTries
        known = self.accounts.find(who.account)
        if not self.secrets.fits(known.secret if known else None, password):
            return False
        self.accounts.was_right(who.account, place, key)
        return True

    def _renewed(self, word: str, who: SignedIn, role: str) -> SignedIn | None:
        told = self.registry.pass_for(who.staff_id, role)
        if told is None:
            self.sessions.end(word)
            return None
        now = signed_in_by(who.account, told, must_change=who.must_change)
        self.sessions.refresh(word, now, told.seconds)
        return now


def signed_in_by(account: str, told: Pass, *, must_change: bool) -> SignedIn:
    """Return who is signed in, as registry's pass says."""
    return SignedIn(
        account=account,
        staff_id=told.staff_id,
        name=told.name,
        role=told.role,
        roles=told.roles,
        organisation_id=told.organisation_id,
        token=told.token,
        must_change=must_change,
    )
