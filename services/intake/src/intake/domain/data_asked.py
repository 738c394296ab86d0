"""What is asked about one's own data, and how it is answered (个保法第46、47条)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from intake.domain.contact import Contact
from intake.domain.data_errors import BrokenDataRequest
from minqing_kernel.text import clean

LONGEST_STATEMENT: Final = 1_000
LONGEST_VALUE: Final = 200
LONGEST_REASON: Final = 500


class DataKind(StrEnum):
    """更正 (第46条), 删除 (第47条)."""

    CORRECTION = "correction"
    DELETION = "deletion"


class Part(StrEnum):
    """What is held of a petitioner with a petition."""

    NAME = "name"
    TELEPHONE = "telephone"
    EMAIL = "email"
    IDENTITY = "identity"
    ADDRESS = "address"
    FILE = "file"


class Checked(StrEnum):
    """How it was made sure that the petitioner asks: a code may be in other hands."""

    CALLED_BACK = "called-back"
    IN_PERSON = "in-person"
    NOT_YET = "not-yet"


@dataclass(frozen=True, kw_only=True, repr=False)
class Asked:
    """What shall be corrected or deleted; `values` are what shall stand there instead.

    Raises BrokenDataRequest for what nobody could grant, Unreadable.
    """

    kind: DataKind
    parts: frozenset[Part]
    statement: str = ""
    values: Mapping[Part, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        words = clean(self.statement, field="statement")
        values = {part: _value(part, said) for part, said in self.values.items()}
        corrects = self.kind is DataKind.CORRECTION
        if not self.parts:
            raise BrokenDataRequest(fields={"parts": "required"})
        if corrects and (Part.FILE in self.parts or values.keys() != self.parts):
            raise BrokenDataRequest(fields={"values": "not-one-of"})
        if not corrects and values:
            raise BrokenDataRequest(fields={"values": "not-one-of"})
        if len(words) > LONGEST_STATEMENT:
            raise BrokenDataRequest(fields={"statement": "too-long"})
        object.__setattr__(self, "statement", words)
        object.__setattr__(self, "values", values)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """How a named member of staff would answer: which parts, why, by which law not.

    `reason` is read by who asked. Raises BrokenDataRequest, Unreadable.
    """

    by: str
    at: datetime
    granted: frozenset[Part]
    reason: str
    checked: Checked
    law: str = ""

    def __post_init__(self) -> None:
        for name in ("reason", "law"):
            words = clean(getattr(self, name), field=name)
            if len(words) > LONGEST_REASON:
                raise BrokenDataRequest(fields={name: "too-long"})
            object.__setattr__(self, name, words)
        if not self.reason:
            raise BrokenDataRequest(fields={"reason": "required"})
        if self.granted and self.checked is Checked.NOT_YET:
            raise BrokenDataRequest(fields={"checked": "required"})


def changed_contact(
    contact: Contact, kind: DataKind, granted: Iterable[Part], values: Mapping[str, str]
) -> Contact:
    """Return a contact with the granted parts corrected, or gone."""
    said = contact.to_dict()
    for part in granted:
        said[part] = values[part] if kind is DataKind.CORRECTION else ""
    return Contact.of(**said)


def in_order(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return parts in the order in which they are shown."""
    named = frozenset(parts)
    return tuple(each for each in Part if each in named)


def _value(part: Part, said: str) -> str:
    words = clean(said, field=f"values.{part}")
    if not words:
        raise BrokenDataRequest(fields={f"values.{part}": "required"})
    if len(words) > LONGEST_VALUE:
        raise BrokenDataRequest(fields={f"values.{part}": "too-long"})
    return words
