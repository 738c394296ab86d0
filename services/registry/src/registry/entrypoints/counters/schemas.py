"""The shapes of service counters."""

from marshmallow import Schema, fields, validate

from registry.entrypoints.words import address_field, id_field, name_field

MOST_SPANS = 28
MOST_STAFF = 50
A_TIME = validate.Regexp(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]\Z", error="bad-time")
"""A time of day such as 09:00."""


class ItemSchema(Schema):
    """A service item."""

    item_id = fields.String(required=True)
    name = fields.String(required=True)
    category = fields.String(required=True)
    organisation_id = fields.String(required=True)
    staff_ids = fields.List(fields.String(), required=True)
    active = fields.Boolean(required=True)
    revision = fields.Integer(required=True)


class ItemBody(Schema):
    """What is said of a service item."""

    name = name_field(required=True)
    category = name_field(required=True)
    organisation_id = id_field(required=True)
    staff_ids = fields.List(
        id_field(), load_default=list, validate=validate.Length(max=MOST_STAFF)
    )
    active = fields.Boolean(load_default=True)


class ItemKeptSchema(Schema):
    """A service item was recorded."""

    item_id = fields.String(required=True)


class SpanSchema(Schema):
    """From when to when on a day of the week, 1 Monday to 7 Sunday."""

    weekday = fields.Integer(required=True, validate=validate.Range(min=1, max=7))
    opens = fields.String(required=True, validate=A_TIME)
    closes = fields.String(required=True, validate=A_TIME)


class HoursBody(Schema):
    """When a counter is open in a week; at no other time."""

    spans = fields.List(
        fields.Nested(SpanSchema),
        required=True,
        validate=validate.Length(max=MOST_SPANS),
    )


class CountSchema(Schema):
    """What is claimed, what is listed, and by how many they differ."""

    claimed = fields.Integer(required=True, allow_none=True)
    listed = fields.Integer(required=True)
    difference = fields.Integer(required=True, allow_none=True)


class ClaimedBody(Schema):
    """How many windows and items a station says it has, and where it says so."""

    windows = fields.Integer(
        load_default=None, allow_none=True, validate=validate.Range(min=0, max=9999)
    )
    items = fields.Integer(
        load_default=None, allow_none=True, validate=validate.Range(min=0, max=9999)
    )
    source = address_field(required=True)


class WindowSchema(Schema):
    """A window (the station itself first), and when it is open."""

    organisation_id = fields.String(required=True)
    name = fields.String(required=True)
    hours = fields.List(fields.Nested(SpanSchema), required=True)


class CatalogueSchema(Schema):
    """A station with its windows and items."""

    organisation_id = fields.String(required=True)
    source = fields.String(required=True, allow_none=True)
    window_count = fields.Nested(CountSchema, required=True)
    item_count = fields.Nested(CountSchema, required=True)
    windows = fields.List(fields.Nested(WindowSchema), required=True)
    items = fields.List(fields.Nested(ItemSchema), required=True)


class AppointmentSchema(Schema):
    """An appointment; it lasts half an hour."""

    appointment_id = fields.UUID(required=True)
    organisation_id = fields.String(required=True)
    begins = fields.AwareDateTime(required=True)
    item_id = fields.String(required=True, allow_none=True)
    resident_id = fields.UUID(required=True, allow_none=True)
    cancelled = fields.Boolean(required=True)
    revision = fields.Integer(required=True)


class AppointmentBody(Schema):
    """Where and when, for which item, for whom; or that it is cancelled."""

    organisation_id = id_field(required=True)
    begins = fields.AwareDateTime(required=True)
    item_id = id_field(load_default=None, allow_none=True)
    resident_id = fields.UUID(load_default=None, allow_none=True)
    cancelled = fields.Boolean(load_default=False)


class AppointmentsSchema(Schema):
    """What is still to come at a counter."""

    items = fields.List(fields.Nested(AppointmentSchema), required=True)
