"""The shapes of bringing files in."""

from marshmallow import Schema, fields, validate

from registry.domain.importing.batch import ImportState
from registry.domain.importing.columns import Form
from registry.entrypoints.words import id_field

KIND = validate.Regexp(r"[a-z][a-z-]{1,31}\Z")
LARGEST_PAGE = 500


class ColumnSchema(Schema):
    """One column of a template."""

    title = fields.String(required=True)
    form = fields.Enum(Form, by_value=True, required=True)
    required = fields.Boolean(required=True)
    aliases = fields.List(fields.String(), required=True)
    options = fields.List(fields.String(), required=True)
    note = fields.String(required=True)


class TemplateSchema(Schema):
    """A template: which columns a file of its kind has."""

    kind = fields.String(required=True)
    title = fields.String(required=True)
    note = fields.String(required=True)
    columns = fields.List(fields.Nested(ColumnSchema), required=True)


class TemplatesSchema(Schema):
    """Every template."""

    items = fields.List(fields.Nested(TemplateSchema), required=True)


class ImportQuery(Schema):
    """What a file holds, whose it is, and whether it is only tried."""

    kind = fields.String(required=True, validate=KIND)
    name = fields.String(load_default="", validate=validate.Length(max=200))
    organisation = id_field(load_default=None)
    dry_run = fields.Boolean(load_default=False)


class CountsSchema(Schema):
    """How many rows had which end."""

    created = fields.Integer(required=True)
    changed = fields.Integer(required=True)
    same = fields.Integer(required=True)
    faulty = fields.Integer(required=True)
    undone = fields.Integer(required=True)
    kept = fields.Integer(required=True)


class ImportSchema(Schema):
    """An import: how far it is; `seen_before` is one that brought the same file in.

    A `stuck` one (搁置) failed again and again: `why` names what went wrong.
    """

    batch_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    file_name = fields.String(required=True)
    state = fields.Enum(ImportState, by_value=True, required=True)
    dry_run = fields.Boolean(required=True)
    started_by = fields.String(required=True)
    role = fields.String(required=True)
    started_organisation = fields.String(required=True, allow_none=True)
    organisation_id = fields.String(required=True, allow_none=True)
    total = fields.Integer(required=True, allow_none=True)
    rows_done = fields.Integer(required=True)
    percent = fields.Integer(required=True)
    counts = fields.Nested(CountsSchema, required=True)
    why = fields.String(required=True)
    message = fields.String(allow_none=True, metadata={"description": "`why` in words"})
    stuck = fields.Boolean(required=True)
    seen_before = fields.UUID(required=True, allow_none=True)
    started_at = fields.DateTime(required=True)
    finished_at = fields.DateTime(required=True, allow_none=True)


class ImportPageSchema(Schema):
    """Some imports, the newest first."""

    items = fields.List(fields.Nested(ImportSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


class ImportsQuery(Schema):
    """Which page of imports: those before one."""

    after = fields.UUID(load_default=None)
    limit = fields.Integer(
        load_default=20, validate=validate.Range(min=1, max=LARGEST_PAGE)
    )


class RowsQuery(Schema):
    """Which page of rows: what comes after a line."""

    after = fields.Integer(
        load_default=0, validate=validate.Range(min=0, max=2_000_000_000)
    )
    limit = fields.Integer(
        load_default=100, validate=validate.Range(min=1, max=LARGEST_PAGE)
    )


class FaultSchema(Schema):
    """Why a row was not taken; personal words are shown by their shape alone."""

    row = fields.Integer(required=True)
    column = fields.String(required=True)
    value = fields.String(required=True)
    code = fields.String(required=True)
    message = fields.String(required=True)


class FaultsSchema(Schema):
    """Some faults, in the order of the file."""

    items = fields.List(fields.Nested(FaultSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


class KeptSchema(Schema):
    """A row that was not taken back."""

    row = fields.Integer(required=True)
    subject = fields.String(required=True)


class KeptPageSchema(Schema):
    """Rows that were not taken back: changed since, or something hangs on them."""

    items = fields.List(fields.Nested(KeptSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)
