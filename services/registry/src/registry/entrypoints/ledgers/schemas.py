"""The shapes of items, their way, matters and figures."""

from uuid import UUID

from marshmallow import Schema, fields, validate

from registry.domain.access import FULL_PURPOSES
from registry.domain.ledgers.item import LONGEST_WORDS
from registry.domain.ledgers.lifecycle import LedgerState, LedgerStep, Presence
from registry.domain.ledgers.policy import AboutKind
from registry.entrypoints.premises.schemas import CommunityQuery
from registry.entrypoints.schemas import LARGEST_PAGE, PAGE
from registry.entrypoints.words import day_field, id_field

FIRST = UUID(int=0)
CODE = validate.Regexp(r"[a-z][a-z0-9-]{1,31}\Z", error="bad-short-code")
NUMBER = validate.Regexp(r"[\w〔〕\[\]()（）第号-]{2,40}\Z", error="bad-number")
STEPS = tuple(
    each.value for each in (LedgerStep.REPORT, LedgerStep.EXIT, LedgerStep.REENTER)
)
"""What is asked for by name; the other steps come of meetings and publications."""


def page_field() -> fields.Integer:
    """Return the field that says how many of a page."""
    return fields.Integer(
        load_default=PAGE, validate=validate.Range(min=1, max=LARGEST_PAGE)
    )


def petition_field() -> fields.String:
    """Return the field that asks for what is about one petition alone, by its id."""
    shape = validate.Regexp(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
    return fields.String(load_default=None, validate=shape)


def words_field(longest: int = LONGEST_WORDS) -> fields.String:
    """Return a field for words that may be left out."""
    return fields.String(
        load_default=None, allow_none=True, validate=validate.Length(1, longest)
    )


class AboutSchema(Schema):
    """What an item is about; the id is a UUID but of a place."""

    kind = fields.Enum(AboutKind, by_value=True, required=True)
    id = fields.String(required=True, validate=validate.Length(2, 36))


class LedgerItemBody(Schema):
    """What is said of an item; `revision` is the one that was read (0: none yet)."""

    ledger = fields.String(required=True, validate=CODE)
    organisation_id = id_field(required=True)
    about = fields.Nested(AboutSchema, required=True)
    home_id = fields.UUID(load_default=None, allow_none=True)
    category = fields.String(required=True, validate=CODE)
    question = fields.String(required=True, validate=validate.Length(1, LONGEST_WORDS))
    person = id_field(load_default=None, allow_none=True)
    unit = id_field(load_default=None, allow_none=True)
    result = words_field()
    due_on = day_field(load_default=None, allow_none=True)
    entered_on = day_field(required=True)
    reason = fields.String(required=True, validate=CODE)
    revision = fields.Integer(
        strict=True, load_default=0, validate=validate.Range(0, 10**6)
    )


class LedgerStepBody(Schema):
    """A step: `report` names to whom and under which number; in and out say why."""

    step = fields.String(required=True, validate=validate.OneOf(STEPS))
    on = day_field(required=True)
    reason = fields.String(load_default=None, allow_none=True, validate=CODE)
    note = words_field()
    result = words_field()
    to = id_field(load_default=None, allow_none=True)
    number = fields.String(load_default=None, allow_none=True, validate=NUMBER)


class LedgerItemSchema(Schema):
    """An item; question and result are `***` but in a full look."""

    item_id = fields.UUID(required=True)
    ledger = fields.String(required=True)
    organisation_id = fields.String(required=True)
    about_kind = fields.String(required=True)
    about_id = fields.String(required=True)
    home_id = fields.UUID(required=True, allow_none=True)
    category = fields.String(required=True)
    person = fields.String(required=True, allow_none=True)
    unit = fields.String(required=True, allow_none=True)
    due_on = fields.Date(required=True, allow_none=True)
    entry_reason = fields.String(required=True)
    state = fields.String(required=True)
    presence = fields.String(required=True)
    round = fields.Integer(required=True)
    entered_on = fields.Date(required=True)
    exited_on = fields.Date(required=True, allow_none=True)
    exit_reason = fields.String(required=True, allow_none=True)
    solved = fields.Boolean(required=True)
    last_on = fields.Date(required=True)
    recorded_by = fields.String(required=True)
    recorded_at = fields.DateTime(required=True)
    question = fields.String(required=True, allow_none=True)
    result = fields.String(required=True, allow_none=True)
    revision = fields.Integer(required=True)


class LedgerItemPageSchema(Schema):
    """Some items."""

    items = fields.List(fields.Nested(LedgerItemSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


class LedgerStepSchema(Schema):
    """A step of an item; words stand in it in a full look alone."""

    no = fields.Integer(required=True)
    step = fields.String(required=True)
    state = fields.String(required=True)
    presence = fields.String(required=True)
    on = fields.Date(required=True)
    at = fields.DateTime(required=True)
    by = fields.String(required=True)
    role = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    detail = fields.Dict(keys=fields.String(), required=True)
    question = fields.String(required=True, allow_none=True)
    result = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)


class LedgerHistorySchema(Schema):
    """The way of an item."""

    items = fields.List(fields.Nested(LedgerStepSchema), required=True)


class FullLedgerItemSchema(Schema):
    """An item with its words, and its whole way."""

    item = fields.Nested(LedgerItemSchema, required=True)
    steps = fields.List(fields.Nested(LedgerStepSchema), required=True)


class LedgerPurposeQuery(Schema):
    """What a full look is for."""

    purpose = fields.String(
        required=True, validate=validate.OneOf([str(p) for p in FULL_PURPOSES])
    )


class LedgerItemsQuery(CommunityQuery):
    """Which items of a place and below it; `overdue` stand beyond their day.

    `petition`: only those that are about that petition.
    """

    ledger = fields.String(load_default=None, validate=CODE)
    state = fields.Enum(LedgerState, by_value=True, load_default=None)
    presence = fields.Enum(Presence, by_value=True, load_default=None)
    person = id_field(load_default=None)
    unit = id_field(load_default=None)
    tile = fields.String(load_default=None, validate=CODE)
    overdue = fields.Boolean(load_default=False)
    petition = petition_field()
    after = fields.UUID(load_default=FIRST)
    limit = page_field()


class MattersQuery(CommunityQuery):
    """Matters of a place; `several`: only those in more than one ledger."""

    several = fields.Boolean(load_default=False)
    after = fields.String(load_default="", validate=validate.Length(max=70))
    limit = page_field()


class MatterLedgerSchema(Schema):
    """Where a matter stands in one ledger."""

    item_id = fields.UUID(required=True)
    ledger = fields.String(required=True)
    state = fields.String(required=True)
    presence = fields.String(required=True)
    entered_on = fields.String(required=True)
    exited_on = fields.String(required=True, allow_none=True)


class LedgerMatterSchema(Schema):
    """A matter, once, with every ledger that it stands or stood in (A-15)."""

    matter = fields.String(required=True)
    about_kind = fields.String(required=True)
    about_id = fields.String(required=True)
    ledgers = fields.List(fields.Nested(MatterLedgerSchema), required=True)


class LedgerMatterPageSchema(Schema):
    """Some matters."""

    items = fields.List(fields.Nested(LedgerMatterSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class LedgerFiguresQuery(CommunityQuery):
    """Of which place, as of which day; without it today."""

    on = day_field(load_default=None)


class LedgerFiguresSchema(Schema):
    """A ledger's figures; those of `ledger` null count each matter once."""

    ledger = fields.String(required=True, allow_none=True)
    standing = fields.Integer(required=True)
    states = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    entered = fields.Integer(required=True)
    exited = fields.Integer(required=True)
    solved = fields.Integer(required=True)


class LedgerTileSchema(Schema):
    """One of 四个知晓 (A-27); its rows are the items of this `tile`, standing."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    matters = fields.Integer(required=True)
    items = fields.Integer(required=True)
    overdue = fields.Integer(required=True)
    basis = fields.String(required=True)


class FiguresOfPlaceSchema(Schema):
    """The figures of a place's ledgers as of a day (A-16, A-25)."""

    organisation_id = fields.String(required=True)
    on = fields.Date(required=True)
    items = fields.List(fields.Nested(LedgerFiguresSchema), required=True)


class LedgerTilesSchema(Schema):
    """四个知晓 of a place, today."""

    organisation_id = fields.String(required=True)
    on = fields.Date(required=True)
    items = fields.List(fields.Nested(LedgerTileSchema), required=True)


class NamedCodeSchema(Schema):
    """A code, and what it is called."""

    code = fields.String(required=True)
    title = fields.String(required=True)


class LedgerExitSchema(NamedCodeSchema):
    """Why something is struck off; `solved` counts as 妥善解决."""

    solved = fields.Boolean(required=True)


class AttendeeClassSchema(NamedCodeSchema):
    """Who comes to a meeting; a sensitive status is in no public version."""

    sensitive = fields.Boolean(required=True)


class LedgerKindSchema(NamedCodeSchema):
    """A ledger that the caller reads."""

    about = fields.List(fields.String(), required=True)
    entry_reasons = fields.List(fields.Nested(NamedCodeSchema), required=True)
    exit_reasons = fields.List(fields.Nested(LedgerExitSchema), required=True)
    readers = fields.List(fields.String(), required=True)
    restricted = fields.Boolean(required=True)
    basis = fields.String(required=True)


class LedgerKindsSchema(Schema):
    """The ledgers in force, their categories, and who comes to meetings."""

    items = fields.List(fields.Nested(LedgerKindSchema), required=True)
    categories = fields.List(fields.Nested(NamedCodeSchema), required=True)
    attendees = fields.List(fields.Nested(AttendeeClassSchema), required=True)


class LedgerExportQuery(CommunityQuery):
    """Of which place and all below it, and what for; it is written down."""

    purpose = fields.String(required=True, validate=validate.Length(min=2, max=100))
