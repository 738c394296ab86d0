"""Who was forgotten: known again by a keyed number alone, and taken in on purpose."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Ground(StrEnum):
    """Why somebody's number was forgotten (个人信息保护法第47条)."""

    RETENTION = "retention"
    REQUEST = "request"


@dataclass(frozen=True, kw_only=True, repr=False)
class Forgotten:
    """An identity number that was forgotten, when and on which ground."""

    identity_number: str
    ground: Ground
    at: datetime
