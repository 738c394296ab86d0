"""What the owners answer about decisions, reports, publishing, files and rules."""

from marshmallow import fields

from portal.adapters.replies import Reply


def _maybe() -> fields.String:
    return fields.String(load_default=None, allow_none=True)


def _moment() -> fields.AwareDateTime:
    return fields.AwareDateTime(load_default=None, allow_none=True)


def _day() -> fields.Date:
    return fields.Date(load_default=None, allow_none=True)


class TableReply(Reply):
    """One table of a report; every row is as long as the head."""

    title = fields.String(required=True)
    head = fields.List(fields.String(), required=True)
    rows = fields.List(fields.List(fields.Raw(allow_none=True)), required=True)
    note = fields.String(load_default="")
    asks = fields.List(
        fields.List(
            fields.Dict(keys=fields.String(), values=fields.String(), allow_none=True)
        ),
        load_default=list,
    )


class ReportReply(Reply):
    """A report, as its workbook and its print have it too."""

    title = fields.String(required=True)
    first = fields.Date(required=True)
    last = fields.Date(required=True)
    as_of = fields.AwareDateTime(required=True)
    policy = fields.String(load_default="")
    tables = fields.List(fields.Nested(TableReply), required=True)
    notes = fields.List(fields.String(), load_default=list)


class OwedReply(Reply):
    """A review that waits for an opinion."""

    receipt = fields.String(required=True)
    state = fields.String(required=True)
    category = fields.String(load_default="")
    stage = fields.String(required=True)
    asked_at = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(required=True)


class OwedListReply(Reply):
    """Those of the asker's organ."""

    items = fields.List(fields.Nested(OwedReply), required=True)


class RoundReply(Reply):
    """One time asked, and what was answered."""

    stage = fields.String(required=True)
    reviewer_id = fields.String(required=True)
    answer_received_on = _day()
    reason = fields.String(load_default="")
    asked_at = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(required=True)
    outcome = _maybe()
    opinion = fields.String(load_default="")
    answered_at = _moment()


class TurnedReply(Reply):
    """One time it was brought again after its end."""

    on = fields.Date(required=True)
    reason = fields.String(required=True)


class ReviewReply(Reply):
    """Where the review of a case stands."""

    state = fields.String(required=True)
    final = fields.Boolean(load_default=False)
    rounds = fields.List(fields.Nested(RoundReply), load_default=list)
    turned_away = fields.List(fields.Nested(TurnedReply), load_default=list)


class ObjectionReply(Reply):
    """A case that somebody is not satisfied with."""

    objection_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    organisation_id = _maybe()
    reason = fields.String(load_default="")
    decide_by = _moment()
    state = fields.String(required=True)
    explanation = _maybe()


class ObjectionsReply(Reply):
    """A page of them."""

    items = fields.List(fields.Nested(ObjectionReply), required=True)


class PublicationReply(Reply):
    """A publication, without its words."""

    publication_id = fields.UUID(required=True)
    item_id = fields.UUID(required=True)
    organisation_id = fields.String(load_default="")
    state = fields.String(required=True)
    author = fields.String(required=True)
    approver = _maybe()
    drafted_at = fields.AwareDateTime(required=True)
    decided_at = _moment()
    withdrawn_at = _moment()
    reason = _maybe()
    personal = fields.Boolean(load_default=False)
    consent_on = _day()
    public_id = _maybe()
    revision = fields.Integer(required=True)


class PublicationsReply(Reply):
    """A page of publications."""

    items = fields.List(fields.Nested(PublicationReply), required=True)
    next = _maybe()


class FullPublicationReply(Reply):
    """A publication with the words that are meant for the public."""

    publication = fields.Nested(PublicationReply, required=True)
    done = fields.String(required=True)
    result = fields.String(required=True)
    consent_ref = _maybe()
    sent_back = _maybe()


class ItemReply(Reply):
    """An item of a ledger, masked."""

    item_id = fields.UUID(required=True)
    ledger = fields.String(required=True)
    category = fields.String(load_default="")
    organisation_id = fields.String(load_default="")
    state = fields.String(load_default="")
    presence = fields.String(load_default="")
    solved = fields.Boolean(load_default=False)
    entered_on = fields.Date(required=True)
    exited_on = _day()


class ItemsReply(Reply):
    """Some items."""

    items = fields.List(fields.Nested(ItemReply), required=True)


class LedgerReply(Reply):
    """A ledger, and what it is called."""

    code = fields.String(required=True)
    title = fields.String(required=True)


class LedgersReply(Reply):
    """The ledgers that the asker reads."""

    items = fields.List(fields.Nested(LedgerReply), required=True)


class TemplateReply(Reply):
    """What a file of a kind holds."""

    kind = fields.String(required=True)
    title = fields.String(required=True)
    note = fields.String(load_default="")


class TemplatesReply(Reply):
    """Every template."""

    items = fields.List(fields.Nested(TemplateReply), required=True)


class CountsReply(Reply):
    """How many rows had which end."""

    created = fields.Integer(load_default=0)
    changed = fields.Integer(load_default=0)
    same = fields.Integer(load_default=0)
    faulty = fields.Integer(load_default=0)
    undone = fields.Integer(load_default=0)
    kept = fields.Integer(load_default=0)


class ImportReply(Reply):
    """An import: how far it is."""

    batch_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    file_name = fields.String(load_default="")
    state = fields.String(required=True)
    dry_run = fields.Boolean(load_default=False)
    started_by = fields.String(load_default="")
    total = fields.Integer(load_default=None, allow_none=True)
    rows_done = fields.Integer(load_default=0)
    percent = fields.Integer(load_default=0)
    counts = fields.Nested(CountsReply, required=True)
    message = _maybe()
    stuck = fields.Boolean(load_default=False)
    seen_before = _maybe()
    started_at = fields.AwareDateTime(required=True)
    finished_at = _moment()


class ImportsReply(Reply):
    """Some imports, the newest first."""

    items = fields.List(fields.Nested(ImportReply), required=True)
    next = _maybe()


class RowFaultReply(Reply):
    """Why a row was not taken."""

    row = fields.Integer(required=True)
    column = fields.String(load_default="")
    value = fields.String(load_default="")
    message = fields.String(load_default="")


class RowFaultsReply(Reply):
    """Some faults."""

    items = fields.List(fields.Nested(RowFaultReply), required=True)
    next = fields.Integer(load_default=None, allow_none=True)


class RulesInForceReply(Reply):
    """The rules of one service, beside the house's own."""

    code = fields.String(load_default="")
    title = fields.String(load_default="")
    valid_from = _day()
    next_from = _day()
    lines = fields.List(fields.String(), required=True)
    default = fields.List(fields.String(), required=True)


class LengthReply(Reply):
    """How long a term is, and by which source."""

    amount = fields.Integer(required=True)
    unit = fields.String(required=True)
    basis = fields.String(load_default="")


class TermEffectReply(Reply):
    """What a changed time limit would do."""

    was = fields.Nested(LengthReply, load_default=None, allow_none=True)
    running = fields.Integer(required=True)
    exact = fields.Boolean(load_default=True)
    earlier = fields.Integer(load_default=None, allow_none=True)
    later = fields.Integer(load_default=None, allow_none=True)
    file_name = fields.String(required=True)
    text = fields.String(required=True)
    added = fields.List(fields.String(), load_default=list)
