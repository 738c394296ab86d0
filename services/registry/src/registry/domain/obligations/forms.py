"""Forms that another service takes and that count for what is owed (D-22)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from minqing_kernel.working_time import local_day

INFORMER: Final = "informer"
"""劳动信息员月报: three questions a month about an enterprise, kept by intake."""
HEX: Final = 32


@dataclass(frozen=True, kw_only=True)
class InformerForm:
    """An informer answered for a month; what the answers were stays with intake.

    `enterprise_id` is the 统一社会信用代码, or a firm's own id without its dashes.
    """

    enterprise_id: str
    month: str
    organisation_id: str
    reported_by: str
    reported_at: datetime

    @property
    def firm_id(self) -> UUID | None:
        """Return the firm that is named by its id, if it is."""
        try:
            named = UUID(self.enterprise_id)
        except ValueError:
            return None
        return named if len(self.enterprise_id) == HEX else None

    @property
    def counts_on(self) -> date:
        """Return the day on which it counts: its own, within the month it is of."""
        first = date.fromisoformat(f"{self.month}-01")
        after = (first + timedelta(days=31)).replace(day=1)
        return min(max(local_day(self.reported_at), first), after - timedelta(days=1))
