"""Who brings a petition and how to reach them: sealed wherever it is stored."""

from dataclasses import dataclass
from typing import Self

from minqing_kernel.text import clean

LOOSE = str.maketrans("", "", " -()（）")


@dataclass(frozen=True, kw_only=True)
class Contact:
    """What a petitioner tells about themselves; everything may be missing (匿名)."""

    name: str = ""
    telephone: str = ""
    email: str = ""
    identity: str = ""
    address: str = ""

    @classmethod
    def of(
        cls,
        name: str = "",
        telephone: str = "",
        email: str = "",
        identity: str = "",
        address: str = "",
    ) -> Self:
        """Return a contact with its values cleaned; raise Unreadable."""
        return cls(
            name=clean(name, field="contact.name"),
            telephone=clean(telephone, field="contact.telephone").translate(LOOSE),
            email=clean(email, field="contact.email"),
            identity=clean(identity, field="contact.identity").upper(),
            address=clean(address, field="contact.address"),
        )

    @property
    def anonymous(self) -> bool:
        """Say whether the petitioner told nothing at all."""
        return not self.to_dict()

    @property
    def reachable(self) -> bool:
        """Say whether there is a way to tell the petitioner anything."""
        return bool(self.telephone or self.email)

    @property
    def told(self) -> frozenset[str]:
        """Return which parts are there."""
        return frozenset(self.to_dict())

    def to_dict(self) -> dict[str, str]:
        """Return the values that are there."""
        values = {
            "name": self.name,
            "telephone": self.telephone,
            "email": self.email,
            "identity": self.identity,
            "address": self.address,
        }
        return {key: value for key, value in values.items() if value}
