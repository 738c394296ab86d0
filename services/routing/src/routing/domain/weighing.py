"""The dates that could have held: which of them does, and what each rests on."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """A date that could have held; `won` says which kind of date it is."""

    due_at: datetime
    won: str
    basis: str
