"""The shapes of what devices send, and of what they are answered (C-26)."""

from datetime import datetime
from itertools import pairwise
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from registry.entrypoints.visits.finding_schemas import ClosingBody, VisitFindingBody
from registry.entrypoints.visits.schemas import VisitBody

MOST_RECORDS = 200
MOST_RUNS = 100
MOST_SEQUENCE = 2**31 - 1
MOST_MILLISECONDS = 10 * 366 * 86_400_000
"""No device counts for longer than ten years."""
DEVICE = validate.Regexp(r"[A-Za-z0-9][A-Za-z0-9:._-]{1,63}\Z", error="bad-code")


def counted(most: int = MOST_MILLISECONDS) -> fields.Integer:
    """Return a number that a device counts up to."""
    return fields.Integer(strict=True, required=True, validate=validate.Range(0, most))


class NotedFindingSchema(VisitFindingBody):
    """A finding as a device noted it."""

    finding_id = fields.UUID(required=True)


def _clocked(moment: datetime) -> None:
    """Refuse only what no clock can be mended from."""
    if not 1970 <= moment.year <= 2199:
        raise ValidationError("bad-time")


class NotedVisitSchema(VisitBody):
    """A visit as a device noted it; `held_at` is by the device's clock."""

    held_at = fields.AwareDateTime(required=True, validate=_clocked)


class TickSchema(Schema):
    """A moment that no hand sets: the device's run, and the milliseconds in it.

    A run lasts from one start of the device, or of its program, to the next.
    """

    run = counted(MOST_SEQUENCE)
    ms = counted()


class EarlierRunSchema(TickSchema):
    """A run that is over: its last record, and how long until the next run began."""

    off_ms = counted()


class SentTickSchema(TickSchema):
    """When a batch is sent, by the device's count; and its runs before this one."""

    earlier = fields.List(
        fields.Nested(EarlierRunSchema),
        load_default=list,
        validate=validate.Length(max=MOST_RUNS),
    )

    @validates_schema(skip_on_field_errors=True)
    def counts_up(self, said: dict[str, Any], **_: object) -> None:
        """Refuse runs that are not told from the oldest to the newest."""
        runs = [*(each["run"] for each in said["earlier"]), said["run"]]
        if any(before >= after for before, after in pairwise(runs)):
            raise ValidationError("runs-in-order", "earlier")

    @validates_schema(skip_on_field_errors=True)
    def lasts_no_longer(self, said: dict[str, Any], **_: object) -> None:
        """Refuse runs that would have begun before there were devices."""
        spans = [each["ms"] + each["off_ms"] for each in said["earlier"]]
        if sum(spans, said["ms"]) > MOST_MILLISECONDS:
            raise ValidationError("runs-too-long", "earlier")


class DeviceRecordSchema(Schema):
    """One record: a visit or its correction, a finding, or a closing; just one."""

    record_id = fields.UUID(required=True)
    sequence = counted(MOST_SEQUENCE)
    at = fields.AwareDateTime(required=True, validate=_clocked)
    visit_id = fields.UUID(required=True)
    visit = fields.Nested(NotedVisitSchema, load_default=None, allow_none=True)
    finding = fields.Nested(NotedFindingSchema, load_default=None, allow_none=True)
    closing = fields.Nested(ClosingBody, load_default=None, allow_none=True)
    tick = fields.Nested(TickSchema, load_default=None, allow_none=True)

    @validates_schema(skip_on_field_errors=True)
    def says_one_thing(self, said: dict[str, Any], **_: object) -> None:
        """Refuse a record of nothing, and one of two things."""
        told = [name for name in ("visit", "finding", "closing") if said.get(name)]
        if len(told) != 1:
            raise ValidationError("just-one", "visit")


class VisitBatchBody(Schema):
    """What a device noted while it was away; all times are by its own clock.

    `tick`: by what it counts since it was started. With it clocks may be set as they
    like, and it is all one how what was noted is cut into batches.
    """

    device_id = fields.String(required=True, validate=DEVICE)
    sent_at = fields.AwareDateTime(required=True, validate=_clocked)
    tick = fields.Nested(SentTickSchema, load_default=None, allow_none=True)
    records = fields.List(
        fields.Dict(), required=True, validate=validate.Length(1, MOST_RECORDS)
    )


class VerdictSchema(Schema):
    """What became of a record: taken, waiting, known, refused, later (send again)."""

    record_id = fields.String(required=True, allow_none=True)
    status = fields.String(required=True)
    code = fields.String(required=True, allow_none=True)
    fields_ = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        allow_none=True,
        attribute="fields",
        data_key="fields",
    )


class VisitBatchSchema(Schema):
    """The answer to a batch, in its own order; what was to be added to its times."""

    received_at = fields.DateTime(required=True)
    offset_seconds = fields.Integer(required=True)
    items = fields.List(fields.Nested(VerdictSchema), required=True)
