"""One-key devices in homes (颐老一键通, D-20): whose they are, how fast we answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from minqing_kernel.aggregate import Aggregate


@dataclass(frozen=True, kw_only=True)
class Device:
    """Whose device it is; `contact` is sealed and bound to the device's id.

    `resident_id` is registry's. An inactive device still calls: as one nobody knows.
    """

    device_id: str
    resident_id: str
    contact: str | None
    place: str
    division_code: str
    organisation_id: str
    category: str | None
    active: bool


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """Which device was pressed, and whose it is; None where nobody can be named."""

    device_id: str
    resident_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Press:
    """One press as it was taken: by which `caller`, and what it belongs to."""

    device_id: str
    resident_id: str | None
    caller: str
    petition_id: UUID
    pressed_at: datetime
    taken_at: datetime


@dataclass(kw_only=True)
class DeviceCall(Aggregate):
    """One call: when the button was pressed, taken here, and answered by somebody."""

    petition_id: UUID
    device_id: str
    known: bool
    pressed_at: datetime
    taken_at: datetime
    answered_at: datetime | None = None
    answered_by: str | None = None

    def answer(self, by: str, *, at: datetime) -> None:
        """Note who called back first; whoever comes later changes nothing."""
        if self.answered_at is None:
            self.answered_at, self.answered_by = at, by
