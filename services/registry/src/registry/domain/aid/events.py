"""What happened to help. Nothing personal is told, and no amount."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from registry.domain.events import Recorded


@dataclass(frozen=True, kw_only=True)
class HelpStepped(Recorded):
    """One step of a plan, a pairing, a payment, an outcome, an offer or a checklist.

    `subject` is its kind and its id; `step` says what was done.
    """

    subject: str
    step: str
    detail: Mapping[str, Any] = field(default_factory=dict)
