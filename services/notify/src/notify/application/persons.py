"""What notify needs to know of whose account is whose; adapters fulfil it."""

from collections.abc import Collection
from typing import Protocol

from notify.domain.persons import StaffAccount


class Persons(Protocol):
    """Whose account is whose, as registry told it."""

    def put(self, account: StaffAccount) -> None:
        """Keep an account, unless a newer revision of it is known."""
        ...

    def accounts_of(self, account: str) -> Collection[str]:
        """Return all accounts of whoever an account belongs to, that one included."""
        ...
