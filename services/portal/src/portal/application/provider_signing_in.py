"""Signing in by an identity provider: what it vouches for, and what that opens."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from portal.application.signing_in import Entrance, TooManyTries, signed_in_by
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


class IdentityProvider(Protocol):
    """Who says who somebody is; every call raises Away where it does not answer."""

    def lead_out(self) -> tuple[str, Started]:
        """Return where a browser goes, and what it keeps until it is back."""
        ...

    def identify(self, started: Started, answer: Mapping[str, str]) -> str:
        """Return the staff id that the answer proves. Raises NotVouched, Away."""
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
        staff_id = self.provider.identify(started, answer)
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
        return self.inside.sessions.begin(who, told.seconds)
