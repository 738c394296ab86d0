"""The verbs of a case on its way: path, command, who may, what is refused."""

from dataclasses import dataclass

from marshmallow import Schema

from minqing_chassis.http.route import STAFF
from minqing_kernel.errors import DomainError
from minqing_kernel.messages import Role
from routing.application import steering
from routing.application.commands import CaseAction
from routing.domain import errors
from routing.domain.authority import DISPATCHERS, HANDLERS
from routing.entrypoints import steering_schemas as shapes

HEADS = frozenset({Role.SUPERVISOR})


@dataclass(frozen=True, kw_only=True)
class Verb:
    """One thing that may be done to a case."""

    path: str
    command: type[CaseAction]
    summary: str
    roles: frozenset[Role]
    body: type[Schema] | None = None
    errors: tuple[type[DomainError], ...] = ()


VERBS = (
    Verb(
        path="sign",
        command=steering.SignCase,
        summary="签收 Sign for it",
        roles=HANDLERS,
        errors=(errors.ConflictOfInterest,),
    ),
    Verb(
        path="contact",
        command=steering.NoteContact,
        summary="首次联系 Note the first word with the petitioner",
        roles=HANDLERS,
    ),
    Verb(
        path="return/decision",
        command=steering.DecideReturn,
        summary="退单审核 Agree to the return, or not (条例第23条)",
        roles=DISPATCHERS,
        body=shapes.DecisionSchema,
        errors=(errors.AskedByYourself,),
    ),
    Verb(
        path="designate",
        command=steering.DesignateUnit,
        summary="指定 End a dispute between units (条例第24条)",
        roles=DISPATCHERS,
        body=shapes.DesignateSchema,
        errors=(
            errors.AccusedUnit,
            errors.UnknownUnit,
            errors.OutOfTime,
            errors.BeyondStatute,
        ),
    ),
    Verb(
        path="transfer",
        command=steering.TransferCase,
        summary="转办、交办 Pass it on, with or without the duty to report back",
        roles=DISPATCHERS,
        body=shapes.TransferSchema,
        errors=(
            errors.BouncesBack,
            errors.AccusedUnit,
            errors.UnknownUnit,
            errors.UnknownHandler,
            errors.ConflictOfInterest,
            errors.LeaderNeeded,
            errors.OutOfTime,
            errors.BeyondStatute,
        ),
    ),
    Verb(
        path="raise",
        command=steering.RaiseCase,
        summary="上报 Leave it to a competent superior; the follow-up stays",
        roles=HANDLERS,
        errors=(errors.NobodyAbove, errors.RaiseWaits),
    ),
    Verb(
        path="raise/decision",
        command=steering.DecideRaise,
        summary="申报审批 Take a declared matter, or leave it to the unit (B-04)",
        roles=DISPATCHERS,
        body=shapes.DecisionSchema,
        errors=(errors.NoRaiseAsked, errors.AskedByYourself),
    ),
    Verb(
        path="recuse",
        command=steering.RecuseFromCase,
        summary="回避 Stand back from it (条例第28条)",
        roles=HANDLERS,
    ),
    Verb(
        path="co-tasks",
        command=steering.AskCoHandler,
        summary="协办 Let another unit contribute",
        roles=HANDLERS,
        body=shapes.CoHandlerSchema,
        errors=(
            errors.AccusedUnit,
            errors.UnknownUnit,
            errors.AlreadyCoHandling,
            errors.OutOfTime,
        ),
    ),
    Verb(
        path="co-tasks/{task}/answer",
        command=steering.AnswerCoTask,
        summary="协办答复 Contribute",
        roles=HANDLERS,
        body=shapes.CoAnswerSchema,
        errors=(errors.CoTaskNotFound, errors.CoTaskEnded),
    ),
    Verb(
        path="co-tasks/{task}/waive",
        command=steering.WaiveCoTask,
        summary="免除协办 Excuse a co-handler",
        roles=HANDLERS,
        body=shapes.ReasonSchema,
        errors=(errors.CoTaskNotFound, errors.CoTaskEnded),
    ),
    Verb(
        path="extension",
        command=steering.AskExtension,
        summary="申请延期 Ask for more time, once (条例第34条)",
        roles=HANDLERS,
        body=shapes.ExtensionSchema,
        errors=(
            errors.ExtensionRuledOut,
            errors.ExtensionSpent,
            errors.NothingLeftToExtend,
            errors.OutOfTime,
        ),
    ),
    Verb(
        path="extension/decision",
        command=steering.DecideExtension,
        summary="延期审批 Give more time, or not; the unit's head does",
        roles=HEADS,
        body=shapes.DecisionSchema,
        errors=(
            errors.NoExtensionAsked,
            errors.AskedByYourself,
            errors.NotTheHead,
        ),
    ),
    Verb(
        path="suspend",
        command=steering.SuspendCase,
        summary="挂起 Let it stand still",
        roles=HANDLERS,
        body=shapes.SuspensionSchema,
        errors=(errors.ReviewNeeded, errors.UnknownHandler, errors.NotALeader),
    ),
    Verb(
        path="resume",
        command=steering.ResumeCase,
        summary="恢复 Let it go on",
        roles=STAFF,
    ),
    Verb(
        path="periodic-review",
        command=steering.ReviewCase,
        summary="定期复核 Look again at a parked case (B-15)",
        roles=HEADS,
        body=shapes.PeriodicReviewSchema,
        errors=(errors.ReviewNeeded,),
    ),
    Verb(
        path="urge",
        command=steering.UrgeCase,
        summary="催办 Remind the unit",
        roles=DISPATCHERS,
        body=shapes.ReasonSchema,
    ),
    Verb(
        path="supervise",
        command=steering.SuperviseCase,
        summary="督办、黄牌、红牌 Supervise it, or show its unit a card",
        roles=HEADS,
        body=shapes.SupervisionSchema,
        errors=(errors.CardOutOfOrder, errors.OutOfTime),
    ),
    Verb(
        path="sponsor",
        command=steering.SponsorCase,
        summary="包案 Let a named leader take it (条例第18条)",
        roles=HEADS,
        body=shapes.SponsorSchema,
        errors=(errors.UnknownHandler, errors.NotALeader),
    ),
    Verb(
        path="owners",
        command=steering.NameOwners,
        summary="三责任人 Name leader, section and community (C-20)",
        roles=HEADS,
        body=shapes.OwnersSchema,
        errors=(errors.UnknownHandler, errors.NotALeader, errors.UnknownUnit),
    ),
    Verb(
        path="parties",
        command=steering.NameParties,
        summary="当事方 Say who else has a part in it",
        roles=DISPATCHERS,
        body=shapes.PartiesSchema,
    ),
    Verb(
        path="date",
        command=steering.SetDate,
        summary="领导限期 Let a leader's date hold (D-14)",
        roles=HEADS,
        body=shapes.DateSchema,
        errors=(
            errors.OutOfTime,
            errors.BeyondStatute,
            errors.UnknownHandler,
            errors.NotALeader,
        ),
    ),
    Verb(
        path="feasibility",
        command=steering.JudgeFeasibility,
        summary="可行、暂缓、不可行 Say whether it can be done (C-21)",
        roles=HANDLERS,
        body=shapes.FeasibilitySchema,
        errors=(errors.BadFeasibility, errors.OutOfTime),
    ),
    Verb(
        path="severity",
        command=steering.JudgeSeverity,
        summary="一般、重大、紧急 Say how grave it is (条例第25条)",
        roles=DISPATCHERS,
        body=shapes.SeveritySchema,
    ),
    Verb(
        path="remarks",
        command=steering.CommentOnCase,
        summary="批注 Write a remark; no clock minds it",
        roles=STAFF,
        body=shapes.RemarkSchema,
    ),
)
