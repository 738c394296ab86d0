"""What requests for figures and their replies look like on the wire."""

from marshmallow import Schema, fields, validate

from notify.application.figures.asking import Compare
from notify.application.reports.naming import LANGUAGES
from notify.domain.figures.measures import MEASURES, Aside, Basis, Dimension

LARGEST_PAGE = 200
WORD = validate.Length(min=1, max=64)
VALUE = validate.Length(max=64)
TOLD_APART = ["organisation", *(each.value for each in Dimension if each != "all")]


def _one_of(kind: type[Basis] | type[Aside] | type[Compare]) -> validate.OneOf:
    return validate.OneOf([each.value for each in kind])


class CutQuerySchema(Schema):
    """Which petitions: by which day, from when to when, whose, of which one thing.

    `grid` is the code of the smallest division that is known of the place; an empty
    value asks for what has none. `alone` leaves out what is below the organisation. A
    day that cannot be counted is the nearest that can.
    """

    cohort = fields.String(load_default="accepted", validate=_one_of(Basis))
    since = fields.Date(required=True, data_key="from")
    until = fields.Date(required=True, data_key="to")
    organisation = fields.String(validate=WORD)
    alone = fields.Boolean(load_default=False)
    grid = fields.String(validate=VALUE)
    category = fields.String(validate=VALUE)
    channel = fields.String(validate=VALUE)
    source = fields.String(validate=VALUE)
    kind = fields.String(validate=VALUE)


class ToldQuerySchema(CutQuerySchema):
    """In which language names are told."""

    language = fields.String(load_default="zh-CN", validate=validate.OneOf(LANGUAGES))


class FiguresQuerySchema(ToldQuerySchema):
    """What they are told apart by, and which period they are held against."""

    by = fields.String(validate=validate.OneOf(TOLD_APART))
    compare = fields.String(validate=_one_of(Compare))


class FigureRowsQuerySchema(ToldQuerySchema):
    """Which count; `aside` narrows it to what one thing sets apart."""

    measure = fields.String(load_default="cases", validate=validate.OneOf(MEASURES))
    aside = fields.String(validate=_one_of(Aside))
    after = fields.UUID()
    limit = fields.Integer(load_default=50, validate=validate.Range(1, LARGEST_PAGE))


class RateSchema(Schema):
    """`n` of `of`; `percent` with one decimal, half to even, null of nothing."""

    n = fields.String(required=True)
    of = fields.Integer(required=True)
    percent = fields.String(required=True, allow_none=True)
    left_out = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class ExcludedSchema(Schema):
    """What the rates leave out: why, by which rule, how many."""

    reason = fields.String(required=True)
    basis = fields.String(required=True)
    cases = fields.Integer(required=True)


class NumbersSchema(Schema):
    """件 is `counts.cases`, 人次 `counts.persons`; rates are without `excluded`."""

    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    rates = fields.Dict(
        keys=fields.String(), values=fields.Nested(RateSchema), required=True
    )
    excluded = fields.List(fields.Nested(ExcludedSchema), required=True)


class LineSchema(NumbersSchema):
    """The figures of one value; `change` of the cases in per cent.

    `key` is the value's code, `name` what it is called.
    """

    key = fields.String(required=True)
    name = fields.String(required=True)
    before = fields.Nested(NumbersSchema, required=True, allow_none=True)
    change = fields.String(required=True, allow_none=True)


class FiguresSchema(Schema):
    """Figures of a period; `cohort_note` says which day decides, and what follows."""

    cohort = fields.String(required=True)
    cohort_note = fields.String(required=True)
    rounding = fields.String(required=True)
    since = fields.Date(required=True, data_key="from")
    until = fields.Date(required=True, data_key="to")
    as_of = fields.AwareDateTime(required=True)
    policy = fields.String(required=True)
    bases = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    compared_from = fields.Date(required=True, allow_none=True)
    compared_to = fields.Date(required=True, allow_none=True)
    total = fields.Nested(LineSchema, required=True)
    lines = fields.List(fields.Nested(LineSchema), required=True)


class FigureRowSchema(Schema):
    """One petition that a figure counts; nobody's name.

    `names` say what its codes are called.
    """

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True, allow_none=True)
    organisation_id = fields.String(required=True)
    grid = fields.String(required=True)
    category = fields.String(required=True)
    channel = fields.String(required=True)
    source = fields.String(required=True)
    kind = fields.String(required=True)
    persons = fields.Integer(required=True)
    aside = fields.String(required=True)
    state = fields.String(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)
    accepted_at = fields.AwareDateTime(required=True, allow_none=True)
    due_at = fields.AwareDateTime(required=True, allow_none=True)
    resolved_at = fields.AwareDateTime(required=True, allow_none=True)
    answered_at = fields.AwareDateTime(required=True, allow_none=True)
    solved = fields.Boolean(required=True, allow_none=True)
    satisfied = fields.Boolean(required=True, allow_none=True)
    names = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class FigureRowsSchema(Schema):
    """A page by day; `next_after` opens the next, null at the end."""

    rows = fields.List(fields.Nested(FigureRowSchema), required=True)
    next_after = fields.UUID(required=True, allow_none=True)


class ReplyTimesSchema(Schema):
    """How long petitioners waited for the first answer, in days with two decimals."""

    answered = fields.Integer(required=True)
    within_15 = fields.Nested(RateSchema, required=True)
    within_60 = fields.Nested(RateSchema, required=True)
    median_days = fields.String(required=True, allow_none=True)
    longest_days = fields.String(required=True, allow_none=True)


class ReportQuerySchema(Schema):
    """The day whose week, month, quarter or year it is, or until which it counts."""

    on = fields.Date(required=True)
    organisation = fields.String(validate=WORD)


class TableSchema(Schema):
    """One table; every row is as long as the head.

    `keys` are the codes behind rows that are told by name; else there are none.
    `asks` are as wide as the rows: what to ask /v1/figures/rows for the petitions
    behind a cell, null where there are none to list.
    """

    title = fields.String(required=True)
    head = fields.List(fields.String(), required=True)
    rows = fields.List(fields.List(fields.Raw(allow_none=True)), required=True)
    note = fields.String(required=True)
    keys = fields.List(fields.String(), required=True)
    asks = fields.List(
        fields.List(
            fields.Dict(keys=fields.String(), values=fields.String(), allow_none=True)
        ),
        required=True,
    )


class ReportSchema(Schema):
    """A report, in the words and numbers that its workbook and its print have too."""

    name = fields.String(required=True)
    title = fields.String(required=True)
    first = fields.Date(required=True)
    last = fields.Date(required=True)
    as_of = fields.AwareDateTime(required=True)
    policy = fields.String(required=True)
    tables = fields.List(fields.Nested(TableSchema), required=True)
    notes = fields.List(fields.String(), required=True)
