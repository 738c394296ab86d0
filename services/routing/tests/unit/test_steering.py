"""Every command of steering through the bus, as the doors send them."""

from dataclasses import replace
from uuid import UUID

import pytest

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Actor, Role
from routing.application import steering
from routing.application.commands import AssignCase, ResolveCase, ReturnCase
from routing.application.once import fingerprint
from routing.bootstrap import command_handlers
from routing.domain.dossier import Feasible, Ground, Measure, Settled, Severity
from routing.domain.errors import (
    CaseNotFound,
    ConflictOfInterest,
    LeaderNeeded,
    NotALeader,
    NotYours,
    UnknownHandler,
    UnknownUnit,
)
from routing.domain.resolution import Outcome
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    NOON,
    STATION,
    STREET,
    a_cause,
    a_clerk,
    a_handler,
    a_member,
    a_rule,
    a_supervisor,
    later,
    the_units,
    to_open,
)
from services.routing.tests.fakes import FakeDatabase

pytestmark = pytest.mark.unit

HEAD = Actor(id="head", role=Role.SUPERVISOR, organisation_id=COMMUNITY)


class Desk:
    """A case in the community's hands, and people who steer it."""

    def __init__(self, **changes) -> None:
        self.database, self.clock = FakeDatabase(), FrozenClock(NOON)
        stored = self.database.stored
        stored.units = the_units()
        stored.staff = {
            "li.na": a_member(),
            "wang.wu": a_member("wang.wu", organisation_id=STATION),
            "zhou": a_member(
                "zhou", organisation_id=STREET, roles=frozenset({"supervisor"})
            ),
        }
        handlers = command_handlers(self.clock, CLOCKS)
        self.bus = CommandBus(self.database.work, handlers)
        with self.database.work() as work:
            work.rules.entry("all").set(a_rule(), at=NOON)
            work.commit()
        command = to_open(**changes)
        self.id = command.petition_id
        self.bus.handle(command, a_cause())

    def do(self, kind, by=None, **told):
        command = kind(actor=by or a_handler(), petition_id=self.id, **told)
        return self.bus.handle(command, a_cause())

    @property
    def case(self):
        return self.database.stored.cases[self.id]


@pytest.fixture
def desk():
    return Desk()


def test_the_unit_signs_calls_and_is_helped(desk):
    assert desk.do(steering.SignCase).state == "signed"
    desk.do(steering.NoteContact)
    asked = desk.do(steering.AskCoHandler, organisation_id=STATION, asks="检测")
    desk.do(
        steering.AnswerCoTask, a_handler(STATION), number=asked.revision, answer="合格"
    )
    again = desk.do(steering.AskCoHandler, organisation_id=STREET, asks="协调")
    desk.do(steering.WaiveCoTask, number=again.revision, reason="不需要")
    done = desk.do(ResolveCase, outcome=Outcome.RESOLVED, reply="好")
    assert done.state == "resolved"
    with pytest.raises(UnknownUnit):
        desk.do(steering.AskCoHandler, organisation_id="nobody", asks="?")


def test_a_helper_that_no_longer_serves_is_not_asked(desk):
    units = desk.database.stored.units
    gone = replace(units.find(STATION), active=False, revision=2)
    desk.database.stored.units = units.with_unit(gone)
    with pytest.raises(UnknownUnit):
        desk.do(steering.AskCoHandler, organisation_id=STATION, asks="检测")


def test_a_dispute_ends_with_a_designation(desk):
    desk.do(ReturnCase, reason="不属本单位")
    desk.do(steering.DecideReturn, a_clerk(), granted=False, reason="属于")
    assert desk.do(ReturnCase, reason="仍不属").state == "arbitration"
    told = {"organisation_id": STATION}
    named = desk.do(steering.DesignateUnit, a_supervisor("d-1"), **told)
    assert (named.state, named.organisation_id) == ("assigned", STATION)


@pytest.mark.parametrize(("report_back", "owed"), [(True, STREET), (False, None)])
def test_a_case_is_passed_on_with_or_without_report(desk, report_back, owed):
    told = {"organisation_id": STATION, "handler_id": "wang.wu"}
    given = desk.do(steering.TransferCase, a_clerk(), report_back=report_back, **told)
    assert (given.organisation_id, given.handler_id) == (STATION, "wang.wu")
    assert desk.case.assignment.report_to == owed


def test_a_case_is_raised(desk):
    assert desk.do(steering.RaiseCase).organisation_id == STREET


def test_more_time_is_asked_for_and_given(desk):
    desk.do(steering.AskExtension, days=10, reason="复杂")
    before = desk.case.deadline.due_at
    given = desk.do(steering.DecideExtension, HEAD, granted=True)
    assert given.due_at > before


def test_b15_a_legacy_case_is_parked_reviewed_and_resumed(desk):
    told = {"ground": Ground.LEGACY, "reason": "无档案", "leader_id": "zhou"}
    parked = desk.do(steering.SuspendCase, a_supervisor(), **told)
    assert (parked.state, parked.due_at) == ("suspended", None)
    desk.do(steering.ReviewCase, a_supervisor(STREET), note="仍在协调")
    assert desk.do(steering.ResumeCase).state == "started"
    with pytest.raises(UnknownHandler):
        desk.do(steering.SuspendCase, a_supervisor(), **told | {"leader_id": "nobody"})
    with pytest.raises(NotALeader):
        desk.do(steering.SuspendCase, a_supervisor(), **told | {"leader_id": "li.na"})
    hearing = {"ground": Ground.HEARING, "reason": "听证"}
    assert desk.do(steering.SuspendCase, **hearing).state == "suspended"


def test_those_above_press_and_take_charge(desk):
    above = a_supervisor(STREET)
    desk.do(steering.UrgeCase, above, reason="快")
    desk.do(
        steering.SuperviseCase,
        above,
        measure=Measure.SUPERVISE,
        reason="督办",
        due_at=later(days=3),
    )
    desk.do(steering.SponsorCase, above, leader_id="zhou")
    names = {"leader_id": "zhou", "section_id": STATION, "community_id": COMMUNITY}
    desk.do(steering.NameOwners, above, **names)
    desk.do(steering.JudgeSeverity, above, severity=Severity.URGENT)
    dated = desk.do(steering.SetDate, above, due_at=later(days=5), leader_id="zhou")
    assert dated.due_at == later(days=5)
    dossier = desk.case.dossier
    assert (dossier.sponsor.leader_id, dossier.owners.section_id) == ("zhou", STATION)
    with pytest.raises(UnknownUnit) as refusal:
        desk.do(steering.NameOwners, above, **names | {"community_id": "x"})
    assert refusal.value.fields == {"community_id": "not-known"}


def test_b04_the_superior_decides_whether_it_takes_a_declared_matter():
    desk = Desk(settled=Settled(mode="declared"))
    assert desk.do(steering.RaiseCase).organisation_id == COMMUNITY
    taken = desk.do(steering.DecideRaise, a_supervisor(STREET), granted=True)
    assert taken.organisation_id == STREET


def test_d14_a_date_is_set_in_the_name_of_a_person_who_is_known(desk):
    told = {"due_at": later(days=5), "leader_id": "nobody"}
    with pytest.raises(UnknownHandler) as refusal:
        desk.do(steering.SetDate, a_supervisor(STREET), **told)
    assert refusal.value.fields == {"leader_id": "not-known"}
    with pytest.raises(NotALeader):
        desk.do(steering.SetDate, a_supervisor(), **told | {"leader_id": "wang.wu"})


def test_c21_a_proposal_is_found_feasible(desk):
    desk.do(
        steering.JudgeFeasibility,
        verdict=Feasible.FEASIBLE,
        owner_id="li.na",
        due_at=later(days=9),
    )
    assert desk.case.dossier.feasibility.owner_id == "li.na"


def test_whoever_may_see_a_case_may_remark(desk):
    desk.do(steering.CommentOnCase, a_clerk(), text="已电话沟通")
    assert desk.case.remarks[-1].text == "已电话沟通"
    with pytest.raises(NotYours):
        desk.do(steering.CommentOnCase, a_handler(STATION), text="?")


def test_b13_a_major_matter_is_assigned_to_leaders_alone(desk):
    desk.do(steering.JudgeSeverity, a_clerk(), severity=Severity.MAJOR)
    told = {"organisation_id": COMMUNITY, "handler_id": "li.na"}
    with pytest.raises(LeaderNeeded):
        desk.do(AssignCase, a_clerk(), **told)


def test_article_30_nobody_of_an_accused_unit_touches_the_case(desk):
    case = desk.case
    case.matter = replace(case.matter, accused=(STATION,))
    for act in (
        lambda: desk.do(steering.CommentOnCase, a_clerk(STATION), text="?"),
        lambda: desk.do(AssignCase, a_clerk(STATION), organisation_id=COMMUNITY),
    ):
        with pytest.raises(CaseNotFound):
            act()


def test_article_28_a_declared_interest_refuses_the_assignment(desk):
    desk.do(steering.NameParties, a_clerk(), parties=frozenset({"r-9"}))
    me = replace(a_handler(), id="li.na")
    declare = steering.DeclareInterest(
        actor=me, staff_id="li.na", party="r-9", reason="亲属"
    )
    kept = desk.bus.handle(declare, a_cause())
    assert (kept.declared_by, kept.declared_at) == ("li.na", NOON)
    told = {"organisation_id": COMMUNITY, "handler_id": "li.na"}
    with pytest.raises(ConflictOfInterest):
        desk.do(AssignCase, a_clerk(), **told)


def test_article_28_a_handler_stands_back(desk):
    desk.do(steering.RecuseFromCase)
    with pytest.raises(ConflictOfInterest):
        desk.do(steering.SignCase)


@pytest.mark.parametrize(
    ("actor", "staff_id", "refusal"),
    [
        (a_clerk(), a_clerk().id, Forbidden),
        (a_handler(), "li.na", NotYours),
        (a_supervisor(STATION), "li.na", NotYours),
        (a_supervisor(), "nobody", UnknownHandler),
    ],
)
def test_nobody_declares_the_interests_of_strangers(desk, actor, staff_id, refusal):
    command = steering.DeclareInterest(
        actor=actor, staff_id=staff_id, party="r-1", reason="?"
    )
    with pytest.raises(refusal):
        desk.bus.handle(command, a_cause())


def test_a_supervisor_declares_for_their_own_people(desk):
    command = steering.DeclareInterest(
        actor=a_supervisor(), staff_id="li.na", party="r-1", reason="邻居"
    )
    assert desk.bus.handle(command, a_cause()).declared_by == a_supervisor().id


def test_the_same_request_again_is_done_once(desk):
    first = desk.do(steering.UrgeCase, a_clerk(), reason="快", key="k")
    assert desk.do(steering.UrgeCase, a_clerk(), reason="快", key="k") == first
    assert len(desk.case.dossier.measures) == 1


def test_the_same_parties_are_the_same_request_in_every_process():
    """Eight and nought share a place: which comes first tells who came first."""
    asked = [
        steering.NameParties(
            actor=a_clerk(), petition_id=UUID(int=1), parties=frozenset(said)
        )
        for said in ([0, 8], [8, 0])
    ]
    assert len({repr(each.parties) for each in asked}) == 2
    assert len({fingerprint(each) for each in asked}) == 1
