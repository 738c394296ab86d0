"""How a petition is to be handled: four kinds of case, five modes, a leader's word.

The four kinds (件) and the five modes (机制) are two fields (domain.md B-03, B-04).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from intake.domain.errors import BrokenPetition

MOST_CO_UNITS: Final = 20
LAST_DAY: Final = date(2199, 12, 31)
"""No promise lies beyond it: a clock must still run, and a notice tell of it."""


class CaseKind(StrEnum):
    """即办件、承诺件、联办件、答复件 (B-03)."""

    IMMEDIATE = "immediate"
    PROMISED = "promised"
    JOINT = "joint"
    REPLY = "reply"


class Mode(StrEnum):
    """直接办理、承诺办理、联合办理、申报办理、集中办理 (B-04)."""

    DIRECT = "direct"
    COMMITTED = "committed"
    JOINT = "joint"
    DECLARED = "declared"
    ASSEMBLED = "assembled"


@dataclass(frozen=True, kw_only=True)
class Handling:
    """How it is to be handled, as far as it was settled at acceptance.

    A promised case needs its date, a joint one a lead and at least one unit beside it.
    A reply case owes a document number on its reply (B-16): `policy_ref` gives it where
    it is known already. `leader` is who instructed and `due_on` the leader's own date
    (D-14). Raises BrokenPetition for what does not go together.
    """

    case_kind: CaseKind | None = None
    mode: Mode | None = None
    promised_on: date | None = None
    lead_id: str | None = None
    co_unit_ids: frozenset[str] = frozenset()
    policy_ref: str | None = None
    leader: str | None = None
    due_on: date | None = None

    def __post_init__(self) -> None:
        wrong = {**dict(self._needs()), **dict(self._strays())}
        if wrong:
            raise BrokenPetition(fields=wrong)

    @property
    def units(self) -> frozenset[str]:
        """Return every organisation that is to take part."""
        return self.co_unit_ids | ({self.lead_id} if self.lead_id else set())

    def require_not_before(self, day: date) -> None:
        """Raise BrokenPetition for a date before that day, or beyond LAST_DAY."""
        dates = {"promised_on": self.promised_on, "due_on": self.due_on}
        past = {name for name, at in dates.items() if at is not None and at < day}
        if past:
            raise BrokenPetition(fields={f"handling.{n}": "in-the-past" for n in past})
        said = {name: at for name, at in dates.items() if at is not None}
        far = {name for name, at in said.items() if at > LAST_DAY}
        if far:
            raise BrokenPetition(
                fields={f"handling.{n}": "moment-out-of-range" for n in far}
            )

    def _needs(self) -> Iterator[tuple[str, str]]:
        if self.case_kind is CaseKind.PROMISED and self.promised_on is None:
            yield "handling.promised_on", "required"
        if self.case_kind is CaseKind.JOINT:
            if self.lead_id is None:
                yield "handling.lead_id", "required"
            if not self.co_unit_ids:
                yield "handling.co_unit_ids", "required"
        if self.due_on is not None and not self.leader:
            yield "handling.leader", "required"

    def _strays(self) -> Iterator[tuple[str, str]]:
        if self.promised_on is not None and self.case_kind is not CaseKind.PROMISED:
            yield "handling.promised_on", "only-for-promised-cases"
        if self.units and self.case_kind is not CaseKind.JOINT:
            yield "handling.co_unit_ids", "only-for-joint-cases"
        elif self.lead_id in self.co_unit_ids:
            yield "handling.co_unit_ids", "lead-among-them"
        if len(self.co_unit_ids) > MOST_CO_UNITS:
            yield "handling.co_unit_ids", "too-long"


UNSETTLED: Final = Handling()
"""Nobody settled how."""
