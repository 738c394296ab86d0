"""Things to test with; a builder says only what matters."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from minqing_kernel.identity import new_id
from minqing_kernel.messages import Actor, Cause, Role
from minqing_kernel.working_time import Span, end_of, local_day
from routing.application.commands import OpenCase
from routing.domain.case import Case
from routing.domain.deadline import Clocks
from routing.domain.dossier import Dossier, Ground, Settled
from routing.domain.jurisdiction import Directory, Rulebook
from routing.domain.merging import rest_for
from routing.domain.organisation import Organisation, OrganisationTree, StaffMember
from routing.domain.policy import Reminder, RoutingPolicy, TermKind
from routing.domain.resolution import Answer, Outcome, Verdict
from routing.domain.rule import Matter, Rule

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
TODAY = local_day(NOON)
CLOCKS = Clocks()

DISTRICT, STREET, COMMUNITY, STATION = "d-1", "s-1", "c-1", "c-2"
CODE = "510106040019"


def clocks_under(**rules: Any) -> Clocks:
    """The clocks of a place whose policy says this."""
    return Clocks(policy=RoutingPolicy(code="here", **rules))


def a_unit(organisation_id: str, parent_id: str | None = None, **changes: Any):
    return Organisation(
        **{
            "organisation_id": organisation_id,
            "revision": 1,
            "name": organisation_id,
            "kind": "community",
            "parent_id": parent_id,
            "division_code": CODE,
            "active": True,
        }
        | changes
    )


def the_units() -> OrganisationTree:
    """A district over a street over two communities."""
    return OrganisationTree(
        {
            unit.organisation_id: unit
            for unit in (
                a_unit(DISTRICT),
                a_unit(STREET, DISTRICT),
                a_unit(COMMUNITY, STREET),
                a_unit(STATION, STREET),
            )
        }
    )


def a_rule(code: str = "all", organisation_id: str = COMMUNITY, **changes: Any) -> Rule:
    return Rule(
        **{
            "code": code,
            "category": "*",
            "division_prefix": "",
            "organisation_id": organisation_id,
        }
        | changes
    )


def a_directory(*rules: Rule, edition: int = 1, units: OrganisationTree | None = None):
    return Directory(edition=edition, units=units or the_units(), rules=Rulebook(rules))


def a_matter(**changes: Any) -> Matter:
    return Matter(**{"category": "road", "division_code": CODE} | changes)


def a_blank_case(**changes: Any) -> Case:
    """A case that nobody has judged."""
    return Case(
        **{
            "petition_id": uuid4(),
            "receipt": "DEMO-2611-0000017",
            "matter": a_matter(),
            "received_at": NOON,
            "accepted_at": NOON,
            "opened_at": NOON,
            "reachable": True,
        }
        | changes
    )


def an_unrouted_case(**changes: Any) -> Case:
    case = a_blank_case(**changes)
    case.judge(a_directory(), CLOCKS, at=NOON)
    return case


def an_assigned_case(owner: str = COMMUNITY, **changes: Any) -> Case:
    case = a_blank_case(**changes)
    case.judge(a_directory(a_rule(organisation_id=owner)), CLOCKS, at=NOON)
    return case


def a_resolved_case(**changes: Any) -> Case:
    case = an_assigned_case(**changes)
    case.resolve(Outcome.RESOLVED, "已修复", by=a_handler(), at=later(days=5))
    return case


def a_promised_case() -> Case:
    """One by the hotline, with a promised day (承诺件), and reminded of once."""
    week = Reminder(kind=TermKind.HANDLING, span=Span(7))
    clocks = Clocks(policy=RoutingPolicy(reminders=(week,)))
    settled = Settled(case_kind="promised", promised_on=local_day(later(days=10)))
    case = a_blank_case(channel="hotline", dossier=Dossier(settled=settled))
    case.judge(a_directory(a_rule()), clocks, at=NOON)
    case.remind_if_due(clocks, at=later(days=5))
    return case


def a_signed_case() -> Case:
    case = an_assigned_case()
    case.sign(by=a_handler(), at=later(hours=1))
    return case


def a_started_case(**changes: Any) -> Case:
    case = an_assigned_case(**changes)
    case.start(by=a_handler(), at=later(hours=2))
    return case


def a_return_pending_case() -> Case:
    case = an_assigned_case()
    give_back(case)
    return case


def a_disputed_case() -> Case:
    """The community gave it back, and the station does not want it either."""
    case = a_return_pending_case()
    assign(case, STATION, at=later(days=1, hours=1))
    give_back(case, by=a_handler(STATION), at=later(days=2))
    return case


def a_helped_case() -> Case:
    """Two units have tasks, and one of them has answered."""
    case = a_started_case()
    for name in (STATION, STREET):
        unit = a_unit(name)
        case.ask_co_handler(
            unit,
            "检测",
            None,
            CLOCKS,
            by=a_handler(),
            units=the_units(),
            at=later(days=1),
        )
    number = case.dossier.co_tasks[0].number
    case.answer_co_task(number, "合格", by=a_handler(STATION), at=later(days=2))
    return case


def a_suspended_case(ground: Ground = Ground.PETITIONER, **changes: Any) -> Case:
    case = a_started_case()
    given = {"by": a_supervisor(), "units": the_units(), "at": later(days=10)}
    case.suspend(ground, "补充材料", CLOCKS, **given | changes)
    return case


def assign(case: Case, organisation_id: str = STATION, **changes: Any) -> None:
    """A clerk of the street gives it to a unit."""
    given = {"by": a_clerk(), "units": the_units(), "at": later(hours=1)} | changes
    handler_id, due_at = given.pop("handler_id", None), given.pop("due_at", None)
    case.assign(organisation_id, handler_id, due_at, CLOCKS, **given)


def a_closed_case() -> Case:
    case = a_resolved_case()
    case.hear(an_answer(case), CLOCKS)
    return case


def a_merged_case(**changes: Any) -> Case:
    case = a_started_case(**changes)
    rest_for(case, uuid4(), at=later(days=2))
    return case


def a_releasing_case(**changes: Any) -> Case:
    """Another agency accepted it, and has not said yet that it has it."""
    case = a_started_case(**changes)
    case.make_ready("jinniu", "transfer", at=later(days=2))
    return case


def a_handed_over_case(**changes: Any) -> Case:
    case = a_releasing_case(**changes)
    case.let_go("jinniu", "transfer", at=later(days=2))
    return case


def a_withdrawn_case() -> Case:
    case = a_started_case()
    case.take_back(at=later(days=2))
    return case


def an_answer(case: Case, verdict: Verdict = Verdict.CLOSE, **changes: Any) -> Answer:
    assert case.resolution is not None
    return Answer(
        **{
            "case_revision": case.resolution.revision,
            "verdict": verdict,
            "reason": "",
            "answered_at": later(days=6),
        }
        | changes
    )


def to_open(petition_id: UUID | None = None, **changes: Any) -> OpenCase:
    return OpenCase(
        **{
            "petition_id": petition_id or new_id(),
            "receipt": f"DEMO-2611-{uuid4().hex[:8]}",
            "matter": a_matter(),
            "received_at": NOON,
            "accepted_at": NOON,
            "reachable": True,
        }
        | changes
    )


def an_actor(role: Role, organisation_id: str | None = COMMUNITY) -> Actor:
    return Actor(id=f"{role}-1", role=role, organisation_id=organisation_id)


def a_handler(organisation_id: str = COMMUNITY) -> Actor:
    return an_actor(Role.HANDLER, organisation_id)


def a_supervisor(organisation_id: str = COMMUNITY) -> Actor:
    return an_actor(Role.SUPERVISOR, organisation_id)


def a_clerk(organisation_id: str = STREET) -> Actor:
    return an_actor(Role.CLERK, organisation_id)


def an_operator() -> Actor:
    return an_actor(Role.OPS, None)


def a_member(staff_id: str = "li.na", **changes: Any) -> StaffMember:
    return StaffMember(
        **{
            "staff_id": staff_id,
            "revision": 1,
            "organisation_id": COMMUNITY,
            "roles": frozenset({"handler"}),
            "active": True,
        }
        | changes
    )


def a_cause(actor: Actor | None = None) -> Cause:
    return Cause(correlation_id=uuid4(), actor=actor or an_operator())


def later(**how_much: float) -> datetime:
    return NOON + timedelta(**how_much)


def end(**how_much: float) -> datetime:
    """The last second of the day that a moment falls on: a term of days ends then."""
    return end_of(local_day(later(**how_much)))


def give_back(case: Case, reason: str = "不属本单位", **changes: Any) -> None:
    """The unit asks to be rid of the case; nobody has decided yet."""
    by = a_handler(case.organisation_id or COMMUNITY)
    given = {"by": by, "units": the_units(), "at": later(days=1)}
    case.give_back(reason, CLOCKS, **given | changes)


def approve(case: Case, **changes: Any) -> None:
    """The superior agrees."""
    given = {"by": a_clerk(), "at": later(days=1), "granted": True, "reason": ""}
    case.decide_return(units=the_units(), **given | changes)


def a_leader(unit: str = STREET, **changes: Any) -> StaffMember:
    """Who leads a unit: zhou, of the street where nothing else is said."""
    roles = frozenset({"supervisor"})
    said = {"staff_id": "zhou", "organisation_id": unit, "roles": roles}
    return a_member(**said | changes)


HERE: dict[str, Any] = {"units": the_units(), "at": later(days=1)}
"""Among these units, a day after noon: what nearly every act is told."""

ABOVE = {"by": a_supervisor(STREET), **HERE}
"""The same, by one who stands above who handles it."""
