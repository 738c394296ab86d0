"""By what a matter is compared with those of another agency, before it is keyed.

Several phrases a matter: each person's number with what it is about and where, in the
month that it came. Equal phrases become equal fingerprints under one key, and nothing
else does; so two near-equal matters share some of them.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from unicodedata import normalize
from uuid import UUID

from intake.domain.contact import Contact
from intake.domain.likeness import normal_telephone

CATEGORY: Final = "c"
"""A phrase of a person and what it is about."""
PLACE: Final = "p"
"""A phrase of a person and a district; it says less, and suggests less."""
DISTRICT: Final = 6
"""So many digits of a division's code name its district."""
BACK: Final = 3
"""So many months back an earlier matter is looked for: 60 days and 30 more (第34条)."""
SHORTEST: Final = 7
IDENTITY: Final = re.compile(r"[0-9]{17}[0-9X]")


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """What is keyed; `sort` says of which sort it is."""

    sort: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Fingerprints:
    """Of one matter for one neighbour: what it is told, and what is looked for."""

    agency: str
    told: tuple[str, ...]
    looked: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Marked:
    """A petition and its fingerprints; `revision` is the petition's."""

    petition_id: UUID
    receipt: str
    revision: int
    organisation_id: str | None
    received_at: datetime
    marked_at: datetime
    marks: tuple[Fingerprints, ...]


def told(
    contact: Contact, category: str | None, division_code: str, day: date
) -> tuple[Phrase, ...]:
    """Return the phrases of a matter that came on that day."""
    return tuple(_phrases(contact, category, division_code, _months(day, 0)))


def looked(
    contact: Contact, category: str | None, division_code: str, day: date
) -> tuple[Phrase, ...]:
    """Return the phrases of matters that may be the same, and came before or then."""
    return tuple(_phrases(contact, category, division_code, _months(day, BACK)))


def persons(contact: Contact) -> list[tuple[str, str]]:
    """Return the numbers that tell a person from others, in their normal form."""
    identity = "".join(normalize("NFKC", contact.identity).split()).upper()
    digits = normal_telephone(normalize("NFKC", contact.telephone))
    known = []
    if IDENTITY.fullmatch(identity):
        known.append(("identity", identity))
    if len(digits) >= SHORTEST and digits.isascii():
        known.append(("telephone", digits))
    return known


def _phrases(
    contact: Contact, category: str | None, division_code: str, months: list[str]
) -> Iterator[Phrase]:
    district = division_code[:DISTRICT]
    topics = [(CATEGORY, category or "")]
    topics.append((PLACE, district if len(district) == DISTRICT else ""))
    for kind, number in persons(contact):
        for sort, topic in topics:
            for month in months:
                if topic:
                    text = json.dumps([kind, number, sort, topic, month])
                    yield Phrase(sort=sort, text=text)


def _months(day: date, back: int) -> list[str]:
    """Return that month and so many before it."""
    last = day.year * 12 + day.month - 1
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(last, last - back - 1, -1)]
