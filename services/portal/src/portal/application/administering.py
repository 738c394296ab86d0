"""What who operates does to somebody's way in; each act is written down with it."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from portal.domain.staff import PROVIDED, SignedIn, plain_account


class AccountAct(StrEnum):
    """What may be done to an account."""

    OPEN = "open"
    LOCK = "lock"
    UNLOCK = "unlock"
    PASSWORD = "password"
    SECOND = "second"
    SECOND_OFF = "second-off"
    END_SESSIONS = "end-sessions"


class OwnAccount(Exception):
    """Nobody does this to a way in of their own."""


class LastWayIn(Exception):
    """Nobody who operates the system could sign in any more."""


class NoAccount(Exception):
    """There is no such account, it has no password, or its name is taken."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One act on one account: `act_id` does it once, `by` and `reason` are kept."""

    act_id: UUID
    account: str
    act: AccountAct
    by: str
    reason: str


class AccountDesk(Protocol):
    """The ways in; each act and the line that tells of it are one statement."""

    def was_done(self, act_id: UUID) -> bool:
        """Tell whether an act was done before."""
        ...

    def owner(self, account: str) -> str | None:
        """Return whose account it is; None where there is none."""
        ...

    def open(self, asked: Asked, staff_id: str, secret: str) -> bool:
        """Give somebody a way in; False where the name is taken."""
        ...

    def lock(self, asked: Asked, operators: Collection[str]) -> bool:
        """Lock it, and end its sessions; False if no operator could sign in then."""
        ...

    def unlock(self, asked: Asked) -> bool:
        """Open it again; False where there is none."""
        ...

    def give_password(self, asked: Asked, secret: str) -> bool:
        """Let a password open it once, end its sessions; False for none of its own."""
        ...

    def set_second(self, asked: Asked, totp: str | None) -> bool:
        """Ask for another second step, or none; end its sessions; False as above."""
        ...

    def end_sessions(self, asked: Asked) -> bool:
        """Sign it out everywhere; False where there is none."""
        ...


class Makes(Protocol):
    """Passwords and keys that are given out."""

    def seal(self, password: str) -> str:
        """Return what may be kept of a password."""
        ...

    def new_password(self) -> str:
        """Return one to be given out."""
        ...

    def new_totp(self) -> str:
        """Return a new key of a second step."""
        ...


@dataclass(frozen=True, kw_only=True)
class Given:
    """What is shown once: a password, or the key of a second step.

    `again`: the form came a second time; what was shown is shown no more.
    """

    password: str = ""
    totp: str = ""
    again: bool = False


@dataclass(frozen=True)
class AccountOffice:
    """Does what an operator asks; never to the own account."""

    desk: AccountDesk
    makes: Makes

    def open(self, who: SignedIn, staff_id: str, asked: Asked) -> Given:
        """Give somebody a way in. Raises OwnAccount, NoAccount for a taken name.

        The names of whom the provider vouches for are taken: a password under one would
        shut its person out there.
        """
        if staff_id == who.staff_id:
            raise OwnAccount
        if self.desk.was_done(asked.act_id):
            return Given(again=True)
        password = self.makes.new_password()
        if asked.account != plain_account(asked.account) or not asked.account:
            raise NoAccount
        if asked.account.startswith(PROVIDED):
            raise NoAccount
        if not self.desk.open(asked, staff_id, self.makes.seal(password)):
            return self._overtaken(asked, NoAccount())
        return Given(password=password)

    def act(self, who: SignedIn, asked: Asked, operators: Collection[str]) -> Given:
        """Do it once. Raises OwnAccount, NoAccount, LastWayIn.

        `operators` are the people who operate the system now, as registry says.
        """
        owner = self.desk.owner(asked.account)
        if owner is None:
            raise NoAccount
        if owner == who.staff_id:
            raise OwnAccount
        if self.desk.was_done(asked.act_id):
            return Given(again=True)
        if asked.act is AccountAct.LOCK:
            if not self.desk.lock(asked, operators):
                return self._overtaken(asked, LastWayIn())
            return Given()
        given, done = self._plainly(asked)
        return given if done else self._overtaken(asked, NoAccount())

    def _overtaken(self, asked: Asked, refusal: Exception) -> Given:
        """Tell that the same form did it at the same time; else raise the refusal."""
        if self.desk.was_done(asked.act_id):
            return Given(again=True)
        raise refusal

    def _plainly(self, asked: Asked) -> tuple[Given, bool]:
        if asked.act is AccountAct.PASSWORD:
            password = self.makes.new_password()
            done = self.desk.give_password(asked, self.makes.seal(password))
            return Given(password=password), done
        if asked.act is AccountAct.SECOND:
            totp = self.makes.new_totp()
            return Given(totp=totp), self.desk.set_second(asked, totp)
        if asked.act is AccountAct.SECOND_OFF:
            return Given(), self.desk.set_second(asked, None)
        if asked.act is AccountAct.UNLOCK:
            return Given(), self.desk.unlock(asked)
        return Given(), self.desk.end_sessions(asked)
