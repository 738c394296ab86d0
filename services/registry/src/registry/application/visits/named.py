"""Who was visited, as a list says it in words."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NamedSubject:
    """Who was visited, in words as the reader's role sees them; None out of reach."""

    kind: str
    id: str
    name: str | None
