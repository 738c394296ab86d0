"""What other services answer, as far as the portal's pages read it.

Tolerant: fields that are new are left out, fields that a page can do without may be
missing.
"""

from marshmallow import EXCLUDE, Schema, fields


class Reply(Schema):
    """Base: whatever is not named here is not read."""

    class Meta:
        """Leave out what is unknown."""

        unknown = EXCLUDE


class SubmittedReply(Reply):
    """Intake's receipt."""

    receipt = fields.String(required=True)
    tracking_code = fields.String(required=True)


class StepReply(Reply):
    """One step, in public words."""

    at = fields.AwareDateTime(required=True)
    step = fields.String(required=True)
    words = fields.String(required=True)


class AnswerReply(Reply):
    """The answer that was written for the petitioner."""

    text = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    outcome = fields.String(load_default="")


class RefusalReply(Reply):
    """Why it was not accepted, and where to go instead."""

    words = fields.String(required=True)
    explanation = fields.String(load_default="")


class UnitReply(Reply):
    """Who answers for it; another agency has no unit's id here."""

    organisation_id = fields.String(load_default="")
    name = fields.String(required=True)


class MissingReply(Reply):
    """What was asked of the petitioner, once."""

    items = fields.List(fields.String(), required=True)
    answer_by = fields.AwareDateTime(load_default=None, allow_none=True)
    answered_at = fields.AwareDateTime(load_default=None, allow_none=True)
    close_by = fields.AwareDateTime(load_default=None, allow_none=True)


class WithdrawalReply(Reply):
    """Whether it may be taken back, and when it was."""

    possible = fields.Boolean(required=True)
    asked_at = fields.AwareDateTime(load_default=None, allow_none=True)


class RemedyReply(Reply):
    """Which review of the answer may be asked for, or why none (条例第35、36条)."""

    stage = fields.String(load_default="")
    answered_on = fields.Date(load_default=None, allow_none=True)
    last_day = fields.Date(load_default=None, allow_none=True)
    asked_at = fields.AwareDateTime(load_default=None, allow_none=True)
    why_not = fields.String(load_default="")
    answered_by = fields.String(load_default=None, allow_none=True)


class NoNewsReply(Reply):
    """That there was no news for too long, and whether a unit was reminded of it."""

    since = fields.AwareDateTime(required=True)
    reminded = fields.Boolean(load_default=False)


class DeskReply(Reply):
    """The desk of a unit: its public telephone, if it has one."""

    desk_telephone = fields.String(load_default=None, allow_none=True)


class ConsentReply(Reply):
    """Whether its petitioner agrees to publication; since when, or since when not."""

    holds = fields.Boolean(required=True)
    given_at = fields.AwareDateTime(load_default=None, allow_none=True)
    ended_at = fields.AwareDateTime(load_default=None, allow_none=True)


class MatterReply(Reply):
    """Where a matter stands, as the holder of its code may know."""

    receipt = fields.String(required=True)
    state = fields.String(required=True)
    words = fields.String(required=True)
    title = fields.String(required=True)
    received_at = fields.AwareDateTime(required=True)
    deadline = fields.AwareDateTime(load_default=None, allow_none=True)
    promised = fields.Boolean(load_default=False)
    accept_by = fields.AwareDateTime(load_default=None, allow_none=True)
    unit = fields.Nested(UnitReply, load_default=None, allow_none=True)
    agency = fields.Nested(UnitReply, load_default=None, allow_none=True)
    reply = fields.Nested(AnswerReply, load_default=None, allow_none=True)
    refusal = fields.Nested(RefusalReply, load_default=None, allow_none=True)
    missing = fields.Nested(MissingReply, load_default=None, allow_none=True)
    withdrawal = fields.Nested(WithdrawalReply, load_default=None, allow_none=True)
    review = fields.Nested(RemedyReply, load_default=None, allow_none=True)
    consent = fields.Nested(ConsentReply, load_default=None, allow_none=True)
    pictures = fields.Integer(load_default=0)
    others = fields.Integer(load_default=0)
    siblings = fields.List(fields.String(), load_default=list)
    silence = fields.Nested(NoNewsReply, load_default=None, allow_none=True)
    timeline = fields.List(fields.Nested(StepReply), required=True)


class FaultReply(Reply):
    """One wrong field of a refusal."""

    field = fields.String(required=True)
    message = fields.String(load_default="")


class ProblemReply(Reply):
    """A refusal (RFC 9457); `title` and `detail` are in the caller's language."""

    type = fields.String(load_default="")
    title = fields.String(load_default="")
    detail = fields.String(load_default="")
    errors = fields.List(fields.Nested(FaultReply), load_default=list)


class CategoryReply(Reply):
    """A category's names."""

    code = fields.String(required=True)
    names = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class CategoriesReply(Reply):
    """The list of categories."""

    categories = fields.List(fields.Nested(CategoryReply), required=True)


class WayReply(Reply):
    """One way to the agency."""

    name = fields.String(required=True)
    where = fields.String(required=True)
    hours = fields.String(load_default="")


class ReceptionReply(Reply):
    """One reception of a leader (条例第18条)."""

    day = fields.Date(required=True)
    begins = fields.String(required=True)
    ends = fields.String(required=True)
    place = fields.String(required=True)
    host = fields.String(required=True)
    official = fields.Boolean(load_default=True)
    session = fields.String(load_default="")
    seats = fields.Integer(load_default=0)
    free = fields.Integer(load_default=0)


class PapersReply(Reply):
    """How large and long a paper may be."""

    mib = fields.Integer(required=True)
    pages = fields.Integer(required=True)


class ChannelsReply(Reply):
    """How and when to come."""

    ways = fields.List(fields.Nested(WayReply), required=True)
    receptions = fields.List(fields.Nested(ReceptionReply), required=True)
    papers = fields.Nested(PapersReply, load_default=None, allow_none=True)


class NoticeReply(Reply):
    """What the public is shown of one matter (晒账)."""

    id = fields.UUID(required=True)
    category = fields.String(required=True)
    place = fields.String(required=True)
    unit = fields.String(required=True)
    done = fields.String(required=True)
    result = fields.String(required=True)
    entered_on = fields.Date(required=True)
    finished_on = fields.Date(load_default=None, allow_none=True)
    published_at = fields.AwareDateTime(required=True)


class NoticesReply(Reply):
    """A page of the public list; `next` opens the rest."""

    items = fields.List(fields.Nested(NoticeReply), required=True)
    next = fields.UUID(load_default=None, allow_none=True)


class EntryReply(Reply):
    """One notice, or since when it is public no more."""

    notice = fields.Nested(NoticeReply, load_default=None, allow_none=True)
    withdrawn_on = fields.Date(load_default=None, allow_none=True)


class ChoicesReply(Reply):
    """By what the public list may be narrowed."""

    categories = fields.List(fields.String(), required=True)
    places = fields.List(fields.String(), required=True)
    months = fields.List(fields.String(), required=True)


class CommunityReply(Reply):
    """A community that has grids."""

    id = fields.String(required=True)
    name = fields.String(required=True)


class CommunitiesReply(Reply):
    """All of them."""

    communities = fields.List(fields.Nested(CommunityReply), required=True)


class GridReply(Reply):
    """A grid, its head by the work name, and what it covers."""

    name = fields.String(required=True)
    level = fields.Integer(load_default=3)
    head = fields.String(load_default=None, allow_none=True)
    covers = fields.List(fields.String(), load_default=list)


class GridsReply(Reply):
    """The grids of an address, or all of a community."""

    found = fields.Boolean(required=True)
    grids = fields.List(fields.Nested(GridReply), required=True)


class NearbyMatterReply(Reply):
    """One open matter, as far as anybody may know of it."""

    ref = fields.String(required=True)
    mark = fields.String(required=True)
    category = fields.String(required=True)
    place = fields.String(required=True)
    unit = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    received_at = fields.AwareDateTime(required=True)
    people = fields.Integer(required=True)


class NearbyReply(Reply):
    """What resembles something that is being told."""

    matters = fields.List(fields.Nested(NearbyMatterReply), required=True)
