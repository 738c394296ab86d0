"""What goes to the other agency beside the words: for each word, so much and no more.

个人信息保护法第23条、第25条: only what the receiver needs for what it was asked; what
tells of a person goes once the offer was accepted, and never with a 协办.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from routing.domain.handover.forms import Form
from routing.domain.handover.words import (
    AboutOne,
    Accept,
    Confirm,
    GiveBack,
    Offer,
    Result,
    Seen,
    Settled,
    Taken,
)


class Ending(StrEnum):
    """What became of an answer at who owes it to the petitioner."""

    CLOSED = "closed"
    REOPENED = "reopened"


BASIS = "个人信息保护法第23条、第25条；信访工作条例第22条、第23条"
"""Why personal data may go to another agency; stands in each line of the log."""


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """What one agency tells another of a case; what is not told is empty.

    `code_check` is by what the petitioner's code is known there, without telling it.
    `ending`: what became of the answer, an Ending.
    """

    petition_id: UUID | None = None
    receipt: str = ""
    category: str = ""
    division_code: str = ""
    received_at: datetime | None = None
    accepted_at: datetime | None = None
    severity: str = ""
    channel: str = ""
    due_at: datetime | None = None
    summary: str = ""
    content: str = ""
    place: str = ""
    name: str = ""
    phone: str = ""
    code_check: str = ""
    outcome: str = ""
    reply: str = ""
    ending: str = ""
    accused: tuple[str, ...] = ()

    @property
    def told(self) -> frozenset[str]:
        """Return the names of what is not empty."""
        return frozenset(f.name for f in fields(self) if getattr(self, f.name))

    def only(self, names: AbstractSet[str]) -> "CaseFile":
        """Return the file without anything else."""
        return replace(EMPTY, **{name: getattr(self, name) for name in names})

    def without(self, names: AbstractSet[str]) -> "CaseFile":
        """Return the file with nothing told of these."""
        return self.only({f.name for f in fields(self)} - names)

    def with_known(self, other: "CaseFile") -> "CaseFile":
        """Return the file with whatever the other one tells."""
        return replace(self, **{name: getattr(other, name) for name in other.told})


EMPTY = CaseFile()
FACTS = frozenset(
    {
        "petition_id",
        "receipt",
        "category",
        "division_code",
        "received_at",
        "accepted_at",
        "severity",
        "channel",
        "due_at",
        "summary",
        "accused",
    }
)
PERSONAL = frozenset({"summary", "content", "place", "name", "phone", "reply"})
"""What may tell of a person; each time it goes out is written down."""
ABOUT_THE_PERSON = frozenset({"name", "phone", "code_check"})
ONCE_ACCEPTED = ABOUT_THE_PERSON | {"content", "place"}
"""What goes with the confirmation alone, and is kept no longer than it may be said."""
BACK = frozenset({"due_at"})
"""The receiver's own date, so that the sender sees it."""

ANSWER = frozenset({"outcome", "reply"})
"""What came of it; it is told once."""

FIELDS: Mapping[type[AboutOne], frozenset[str]] = MappingProxyType(
    {
        Offer: FACTS,
        Confirm: FACTS | ONCE_ACCEPTED,
        Seen: BACK,
        Accept: BACK,
        Taken: BACK,
        GiveBack: BACK,
        Result: BACK | ANSWER,
        Settled: frozenset({"ending"}),
    }
)
"""The field list of each word; a word that is not named here brings nothing."""


def allowed(kind: type[AboutOne], form: Form) -> frozenset[str]:
    """Return what may go with that word in that form."""
    names = FIELDS.get(kind, frozenset())
    return names - ABOUT_THE_PERSON if form is Form.ASSIST else names
