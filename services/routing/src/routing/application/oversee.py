"""Pausing, pressing, judging, remarking: a function for each command."""

from minqing_kernel.clock import Clock
from routing.application.handlers import require_unit, seen
from routing.application.ports import RoutingWork
from routing.application.steering import (
    CommentOnCase,
    DeclareInterest,
    JudgeFeasibility,
    JudgeSeverity,
    NameOwners,
    NameParties,
    ResumeCase,
    ReviewCase,
    SetDate,
    SponsorCase,
    SuperviseCase,
    SuspendCase,
    UrgeCase,
)
from routing.application.views import Standing
from routing.domain.authority import may_see
from routing.domain.case import Case
from routing.domain.deadline import Clocks
from routing.domain.errors import AccusedUnit, NotALeader, NotYours, UnknownHandler
from routing.domain.interest import Interest, ensure_may_declare
from routing.domain.organisation import StaffMember


def _member(staff_id: str, work: RoutingWork, field: str = "leader_id") -> StaffMember:
    member = work.staff.find(staff_id)
    if member is None:
        raise UnknownHandler(fields={field: "not-known"})
    return member


def _leader(staff_id: str, case: Case, work: RoutingWork) -> StaffMember:
    """Return a leader who may learn of the case (条例第30条)."""
    member = _member(staff_id, work)
    if case.is_accused(member.organisation_id, work.directory.units):
        raise AccusedUnit(fields={"leader_id": "accused"})
    return member


def suspend_case(
    command: SuspendCase, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> Standing:
    """Let a case stand still."""
    case = seen(command, work)
    leader = _leader(command.leader_id, case, work) if command.leader_id else None
    if leader is not None and not leader.is_leader:
        raise NotALeader(fields={"leader_id": "not-a-leader"})
    case.suspend(
        command.ground,
        command.reason,
        clocks,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
        leader_id=command.leader_id,
        review_months=command.review_months,
    )
    return Standing.of(case)


def resume_case(
    command: ResumeCase, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> Standing:
    """Let a case go on."""
    case = seen(command, work)
    case.resume(clocks, by=command.actor, units=work.directory.units, at=clock.now())
    return Standing.of(case)


def review_case(
    command: ReviewCase, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> Standing:
    """Look again at a parked case."""
    case = seen(command, work)
    case.review(
        command.note,
        clocks,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
    )
    return Standing.of(case)


def urge_case(
    command: UrgeCase, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> Standing:
    """Remind the unit."""
    case = seen(command, work)
    case.urge(
        command.reason,
        clocks,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
    )
    return Standing.of(case)


def supervise_case(
    command: SuperviseCase, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> Standing:
    """Supervise a case, or show its unit a card."""
    case = seen(command, work)
    case.supervise(
        command.measure,
        command.reason,
        command.due_at,
        clocks,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
    )
    return Standing.of(case)


def sponsor_case(command: SponsorCase, work: RoutingWork, *, clock: Clock) -> Standing:
    """Let a named leader take the case upon themselves."""
    case = seen(command, work)
    case.sponsor(
        _leader(command.leader_id, case, work),
        command.note,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
    )
    return Standing.of(case)


def name_owners(command: NameOwners, work: RoutingWork, *, clock: Clock) -> Standing:
    """Name the three owners."""
    case = seen(command, work)
    require_unit(command.section_id, work, "section_id")
    require_unit(command.community_id, work, "community_id")
    case.name_owners(
        _leader(command.leader_id, case, work),
        command.section_id,
        command.community_id,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
    )
    return Standing.of(case)


def name_parties(command: NameParties, work: RoutingWork, *, clock: Clock) -> Standing:
    """Say who else has a part in the matter."""
    case = seen(command, work)
    case.name_parties(
        command.parties, by=command.actor, units=work.directory.units, at=clock.now()
    )
    return Standing.of(case)


def set_date(
    command: SetDate, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> Standing:
    """Let a leader's date hold."""
    case = seen(command, work)
    case.set_date(
        command.due_at,
        _leader(command.leader_id, case, work),
        clocks,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
    )
    return Standing.of(case)


def judge_feasibility(
    command: JudgeFeasibility, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> Standing:
    """Say whether it can be done."""
    case = seen(command, work)
    case.judge_feasibility(
        command.verdict,
        owner_id=command.owner_id,
        due_at=command.due_at,
        explanation=command.explanation,
        clocks=clocks,
        by=command.actor,
        at=clock.now(),
    )
    return Standing.of(case)


def judge_severity(
    command: JudgeSeverity, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> Standing:
    """Say how grave the matter is."""
    case = seen(command, work)
    case.judge_severity(
        command.severity,
        clocks,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
    )
    return Standing.of(case)


def comment_on_case(
    command: CommentOnCase, work: RoutingWork, *, clock: Clock
) -> Standing:
    """Write a remark; whoever may see the case may."""
    case = seen(command, work)
    if not may_see(command.actor, case.organisation_id, work.directory.units):
        raise NotYours
    case.comment(command.text, by=command.actor, at=clock.now())
    return Standing.of(case)


def declare_interest(
    command: DeclareInterest, work: RoutingWork, *, clock: Clock
) -> Interest:
    """Declare an interest; of oneself, or of one of one's unit's staff."""
    own = command.staff_id == command.actor.id
    member = None if own else _member(command.staff_id, work, "staff_id")
    ensure_may_declare(command.actor, member)
    interest = Interest(
        staff_id=command.staff_id,
        party=command.party,
        reason=command.reason,
        declared_by=command.actor.id,
        declared_at=clock.now(),
    )
    work.interests.declare(interest)
    return interest
