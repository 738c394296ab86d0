"""A resident's particulars: personal, so never shown by a repr, a log or an event."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from minqing_kernel.errors import Invalid
from registry.domain.identity import checked_identity
from registry.domain.sensitivity import Sensitivity
from registry.domain.values import (
    ADDRESS_LENGTH,
    checked_division,
    checked_id,
    checked_telephone,
    checked_text,
)

ANONYMOUS = "已匿名"
"""The name of those whose name was forgotten."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Particulars:
    """Name, identity number, telephone and registered address (户籍地址)."""

    name: str
    identity_number: str | None = None
    telephone: str | None = None
    registered_address: str | None = None

    @classmethod
    def checked(
        cls,
        *,
        today: date,
        name: str,
        identity_number: str | None = None,
        telephone: str | None = None,
        registered_address: str | None = None,
    ) -> "Particulars":
        """Return them in their one written form; raise Invalid or BadIdentity.

        What was shown masked (张*三) is not taken for a name.
        """
        if "*" in name:
            raise Invalid(fields={"name": "masked-value"})
        return cls(
            name=checked_text(name, "name"),
            identity_number=identity_number
            and checked_identity(identity_number, today=today),
            telephone=telephone and checked_telephone(telephone),
            registered_address=registered_address
            and checked_text(registered_address, "registered_address", ADDRESS_LENGTH),
        )


@dataclass(frozen=True, kw_only=True, repr=False)
class ResidentProfile:
    """A resident: whose file, which household (现住), registered where (户籍)."""

    organisation_id: str
    household_id: UUID | None
    registered_division: str | None
    particulars: Particulars

    def __post_init__(self) -> None:
        checked_id(self.organisation_id, "organisation_id")
        if self.registered_division is not None:
            checked_division(self.registered_division, "registered_division")


def differences(before: ResidentProfile, after: ResidentProfile) -> list[str]:
    """Return the names of the fields that differ, and not what stands in them."""
    then, now = ({**vars(e), **vars(e.particulars)} for e in (before, after))
    del now["particulars"]
    return sorted(code for code in now if now[code] != then[code])


def without(profile: ResidentProfile, sensitivity: Sensitivity) -> ResidentProfile:
    """Return what is left when all from a class on is forgotten.

    Without class 2 nobody is known by it: neither name nor where they lived.
    """
    if sensitivity > Sensitivity.PERSONAL:
        words = replace(profile.particulars, identity_number=None)
        return replace(profile, particulars=words)
    nobody = Particulars(name=ANONYMOUS)
    return replace(profile, household_id=None, particulars=nobody)
