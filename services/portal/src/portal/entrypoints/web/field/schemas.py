"""What a device may bring: the shape of a batch, before registry reads it."""

import json
import re
from typing import Any, Final

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

LARGEST_BATCH: Final = 1024 * 1024
MOST_RECORDS: Final = 50
SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")
"""By what a photograph is called: nothing else stands in an address of registry."""


class BatchForm(Schema):
    """Whose it is, by which device, and the records; registry reads each of them."""

    class Meta:
        """A device that is newer than we are may say more."""

        unknown = EXCLUDE

    owner = fields.String(required=True, validate=validate.Length(1, 64))
    device_id = fields.String(required=True, validate=validate.Length(1, 64))
    sent_at = fields.String(required=True, validate=validate.Length(1, 64))
    tick = fields.Dict(required=True)
    records = fields.List(
        fields.Dict(), required=True, validate=validate.Length(1, MOST_RECORDS)
    )


def read_batch(raw: bytes) -> dict[str, Any] | None:
    """Return a batch; None for what is none."""
    try:
        told: dict[str, Any] = BatchForm().load(json.loads(raw))
    except (ValidationError, ValueError, RecursionError):
        return None
    return told


def told_of(batch: dict[str, Any], visitor_id: str) -> dict[str, Any]:
    """Return what registry is told of a batch: who went is who brings it."""
    records = [_with_visitor(each, visitor_id) for each in batch["records"]]
    told = {name: batch[name] for name in ("device_id", "sent_at", "tick")}
    return told | {"records": records}


def _with_visitor(record: dict[str, Any], visitor_id: str) -> dict[str, Any]:
    visit = record.get("visit")
    if not isinstance(visit, dict):
        return record
    return record | {"visit": visit | {"visitors": [visitor_id]}}
