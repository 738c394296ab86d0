"""Whose account is whose: who agrees is another person, not another account."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class StaffAccount:
    """An account as registry told it; `person` is equal for accounts of one person.

    A lower revision than one already known is old.
    """

    staff_id: str
    revision: int
    person: str | None


def is_one_of(account: str, accounts: Collection[str]) -> bool:
    """Tell whether an account is one of somebody's; names are one in any case."""
    return account.casefold() in {each.casefold() for each in accounts}
