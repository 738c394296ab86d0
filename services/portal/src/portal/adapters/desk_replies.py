"""What the owners answer to staff, as far as the desk reads it. Tolerant."""

from marshmallow import fields

from portal.adapters.divided_replies import DivisionReply, DoorPartReply
from portal.adapters.replies import MatterReply, Reply


def _moment() -> fields.AwareDateTime:
    return fields.AwareDateTime(load_default=None, allow_none=True)


def _maybe() -> fields.String:
    return fields.String(load_default=None, allow_none=True)


class CaseRowReply(Reply):
    """One line of a worklist."""

    petition_id = fields.String(required=True)
    receipt = fields.String(required=True)
    state = fields.String(required=True)
    revision = fields.Integer(required=True)
    organisation_id = _maybe()
    handler_id = _maybe()
    due_at = _moment()
    escalation_level = fields.Integer(load_default=0)
    category = fields.String(required=True)
    division_code = fields.String(load_default="")
    accepted_at = fields.AwareDateTime(required=True)
    overdue = fields.Boolean(load_default=False)


class ListedReply(CaseRowReply):
    """One line of a worklist, with what moved it last and what it waits for."""

    redo = fields.Boolean(load_default=False)
    last_step = _maybe()
    last_at = _moment()
    last_by = _maybe()
    waits_on = _maybe()
    stands = _maybe()


class WorklistReply(Reply):
    """A page of cases."""

    items = fields.List(fields.Nested(ListedReply), required=True)
    next = _maybe()


class TallyReply(Reply):
    """How many cases each list of a desk holds, `most` where there are more."""

    most = fields.Integer(required=True)
    owing = fields.Integer(required=True)
    mine = fields.Integer(required=True)
    overdue = fields.Integer(required=True)
    soon = fields.Integer(required=True)
    returned = fields.Integer(required=True)
    asked = fields.Integer(load_default=None, allow_none=True)
    escalated = fields.Integer(load_default=0)
    redo = fields.Integer(load_default=0)
    silent = fields.Integer(load_default=0)
    due = fields.List(fields.Integer(), load_default=list)


class SheetReply(CaseRowReply):
    """One case whole."""

    received_at = fields.AwareDateTime(required=True)
    channel = _maybe()
    reachable = fields.Boolean(load_default=None, allow_none=True)
    visit = fields.Integer(load_default=1)
    assignments = fields.List(fields.Dict(), load_default=list)
    deadlines = fields.List(fields.Dict(), load_default=list)
    resolutions = fields.List(fields.Dict(), load_default=list)
    remarks = fields.List(fields.Dict(), load_default=list)
    dossier = fields.Dict(load_default=dict)
    may = fields.List(fields.String(), load_default=list)


class MaskedReply(Reply):
    """As much of a contact as a screen may show; whole once it was revealed."""

    name = fields.String(load_default="")
    telephone = fields.String(load_default="")
    email = fields.String(load_default="")
    identity = fields.String(load_default="")
    address = fields.String(load_default="")


class StaffPartReply(Reply):
    """What only staff see of a matter."""

    petition_id = fields.String(load_default="")
    channel = fields.String(required=True)
    text = fields.String(required=True)
    place = fields.String(load_default="")
    lead = _maybe()
    door = fields.Nested(DoorPartReply, load_default=None, allow_none=True)
    divisions = fields.List(fields.Nested(DivisionReply), load_default=list)
    revision = fields.Integer(load_default=1)
    division_code = fields.String(load_default="")
    organisation_id = _maybe()
    contact = fields.Nested(MaskedReply, load_default=None, allow_none=True)


class StaffMatterReply(MatterReply):
    """A matter as staff see it."""

    category = _maybe()
    staff = fields.Nested(StaffPartReply, required=True)


class WaitingRowReply(Reply):
    """One matter that waits at the door."""

    receipt = fields.String(required=True)
    channel = fields.String(required=True)
    state = fields.String(required=True)
    title = fields.String(required=True)
    category = _maybe()
    organisation_id = _maybe()
    received_at = fields.AwareDateTime(required=True)
    accept_by = _moment()


class WaitingReply(Reply):
    """A page of them, oldest first."""

    petitions = fields.List(fields.Nested(WaitingRowReply), required=True)
    next_after = _maybe()


class TitleReply(Reply):
    """One title."""

    receipt = fields.String(required=True)
    title = fields.String(required=True)


class TitlesReply(Reply):
    """Titles of matters."""

    titles = fields.List(fields.Nested(TitleReply), required=True)


class SuggestionReply(TitleReply):
    """An earlier matter that may be the same one."""

    state = fields.String(required=True)
    category = _maybe()
    received_at = fields.AwareDateTime(required=True)
    organisation_id = _maybe()
    score = fields.Float(load_default=0.0)
    reasons = fields.List(fields.String(), load_default=list)
    advice = fields.String(load_default="look")
    yours = fields.Boolean(load_default=True)


class SuggestionsReply(Reply):
    """What may be the same, the nearest first."""

    similar = fields.List(fields.Nested(SuggestionReply), required=True)


class PetitionerReply(Reply):
    """The contact, whole."""

    anonymous = fields.Boolean(required=True)
    contact = fields.Nested(MaskedReply, required=True)


class CodeCheckReply(Reply):
    """By what a code is known without being told."""

    check = fields.String(required=True)


class TakenReply(Reply):
    """A call that was written down; `state` says whether somebody still decides."""

    petition_id = fields.UUID(load_default=None)
    state = fields.String(load_default="")
    receipt = fields.String(required=True)
    tracking_code = fields.String(required=True)
    received_at = fields.AwareDateTime(load_default=None)
    similar = fields.List(fields.Nested(TitleReply), load_default=list)


class UnitRowReply(Reply):
    """One unit."""

    organisation_id = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(load_default="")
    division_code = fields.String(load_default="")
    parent_id = _maybe()
    active = fields.Boolean(load_default=True)


class MemberReply(Reply):
    """Who serves where."""

    staff_id = fields.String(required=True)
    name = fields.String(required=True)
    organisation_id = fields.String(load_default="")


class UnitsReply(Reply):
    """A page of units."""

    items = fields.List(fields.Nested(UnitRowReply), required=True)
    next = _maybe()


class FigureRowReply(Reply):
    """One matter behind a figure."""

    receipt = _maybe()
    organisation_id = fields.String(load_default="")
    category = fields.String(load_default="")
    state = _maybe()
    aside = fields.String(load_default="")
    due_at = _moment()
    accepted_at = _moment()
    names = fields.Dict(keys=fields.String(), values=fields.String(), load_default=dict)


class FigureRowsReply(Reply):
    """A page of them."""

    rows = fields.List(fields.Nested(FigureRowReply), required=True)
    next_after = _maybe()
