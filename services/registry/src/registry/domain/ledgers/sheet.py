"""What is made of ledgers each week and changes no more: the list, and the bulletin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID, uuid5

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.ledgers.events import LedgerWordsForgotten, SheetFrozen
from registry.domain.ledgers.item import FORGOTTEN
from registry.domain.values import civil_day

SHEETS: Final = UUID("6d0a41f2-50c7-5e0b-9f6b-7a1f0f7f3f11")
"""The namespace in which a place, a ledger and a week give their sheet's id."""
EVERY_LEDGER: Final = "all"
WORDS: Final = frozenset({"question", "result"})


class SheetKind(StrEnum):
    """例会清单 (D-07), 社区例会通报 (D-08)."""

    LIST = "list"
    BULLETIN = "bulletin"


@dataclass(frozen=True, kw_only=True)
class SheetKey:
    """Which sheet: of which place, which ledger, which week (its Monday)."""

    kind: SheetKind
    organisation_id: str
    ledger: str
    week: date

    def __post_init__(self) -> None:
        if self.week.weekday() != 0:
            raise Invalid(fields={"week": "not-a-monday"})

    @property
    def id(self) -> UUID:
        """Return the one id that such a sheet can have."""
        return uuid5(
            SHEETS, f"{self.kind}/{self.organisation_id}/{self.ledger}/{self.week}"
        )

    @property
    def ends(self) -> date:
        """Return the first day after the week."""
        return self.week + timedelta(days=7)


@dataclass(eq=False, kw_only=True, repr=False)
class Sheet(Aggregate):
    """A frozen sheet: its figures, and its rows as they were then."""

    sheet_id: UUID
    key: SheetKey
    made_by: str
    made_at: datetime
    figures: Mapping[str, int]
    rows: Sequence[Mapping[str, Any]]
    revision: int = field(default=0)

    def freeze(self) -> None:
        """Note that it was made."""
        self.revision = 1
        self.record(
            SheetFrozen(
                sheet_id=self.sheet_id,
                revision=1,
                kind=self.key.kind,
                rows=len(self.rows),
                at=self.made_at,
            )
        )

    @property
    def made_on(self) -> date:
        """Return from which day on its words are kept."""
        return civil_day(self.made_at)

    @property
    def forgotten(self) -> bool:
        """Tell whether its words were forgotten."""
        return self.revision > 1

    def forget_item(self, item_id: UUID, *, at: datetime) -> None:
        """Forget the words of an item's row; the others stay."""
        mine = str(item_id)
        self.rows = [_bare(e) if e["item_id"] == mine else e for e in self.rows]

    def forget(self, *, at: datetime) -> None:
        """Forget the words of its rows; which they were, and the figures, stay."""
        self.rows = [_bare(each) for each in self.rows]
        self.revision += 1
        subject = f"ledger-sheet:{self.sheet_id}"
        self.record(
            LedgerWordsForgotten(subject=subject, revision=self.revision, at=at)
        )


def _bare(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: FORGOTTEN if key in WORDS else row[key] for key in row}


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())
