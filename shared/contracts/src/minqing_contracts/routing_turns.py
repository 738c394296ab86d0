"""Further events that routing owns: what may happen to a case on its way.

None of them happens to most cases. They carry what every event about a case carries.
"""

from dataclasses import dataclass
from datetime import datetime

from marshmallow import fields

from minqing_contracts.catalogue import published
from minqing_contracts.moments import Moment
from minqing_contracts.routing import CaseEvent, CaseEventSchema


class CaseContactedV1Schema(CaseEventSchema):
    """Wire form of routing.case.contacted.v1."""

    spoken_at = Moment(required=True)
    due_at = Moment(load_default=None, allow_none=True)


@published("routing.case.contacted", 1, CaseContactedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseContactedV1(CaseEvent):
    """The unit spoke with the petitioner (首次联系); `due_at`: by when it owed that.

    `due_at` is None where no clock for it ran, as at every contact after the first.
    """

    spoken_at: datetime
    due_at: datetime | None = None


class CaseExtendedV1Schema(CaseEventSchema):
    """Wire form of routing.case.extended.v1."""

    days = fields.Integer(required=True)
    reason = fields.String(required=True)
    due_at = Moment(required=True)
    previous_due_at = Moment(required=True)
    extended_at = Moment(required=True)


@published("routing.case.extended", 1, CaseExtendedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseExtendedV1(CaseEvent):
    """More time was given, once (延期, 条例第34条): an answer is owed by `due_at`.

    `reason` is for the petitioner, who is told it.
    """

    days: int
    reason: str
    due_at: datetime
    previous_due_at: datetime
    extended_at: datetime


class CaseRescheduledV1Schema(CaseEventSchema):
    """Wire form of routing.case.rescheduled.v1."""

    due_at = Moment(required=True)
    previous_due_at = Moment(required=True, allow_none=True)
    won = fields.String(required=True)
    basis = fields.String(required=True)
    rescheduled_at = Moment(required=True)


@published("routing.case.rescheduled", 1, CaseRescheduledV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseRescheduledV1(CaseEvent):
    """Another date holds: a leader's (`basis` says whose), the one before is kept."""

    due_at: datetime
    previous_due_at: datetime | None
    won: str
    basis: str
    rescheduled_at: datetime


class CaseSuspendedV1Schema(CaseEventSchema):
    """Wire form of routing.case.suspended.v1."""

    ground = fields.String(required=True)
    review_at = Moment(required=True, allow_none=True)
    suspended_at = Moment(required=True)


@published("routing.case.suspended", 1, CaseSuspendedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseSuspendedV1(CaseEvent):
    """The case stands still (挂起): this time does not count.

    `ground`: hearing 听证, waiting-for-petitioner 等待当事人, legacy 历史遗留, which is
    looked at again at `review_at`.
    """

    ground: str
    review_at: datetime | None
    suspended_at: datetime


class CaseResumedV1Schema(CaseEventSchema):
    """Wire form of routing.case.resumed.v1."""

    due_at = Moment(required=True)
    resumed_at = Moment(required=True)


@published("routing.case.resumed", 1, CaseResumedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseResumedV1(CaseEvent):
    """The case goes on (恢复) with the time that was left."""

    due_at: datetime
    resumed_at: datetime


class CaseRetainedV1Schema(CaseEventSchema):
    """Wire form of routing.case.retained.v1."""

    reason = fields.String(required=True)
    retained_at = Moment(required=True)


@published("routing.case.retained", 1, CaseRetainedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseRetainedV1(CaseEvent):
    """The superior did not agree to the return: the unit keeps the case."""

    reason: str
    retained_at: datetime


class CaseDisputedV1Schema(CaseEventSchema):
    """Wire form of routing.case.disputed.v1."""

    returned_by = fields.String(required=True)
    reason = fields.String(required=True)
    superior_id = fields.String(required=True, allow_none=True)
    disputed_at = Moment(required=True)
    decide_by = Moment(load_default=None, allow_none=True)


@published("routing.case.disputed", 1, CaseDisputedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseDisputedV1(CaseEvent):
    """Units disagree again (待裁定): `superior_id` is to designate one.

    `decide_by` is until when, where the place's rules say (条例第24条).
    """

    returned_by: str
    reason: str
    superior_id: str | None
    disputed_at: datetime
    decide_by: datetime | None = None


class CaseUrgedV1Schema(CaseEventSchema):
    """Wire form of routing.case.urged.v1."""

    measure = fields.String(required=True)
    clock = fields.String(required=True)
    unit_id = fields.String(required=True)
    superior_id = fields.String(required=True, allow_none=True)
    due_at = Moment(required=True, allow_none=True)
    urged_at = Moment(required=True)
    rule = fields.String(load_default=None, allow_none=True)


@published("routing.case.urged", 1, CaseUrgedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseUrgedV1(CaseEvent):
    """A unit is pressed: 催办 urge, 督办 supervise, yellow-card, red-card.

    So is a superior that is asked to take a declared matter (申报 declare), and the
    unit that keeps it (declare-refused). `unit_id` is who is pressed, which may be a
    co-handler; `clock` is what is or falls due; `superior_id` is told too, where a
    clock did it by itself. `rule` is the place's rule that did it, empty where none
    did.
    """

    measure: str
    clock: str
    unit_id: str
    superior_id: str | None
    due_at: datetime | None
    urged_at: datetime
    rule: str | None = None


class CaseSilentV1Schema(CaseEventSchema):
    """Wire form of routing.case.silent.v1."""

    silent_since = Moment(required=True)
    noticed_at = Moment(required=True)


@published("routing.case.silent", 1, CaseSilentV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseSilentV1(CaseEvent):
    """Its petitioner heard nothing since `silent_since`, longer than the place allows.

    The unit was reminded, which `routing.case.urged` tells by itself. Told again while
    the silence lasts; the next word to the petitioner ends it.
    """

    silent_since: datetime
    noticed_at: datetime


class CaseReportedV1Schema(CaseEventSchema):
    """Wire form of routing.case.reported.v1."""

    superior_id = fields.String(required=True)
    severity = fields.String(required=True)
    reported_at = Moment(required=True)
    rule = fields.String(load_default=None, allow_none=True)


@published("routing.case.reported", 1, CaseReportedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseReportedV1(CaseEvent):
    """A superior is told of a grave matter at once (条例第25条); one fact for each.

    `rule` is the place's rule by which it is told.
    """

    superior_id: str
    severity: str
    reported_at: datetime
    rule: str | None = None


class CaseSponsoredV1Schema(CaseEventSchema):
    """Wire form of routing.case.sponsored.v1."""

    leader_id = fields.String(required=True)
    leader_unit_id = fields.String(required=True)
    sponsored_at = Moment(required=True)


@published("routing.case.sponsored", 1, CaseSponsoredV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseSponsoredV1(CaseEvent):
    """A named leader took the case upon themselves (包案)."""

    leader_id: str
    leader_unit_id: str
    sponsored_at: datetime


class CaseSharedV1Schema(CaseEventSchema):
    """Wire form of routing.case.shared.v1."""

    task = fields.Integer(required=True)
    unit_id = fields.String(required=True)
    due_at = Moment(required=True)
    shared_at = Moment(required=True)


@published("routing.case.shared", 1, CaseSharedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseSharedV1(CaseEvent):
    """Another unit is to contribute (协办) by `due_at`; `task` numbers what it owes."""

    task: int
    unit_id: str
    due_at: datetime
    shared_at: datetime
