"""One function for each command: load, ask the domain, done."""

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Actor
from routing.application.commands import (
    AssignCase,
    CaseAction,
    EscalateOverdue,
    ForgetAnswers,
    HearAnswer,
    HearRelapse,
    JudgeAgain,
    NoticeRules,
    OpenCase,
    RecomputeProvisional,
    RecordOrganisation,
    RecordStaff,
    RemindUnits,
    ResolveCase,
    ReturnCase,
    SetRule,
    StartCase,
)
from routing.application.persons import must_be_another
from routing.application.ports import RoutingWork
from routing.application.views import Standing
from routing.domain.authority import ensure_rule_maker
from routing.domain.case import Case
from routing.domain.deadline import Clocks
from routing.domain.dossier import Dossier
from routing.domain.errors import (
    ConflictOfInterest,
    UnknownHandler,
    UnknownUnit,
)
from routing.domain.resolution import Answer
from routing.domain.rule import RuleEntry


def open_case(
    command: OpenCase, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> None:
    """Open a case and find who answers for it; no question to the database.

    The directory comes before the clock: what is judged under an edition is judged at a
    moment that the edition counts.
    """
    directory, now = work.directory, clock.now()
    case = Case(
        petition_id=command.petition_id,
        receipt=command.receipt,
        matter=command.matter,
        received_at=command.received_at,
        accepted_at=command.accepted_at,
        opened_at=now,
        reachable=command.reachable,
        from_archive=command.from_archive,
        external_ref=command.external_ref,
        channel=command.channel,
        dossier=Dossier(severity=command.severity, settled=command.settled),
    )
    case.judge(directory, clocks, at=now, instructed=command.instructed)
    work.cases.add(case)


def assign_case(
    command: AssignCase, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> Standing:
    """Give a case to a unit by hand; that agrees to a return that waits."""
    case = seen(command, work)
    must_be_another(command.actor, case.return_asker, work)
    require_unit(command.organisation_id, work)
    require_handler(case, command.handler_id, command.organisation_id, work)
    case.assign(
        command.organisation_id,
        command.handler_id,
        command.due_at,
        clocks,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
    )
    return Standing.of(case)


def start_case(command: StartCase, work: RoutingWork, *, clock: Clock) -> Standing:
    """Begin to work on a case."""
    case = seen(command, work)
    require_unbiased(case, command.actor, work)
    case.start(by=command.actor, at=clock.now())
    return Standing.of(case)


def return_case(
    command: ReturnCase, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> Standing:
    """Ask to be rid of a case as none of one's own."""
    case = seen(command, work)
    case.give_back(
        command.reason,
        clocks,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
    )
    return Standing.of(case)


def resolve_case(command: ResolveCase, work: RoutingWork, *, clock: Clock) -> Standing:
    """Answer a case."""
    case = seen(command, work)
    require_unbiased(case, command.actor, work)
    case.resolve(
        command.outcome,
        command.reply,
        by=command.actor,
        at=clock.now(),
        resolved_at=command.resolved_at,
        figures=command.figures,
        policy_ref=command.policy_ref,
        judged=command.judged,
    )
    return Standing.of(case)


def hear_answer(command: HearAnswer, work: RoutingWork, *, clocks: Clocks) -> None:
    """Take in what came of the follow-up; no case is reopened to the accused."""
    case = work.cases.get(command.petition_id)
    case.hear(command.answer, clocks)
    _keep_from_the_accused(case, work, clocks, command.answer)


def hear_relapse(command: HearRelapse, work: RoutingWork, *, clocks: Clocks) -> None:
    """Take in that an answered case is not done (反弹, 不满意)."""
    case = work.cases.get(command.petition_id)
    case.hear_relapse(command.found, clocks)
    _keep_from_the_accused(case, work, clocks, command.found)


def _keep_from_the_accused(
    case: Case, work: RoutingWork, clocks: Clocks, answer: Answer
) -> None:
    if case.matter.accused:
        at = answer.answered_at
        case.leave_the_accused(work.directory.units, clocks, at=at)


def escalate_overdue(
    command: EscalateOverdue, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> None:
    """Tell the superiors of those cases that are overdue."""
    for case in work.cases.get_free(command.petition_ids):
        case.escalate_if_overdue(work.directory.units, clocks, at=clock.now())


def remind_units(
    command: RemindUnits, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> None:
    """Send the reminders that are due on these cases."""
    now = clock.now()
    for case in work.cases.get_free(command.petition_ids):
        case.remind_if_due(clocks, at=now)


def judge_again(
    command: JudgeAgain, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> None:
    """Look again whether somebody is competent for cases that wait for a rule."""
    directory, now = work.directory, clock.now()
    for case in work.cases.get_free(command.petition_ids):
        case.judge(directory, clocks, at=now)


def recompute_provisional(
    command: RecomputeProvisional, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> None:
    """Count the provisional dates of these cases anew; who rests has its own turn."""
    now = clock.now()
    for case in work.cases.get_free(command.petition_ids):
        if case.rest is None:
            case.recount(clocks, at=now)


def notice_rules(_: NoticeRules, work: RoutingWork, *, clock: Clock) -> None:
    """Notice which rules have begun or ended by now."""
    work.count_the_clock(clock.now())


def record_organisation(command: RecordOrganisation, work: RoutingWork) -> None:
    """Learn how an organisation now is."""
    work.learn(command.unit)


def record_staff(command: RecordStaff, work: RoutingWork) -> None:
    """Learn where a member of staff now serves."""
    work.staff.learn(command.member)


def forget_answers(command: ForgetAnswers, work: RoutingWork) -> None:
    """Forget what requests with an idempotency key were answered days ago."""
    work.answers.forget(command.older_than_days)


def set_rule(command: SetRule, work: RoutingWork, *, clock: Clock) -> RuleEntry:
    """Let a jurisdiction rule read thus from now on.

    Who may not have set the wording that it has may not put another in its place.
    """
    require_unit(command.rule.organisation_id, work)
    entry = work.rules.entry(command.rule.code)
    for wording in filter(None, (command.rule, entry.rule)):
        ensure_rule_maker(command.actor, wording, work.directory.units)
    entry.set(command.rule, at=clock.now())
    return entry


def seen(command: CaseAction, work: RoutingWork) -> Case:
    """Return the case, as the actor saw it; raise CaseNotFound, StaleRevision."""
    case = work.cases.get(command.petition_id)
    case.expect(command.revision)
    return case


def require_unit(
    organisation_id: str, work: RoutingWork, field: str = "organisation_id"
) -> None:
    """Let a unit pass that serves; raise UnknownUnit that names `field`."""
    if not work.directory.units.is_active(organisation_id):
        raise UnknownUnit(fields={field: "not-known"})


def require_unbiased(case: Case, actor: Actor, work: RoutingWork) -> None:
    """Let pass who declared no interest in a party to the case (条例第28条).

    Where nobody else has a part in it there is nothing to look up. Raises
    ConflictOfInterest.
    """
    others = case.others
    if others and not others.isdisjoint(work.interests.of(actor.id)):
        raise ConflictOfInterest


def require_handler(
    case: Case, handler_id: str | None, organisation_id: str, work: RoutingWork
) -> None:
    """Let a person pass who serves there and may handle the case; or nobody in person.

    Raises UnknownHandler, ConflictOfInterest, LeaderNeeded.
    """
    if handler_id is None:
        return
    member = work.staff.find(handler_id)
    if member is None or not member.handles_for(organisation_id):
        raise UnknownHandler(fields={"handler_id": "not-known"})
    case.ensure_person(member, work.interests.of(handler_id))
