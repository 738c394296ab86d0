"""Signing in by an identity provider: what it vouches for, and what that opens."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from portal.application.signing_in import (
    Entrance,
    ProviderSession,
    TooManyTries,
    signed_in_by,
)
from portal.domain.staff import is_held_up, provided_account


class NotVouched(Exception):
    """The provider's answer opens nothing; `reason` is its word in the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Started:
    """What one browser keeps, sealed, until the provider answers."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, kw_only=True)
class Vouched:
    """Whom the provider vouches for, and by which session of its own."""

    staff_id: str
    of: ProviderSession


@dataclass(frozen=True, kw_only=True)
class LoggedOut:
    """Whom the provider signed out: one session of its own, or all of a person.

    `mark` is the notice's own (`jti`): each notice ends sessions once.
    """

    mark: str
    of: ProviderSession


class IdentityProvider(Protocol):
    """Who says who somebody is; every call raises Away where it does not answer."""

    def lead_out(self) -> tuple[str, Started]:
        """Return where a browser goes, and what it keeps until it is back."""
        ...

    def identify(self, started: Started, answer: Mapping[str, str]) -> Vouched:
        """Return whom the answer proves. Raises NotVouched, Away."""
        ...

    def read_logout(self, token: str) -> LoggedOut:
        """Return whom a notice signs out. Raises NotVouched, Away."""
        ...


@dataclass(frozen=True, kw_only=True)
class ProviderEntrance:
    """Lets in whom the provider names, as far as registry knows them."""

    inside: Entrance
    provider: IdentityProvider

    def enter(self, started: Started, answer: Mapping[str, str], place: str) -> str:
        """Return the word of a new session; the account is the staff id's own.

        A try is written down before it is judged, as with a password. Raises
        NotVouched, TooManyTries, Away.
        """
        accounts, key = self.inside.accounts, f"provider\n{started.state}"
        if is_held_up(*accounts.try_once(key, place), place):
            raise TooManyTries
        vouched = self.provider.identify(started, answer)
        staff_id = vouched.staff_id
        if not accounts.use_answer(started.nonce):
            raise NotVouched("replayed")
        name = provided_account(staff_id)
        told = self.inside.registry.pass_for(staff_id) if name else None
        if name is None or told is None or told.staff_id != staff_id:
            raise NotVouched("unknown")
        account = accounts.provided(name, staff_id)
        if account is None or account.locked:
            raise NotVouched("locked")
        accounts.was_right(name, place, key)
        who = signed_in_by(name, told, must_change=False)
        return self.inside.sessions.begin(who, told.seconds, vouched.of)

    def hear_logout(self, token: str) -> int:
        """End what the provider signed out; return how many sessions that were.

        OpenID Connect Back-Channel Logout 1.0, section 2.7. Raises NotVouched, Away.
        """
        told = self.provider.read_logout(token)
        ended = self.inside.sessions.end_provided(told.of, told.mark)
        if ended is None:
            raise NotVouched("replayed")
        return ended
