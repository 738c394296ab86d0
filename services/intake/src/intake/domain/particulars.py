"""The five things that a petition states (条例第19条), and which are missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from intake.domain.contact import Contact
from intake.domain.errors import BrokenPetition
from minqing_kernel.text import clean

LONGEST_PART = 5_000


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What a visitor asks for and why; the facts are the petition's own text.

    `named` and `addressed` say that name and address are known; without both no
    written notice is owed (第23条). `visit` says that the five were to be asked for:
    what was said aloud is written down as it was said, also where one is missing.
    """

    request: str = ""
    reasons: str = ""
    named: bool = False
    addressed: bool = False
    visit: bool = False

    @classmethod
    def of(
        cls, contact: Contact, *, request: str = "", reasons: str = "", visit: bool
    ) -> Self:
        """Return the particulars of cleaned words; nothing where nothing follows.

        Raises BrokenPetition, Unreadable.
        """
        if not visit and not request and not (contact.name and contact.address):
            return cls()
        return cls(
            request=_fitting(request, "request"),
            reasons=_fitting(reasons, "reasons"),
            named=bool(contact.name),
            addressed=bool(contact.address),
            visit=visit,
        )

    @property
    def identified(self) -> bool:
        """Say whether it is known whom a written notice would go to."""
        return self.named and self.addressed

    @property
    def lacking(self) -> tuple[str, ...]:
        """Return which of the five a visitor has not told."""
        return tuple(self._lacks()) if self.visit else ()

    def _lacks(self) -> Iterator[str]:
        if not self.named:
            yield "name"
        if not self.addressed:
            yield "address"
        if not self.request:
            yield "request"
        if not self.reasons:
            yield "reasons"


NOTHING_STATED = Particulars()


def _fitting(text: str, field: str) -> str:
    words = clean(text, field=field)
    if len(words) > LONGEST_PART:
        raise BrokenPetition(fields={field: "too-long"})
    return words
