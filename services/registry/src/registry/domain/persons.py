"""Which accounts are one person's: two accounts do not make two people.

Whoever approves is another person than whoever wrote, and whoever checks another than
whoever went. Of whom the register knows no person, the account is taken for one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from minqing_kernel.errors import Invalid
from registry.domain.values import checked_text

LONGEST_NUMBER = 64


@dataclass(frozen=True, kw_only=True, repr=False)
class PersonNumber:
    """By what a person is told among staff: the identity number, or one of the place.

    Neither is kept; what is kept is a blind index of the one that was told.
    """

    identity_number: str | None = None
    person_number: str | None = None

    def __post_init__(self) -> None:
        if (self.identity_number is None) == (self.person_number is None):
            raise Invalid(fields={"person_number": "one-of-two"})
        if self.person_number is not None:
            said = checked_text(self.person_number, "person_number")
            if len(said) > LONGEST_NUMBER:
                raise Invalid(fields={"person_number": "too-long"})
            object.__setattr__(self, "person_number", said.upper())

    @property
    def told_by(self) -> str:
        """Return by which of the two it is told."""
        return "identity" if self.identity_number else "number"

    @property
    def number(self) -> str:
        """Return the number itself."""
        return str(self.identity_number or self.person_number)


def person_number(words: dict[str, Any]) -> PersonNumber | None:
    """Take out of what was said of somebody by what they are told; None for nothing."""
    identity = words.pop("identity_number", None)
    number = words.pop("person_number", None)
    if not identity and not number:
        return None
    if identity:
        return PersonNumber(identity_number=identity)
    return PersonNumber(person_number=number)


@dataclass(frozen=True)
class Decider:
    """Whoever decides: by which account, and which others are theirs as well."""

    account: str
    accounts: Collection[str] = ()

    def is_also(self, account: str) -> bool:
        """Tell whether an account is their own, in whatever spelling."""
        own = {each.casefold() for each in (self.account, *self.accounts)}
        return account.casefold() in own
