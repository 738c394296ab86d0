"""What is kept of a record that a device sent."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class DeviceRecord:
    """A record that was taken: the device's time, ours of the same, and the arrival."""

    record_id: UUID
    device_id: str
    sequence: int
    kind: str
    subject_id: UUID
    actor: str
    device_at: datetime
    said_at: datetime
    received_at: datetime
