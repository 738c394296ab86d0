"""What the projects' room shows."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class SuggestionRow:
    """A place where many open cases are of one kind: a project is called for."""

    category: str
    division_code: str
    cases: int
    oldest_at: datetime
    suggested_at: datetime
