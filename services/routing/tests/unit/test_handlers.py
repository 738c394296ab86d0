"""Each command, through the bus, on a unit of work in memory."""

from dataclasses import replace
from functools import partial
from uuid import uuid4

import pytest

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Incoming, Role
from routing.application import handlers
from routing.application.commands import (
    AssignCase,
    EscalateOverdue,
    ForgetAnswers,
    HearAnswer,
    JudgeAgain,
    NoticeRules,
    OpenCase,
    RecordOrganisation,
    RecordStaff,
    ResolveCase,
    ReturnCase,
    SetRule,
    StartCase,
)
from routing.application.once import once
from routing.application.steering import DecideReturn
from routing.application.steering_handlers import steering_handlers
from routing.domain.errors import (
    CaseAlreadyOpen,
    CaseNotFound,
    KeyReused,
    NotYours,
    RuleTooWide,
    StaleRevision,
    UnknownHandler,
    UnknownUnit,
)
from routing.domain.events import CaseEscalated
from routing.domain.resolution import Outcome
from services.routing.tests.builders import (
    CLOCKS,
    CODE,
    COMMUNITY,
    NOON,
    STATION,
    STREET,
    a_cause,
    a_clerk,
    a_handler,
    a_member,
    a_rule,
    a_unit,
    an_actor,
    an_answer,
    an_operator,
    end,
    later,
    the_units,
    to_open,
)
from services.routing.tests.fakes import FakeDatabase

pytestmark = pytest.mark.unit


class House:
    """Routing without a database."""

    def __init__(self) -> None:
        self.clock = FrozenClock(NOON)
        self.database = FakeDatabase()
        self.database.stored.units = the_units()
        timed = {"clock": self.clock, "clocks": CLOCKS}
        self.bus = CommandBus(
            self.database.work,
            {
                OpenCase: partial(handlers.open_case, **timed),
                AssignCase: once(partial(handlers.assign_case, **timed)),
                StartCase: once(partial(handlers.start_case, clock=self.clock)),
                ReturnCase: once(partial(handlers.return_case, **timed)),
                ResolveCase: once(partial(handlers.resolve_case, clock=self.clock)),
                HearAnswer: partial(handlers.hear_answer, clocks=CLOCKS),
                EscalateOverdue: partial(handlers.escalate_overdue, **timed),
                JudgeAgain: partial(handlers.judge_again, **timed),
                NoticeRules: partial(handlers.notice_rules, clock=self.clock),
                RecordOrganisation: handlers.record_organisation,
                RecordStaff: handlers.record_staff,
                ForgetAnswers: handlers.forget_answers,
                SetRule: partial(handlers.set_rule, clock=self.clock),
                **steering_handlers(self.clock, CLOCKS),
            },
        )

    def do(self, command):
        return self.bus.handle(command, a_cause())

    def open(self, **changes):
        command = to_open(**changes)
        self.do(command)
        return command.petition_id

    def case(self, petition_id):
        return self.database.stored.cases[petition_id]


@pytest.fixture
def house() -> House:
    made = House()
    made.do(SetRule(actor=an_operator(), rule=a_rule()))
    return made


def test_a_petition_gets_a_case_with_an_owner(house):
    assert house.case(house.open()).organisation_id == COMMUNITY


def test_a_petition_has_one_case(house):
    petition_id = house.open()
    with pytest.raises(CaseAlreadyOpen):
        house.open(petition_id=petition_id)


def test_a_message_that_comes_twice_opens_one_case(house):
    message = Incoming(command=to_open(), cause=a_cause(), message_id=uuid4())
    assert house.bus.handle_group([message, message]) == 1
    assert house.bus.handle_group([message]) == 0


def test_the_life_of_a_case_by_hand(house):
    petition_id = house.open()
    house.do(RecordStaff(member=a_member("wang.wu", organisation_id=STATION)))
    steps = [
        AssignCase(
            actor=a_clerk(),
            petition_id=petition_id,
            organisation_id=STATION,
            handler_id="wang.wu",
        ),
        StartCase(actor=a_handler(STATION), petition_id=petition_id),
        ResolveCase(
            actor=a_handler(STATION),
            petition_id=petition_id,
            outcome=Outcome.RESOLVED,
            reply="已修复",
        ),
    ]
    states = [house.do(step).state for step in steps]
    assert states == ["assigned", "started", "resolved"]
    answer = an_answer(house.case(petition_id))
    house.do(HearAnswer(petition_id=petition_id, answer=answer))
    assert house.case(petition_id).state == "closed"


def test_what_is_done_tells_where_the_case_stands(house):
    petition_id = house.open()
    command = AssignCase(
        actor=a_clerk(),
        petition_id=petition_id,
        organisation_id=STATION,
        due_at=later(days=14),
    )
    standing = house.do(command)
    assert (standing.organisation_id, standing.due_at, standing.revision) == (
        STATION,
        later(days=14),
        2,
    )


def test_a_case_given_back_stands_with_nobody(house):
    petition_id = house.open()
    given_back = ReturnCase(actor=a_handler(), petition_id=petition_id, reason="否")
    assert house.do(given_back).state == "return-pending"
    agreed = DecideReturn(actor=a_clerk(), petition_id=petition_id, granted=True)
    standing = house.do(agreed)
    assert (standing.organisation_id, standing.handler_id) == (None, None)
    resolved = house.open()
    answer = ResolveCase(
        actor=a_handler(), petition_id=resolved, outcome=Outcome.REFERRED, reply="转"
    )
    assert house.do(answer).due_at is None


def test_an_unknown_case_is_not_found(house):
    with pytest.raises(CaseNotFound):
        house.do(StartCase(actor=a_handler(), petition_id=uuid4()))


def test_who_saw_an_older_revision_is_refused(house):
    petition_id = house.open()
    stale = StartCase(actor=a_handler(), petition_id=petition_id, revision=7)
    with pytest.raises(StaleRevision):
        house.do(stale)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"organisation_id": "nobody"}, UnknownUnit),
        ({"organisation_id": STATION, "handler_id": "nobody"}, UnknownHandler),
        ({"organisation_id": STATION, "handler_id": "li.na"}, UnknownHandler),
    ],
)
def test_a_case_goes_only_to_those_who_are_there(house, changes, refusal):
    house.do(RecordStaff(member=a_member("li.na", organisation_id=COMMUNITY)))
    petition_id = house.open()
    with pytest.raises(refusal):
        house.do(AssignCase(actor=a_clerk(), petition_id=petition_id, **changes))


def test_the_same_request_again_gets_the_same_answer_and_does_nothing(house):
    petition_id = house.open()
    start = StartCase(actor=a_handler(), petition_id=petition_id, key="k-1")
    first = house.do(start)
    facts = len(house.database.facts)
    assert house.do(start) == first
    assert len(house.database.facts) == facts


def test_the_key_of_another_request_is_refused(house):
    petition_id = house.open()
    start = StartCase(actor=a_handler(), petition_id=petition_id, key="k-1")
    house.do(start)
    with pytest.raises(KeyReused):
        house.do(replace(start, petition_id=house.open()))


def test_the_key_of_another_actor_is_another_key(house):
    petition_id = house.open()
    command = AssignCase(
        actor=a_clerk(), petition_id=petition_id, organisation_id=STATION, key="k-1"
    )
    house.do(command)
    other = replace(a_clerk(), id="clerk-2")
    assert house.do(replace(command, actor=other)).revision == 3


@pytest.mark.parametrize(
    "other", [a_handler(STATION), replace(a_handler(), role=Role.RESIDENT)]
)
def test_who_has_no_authority_any_more_gets_no_kept_answer(house, other):
    petition_id = house.open()
    start = StartCase(actor=a_handler(), petition_id=petition_id, key="k-1")
    house.do(start)
    with pytest.raises(Forbidden):
        house.do(replace(start, actor=replace(other, id=start.actor.id)))


def test_no_two_askers_share_a_key_however_they_are_named(house):
    petition_id = house.open()
    command = AssignCase(
        actor=replace(a_clerk(), id="li"),
        petition_id=petition_id,
        organisation_id=STATION,
        key="na:k",
    )
    house.do(command)
    other = replace(command, actor=replace(a_clerk(), id="li:na"), key="k")
    assert house.do(other).revision == 3


def test_a_refused_request_leaves_its_key_free(house):
    petition_id = house.open()
    start = StartCase(actor=a_handler(STATION), petition_id=petition_id, key="k-1")
    with pytest.raises(Exception, match="not in the hands"):
        house.do(start)
    assert house.database.stored.answers == {}


def test_old_answers_are_forgotten(house):
    petition_id = house.open()
    house.do(StartCase(actor=a_handler(), petition_id=petition_id, key="k-1"))
    house.do(ForgetAnswers())
    assert house.database.stored.answers == {}


def test_overdue_cases_are_escalated_and_the_others_left(house):
    late, fresh = house.open(), house.open(accepted_at=later(days=10))
    house.clock.move_to(end(days=60))
    house.do(EscalateOverdue(petition_ids=[late, fresh, uuid4()]))
    [fact] = [f for f in house.database.facts if isinstance(f, CaseEscalated)]
    assert (fact.petition_id, fact.superior_id) == (late, STREET)


def test_waiting_cases_are_given_once_a_unit_is_known():
    house = House()
    house.database.stored.units = type(the_units())()
    petition_id = house.open(matter=to_open().matter)
    house.do(RecordOrganisation(unit=a_unit(COMMUNITY)))
    house.do(SetRule(actor=an_operator(), rule=a_rule()))
    house.do(JudgeAgain(petition_ids=[petition_id]))
    assert house.case(petition_id).organisation_id == COMMUNITY


def test_to_notice_that_a_rule_has_begun_makes_a_new_edition(house):
    begun = a_rule("sea", valid_from=later(days=1))
    house.do(SetRule(actor=an_operator(), rule=begun))
    before = house.database.stored.edition
    house.do(NoticeRules())
    assert house.database.stored.edition == before
    house.clock.move_to(later(days=1))
    for _ in range(2):
        house.do(NoticeRules())
    assert house.database.stored.edition == before + 1


def test_a_rule_for_a_unit_that_is_not_there_is_refused(house):
    with pytest.raises(UnknownUnit):
        house.do(SetRule(actor=an_operator(), rule=a_rule("x", "nobody")))


@pytest.mark.parametrize(
    ("existing", "refusal"),
    [
        ({"organisation_id": STATION, "division_prefix": CODE}, NotYours),
        ({"organisation_id": COMMUNITY, "division_prefix": "51"}, RuleTooWide),
        ({"division_prefix": CODE, "priority": 9}, RuleTooWide),
        ({"organisation_id": COMMUNITY, "division_prefix": CODE}, None),
    ],
)
def test_nobody_rewrites_a_rule_that_they_could_not_have_set(house, existing, refusal):
    house.do(SetRule(actor=an_operator(), rule=a_rule("x", **existing)))
    actor = an_actor(Role.SUPERVISOR, COMMUNITY)
    mine = a_rule("x", COMMUNITY, division_prefix=CODE, category="sea")
    if refusal is None:
        assert house.do(SetRule(actor=actor, rule=mine)).revision == 2
        return
    with pytest.raises(refusal):
        house.do(SetRule(actor=actor, rule=mine))
    assert house.database.stored.rules["x"].revision == 1


def test_setting_a_rule_tells_its_wording(house):
    entry = house.do(SetRule(actor=an_operator(), rule=a_rule(priority=3)))
    assert (entry.revision, entry.rule.priority) == (2, 3)
