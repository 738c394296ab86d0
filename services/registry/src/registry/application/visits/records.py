"""What is kept of a record that a device sent, and of a photograph."""

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


@dataclass(frozen=True, kw_only=True)
class KeptPhoto:
    """A photograph of a visit that came: as sent (`sha256`), and as drawn anew."""

    visit_id: UUID
    sha256: str
    digest: str
    bytes: int
    kept_by: str
    kept_at: datetime
