"""Whose account is whose, as registry told it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from intake.domain.persons import StaffAccount
from minqing_kernel.messages import Command


@dataclass(frozen=True, kw_only=True)
class RecordAccount(Command):
    """Know whose account it is."""

    account: StaffAccount


class Persons(Protocol):
    """Whose account is whose."""

    def put(self, account: StaffAccount) -> None:
        """Keep an account, unless a newer revision of it is known."""
        ...

    def accounts_of(self, account: str) -> Collection[str]:
        """Return all accounts of whoever an account belongs to, that one included."""
        ...


class PersonsWork(Protocol):
    """The part of a unit of work that is needed here."""

    @property
    def persons(self) -> Persons:
        """Whose account is whose."""
        ...


def record_account(command: RecordAccount, work: PersonsWork) -> None:
    """Keep whose account it is."""
    work.persons.put(command.account)
