"""12345 并单: a merged case rests, its lead answers for both, and undoing is whole."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minqing_kernel.errors import TransitionRefused
from minqing_kernel.messages import Incoming
from routing.adapters.translation import TELL
from routing.application.commands import (
    AssignCase,
    EscalateOverdue,
    HearAnswer,
    JudgeAgain,
    ResolveCase,
    SetRule,
    StartCase,
)
from routing.application.merging import (
    HearMerging,
    RecountResting,
    SettleMerges,
    hear_merging,
    recount_resting,
    settle_merges,
)
from routing.domain import events
from routing.domain.lifecycle import CaseState
from routing.domain.merging import Note, earliest, go_on, rest_for
from routing.domain.resolution import Outcome, Verdict
from services.routing.tests.builders import (
    CLOCKS,
    NOON,
    STATION,
    a_cause,
    a_clerk,
    a_handler,
    a_matter,
    a_rule,
    an_answer,
    an_operator,
    end,
    later,
    to_open,
)
from services.routing.tests.unit.test_handlers import House

pytestmark = pytest.mark.unit

LEAD, OTHER, THIRD = (UUID(int=number) for number in (1, 2, 3))


class Street(House):
    """Routing without a database, with merging."""

    def __init__(self):
        super().__init__()
        timed = {"clock": self.clock, "clocks": CLOCKS}
        self.bus._handlers |= {
            HearMerging: partial(hear_merging, **timed),
            SettleMerges: partial(settle_merges, **timed),
            RecountResting: partial(recount_resting, **timed),
        }
        self.do(SetRule(actor=an_operator(), rule=a_rule()))

    def open_at(self, petition_id, day=0, **changes):
        accepted = later(days=day)
        self.do(to_open(petition_id, accepted_at=accepted, **changes))
        return self.case(petition_id)

    def merge(self, petition_id=OTHER, lead=LEAD, revision=2, at=NOON):
        self.do(HearMerging(note=a_note(petition_id, lead, revision, merged_at=at)))

    def separate(self, petition_id=OTHER, lead=LEAD, revision=2, at=NOON):
        note = a_note(petition_id, lead, revision, separated_at=at)
        self.do(HearMerging(note=note))

    def told(self, kind):
        return [fact for fact in self.database.facts if isinstance(fact, kind)]


def a_note(petition_id, lead, revision, **moments):
    return Note(
        petition_id=petition_id, revision=revision, lead_petition_id=lead, **moments
    )


@pytest.fixture
def street():
    return Street()


def test_12345_a_merged_case_rests_and_goes_on_where_it_stood(street):
    street.open_at(LEAD)
    street.open_at(OTHER)
    street.do(StartCase(actor=a_handler(), petition_id=OTHER))
    before = street.case(OTHER)
    street.merge()
    case = street.case(OTHER)
    assert case.state is CaseState.MERGED
    assert case.deadline.watch_from is None
    [merged] = street.told(events.CaseMerged)
    assert TELL[events.CaseMerged](merged).event.lead_petition_id == LEAD
    street.separate()
    case = street.case(OTHER)
    assert (case.state, case.rest) == (CaseState.STARTED, None)
    assert case.deadlines == before.deadlines
    assert case.assignments == before.assignments
    [separated] = street.told(events.CaseSeparated)
    told = TELL[events.CaseSeparated](separated).event
    assert (told.state, told.due_at) == ("started", end(days=60))


@pytest.mark.parametrize("act", ["assign", "start", "resolve"])
def test_12345_nobody_acts_on_a_merged_case(street, act):
    street.open_at(LEAD)
    street.open_at(OTHER)
    street.merge()
    acts = {
        "assign": AssignCase(
            actor=a_clerk(), petition_id=OTHER, organisation_id=STATION
        ),
        "start": StartCase(actor=a_handler(), petition_id=OTHER),
        "resolve": ResolveCase(
            actor=a_handler(), petition_id=OTHER, outcome=Outcome.RESOLVED, reply="好"
        ),
    }
    with pytest.raises(TransitionRefused):
        street.do(acts[act])


def test_12345_the_lead_owes_the_earliest_date_and_its_own_again_afterwards(street):
    street.open_at(LEAD, day=0)
    street.open_at(OTHER, day=-20)
    street.open_at(THIRD, day=-10)
    street.merge()
    street.merge(THIRD)
    assert street.case(LEAD).deadline.due_at == end(days=40)
    street.separate()
    assert street.case(LEAD).deadline.due_at == end(days=50)
    street.separate(THIRD)
    deadline = street.case(LEAD).deadline
    assert (deadline.due_at, deadline.own_due_at) == (end(days=60), None)
    moved = [TELL[type(f)](f).event.due_at for f in street.told(events.CaseGathered)]
    assert moved == [end(days=40), end(days=50), end(days=60)]


def test_12345_a_later_date_moves_nothing_of_the_lead(street):
    street.open_at(LEAD, day=-20)
    street.open_at(OTHER)
    street.merge()
    assert street.told(events.CaseGathered) == []
    assert street.case(LEAD).held_to == end(days=60)


def test_12345_assigned_anew_the_lead_still_owes_the_earliest_date(street):
    street.open_at(LEAD)
    street.open_at(OTHER, day=-20)
    street.merge()
    given = AssignCase(
        actor=a_clerk(),
        petition_id=LEAD,
        organisation_id=STATION,
        due_at=later(days=50),
    )
    assert street.do(given).due_at == end(days=40)
    assert street.told(events.CaseAssigned)[-1].due_at == end(days=40)
    street.do(AssignCase(actor=a_clerk(), petition_id=LEAD, organisation_id=STATION))
    street.separate()
    assert street.case(LEAD).deadline.due_at == later(days=50)


def test_art34_merging_lengthens_nothing_and_what_is_late_is_late_at_once(street):
    street.open_at(LEAD)
    street.open_at(OTHER, day=-59)
    street.merge()
    street.clock.advance(timedelta(days=10))
    street.do(EscalateOverdue(petition_ids=[OTHER]))
    assert street.told(events.CaseEscalated) == []
    street.separate()
    deadline = street.case(OTHER).deadline
    assert deadline.due_at == end(days=1)
    assert deadline.watch_from == later(days=10) + CLOCKS.grace
    street.clock.advance(CLOCKS.grace)
    street.do(EscalateOverdue(petition_ids=[OTHER]))
    assert len(street.told(events.CaseEscalated)) == 1


def test_12345_a_date_that_was_replaced_before_is_not_watched_again(street):
    street.open_at(LEAD)
    street.open_at(OTHER)
    case = street.case(OTHER)
    given = {"by": a_clerk(), "units": street.database.stored.units, "at": NOON}
    case.assign(STATION, None, later(days=9), CLOCKS, **given)
    rest_for(case, LEAD, at=NOON)
    go_on(case, case.rest.was, CLOCKS, at=NOON)
    assert [each.watch_from for each in case.deadlines] == [None, later(days=9)]


def test_12345_a_merged_case_that_waited_for_a_rule_waits_again(street):
    matter = a_matter(accused=("d-1",))
    street.open_at(LEAD)
    street.open_at(OTHER, matter=matter)
    assert street.case(OTHER).state is CaseState.UNROUTED
    street.merge()
    street.do(JudgeAgain(petition_ids=[OTHER]))
    assert street.case(OTHER).state is CaseState.MERGED
    street.separate()
    case = street.case(OTHER)
    assert (case.state, case.edition is None) == (CaseState.UNROUTED, False)


def test_12345_the_word_of_a_merging_may_come_before_the_cases(street):
    street.merge()
    street.do(SettleMerges(petition_ids=[OTHER, THIRD]))
    assert not street.database.stored.merges[OTHER].done
    street.open_at(OTHER)
    street.do(SettleMerges(petition_ids=[OTHER]))
    assert street.case(OTHER).state is CaseState.ASSIGNED
    street.open_at(LEAD)
    street.do(SettleMerges(petition_ids=[OTHER]))
    assert street.case(OTHER).state is CaseState.MERGED
    assert street.database.stored.merges[OTHER].done


def resolve(street, petition_id):
    street.do(
        ResolveCase(
            actor=a_handler(),
            petition_id=petition_id,
            outcome=Outcome.RESOLVED,
            reply="已修好",
        )
    )


@pytest.mark.parametrize("answered", [LEAD, OTHER])
def test_12345_what_was_answered_meanwhile_goes_on_by_itself(street, answered):
    street.open_at(LEAD)
    street.open_at(OTHER)
    resolve(street, answered)
    states = [street.case(each).state for each in (LEAD, OTHER)]
    street.merge()
    assert [street.case(each).state for each in (LEAD, OTHER)] == states
    assert street.database.stored.merges[OTHER].done


def test_12345_an_answered_lead_reopened_owes_by_its_new_date_alone(street):
    street.open_at(LEAD)
    street.open_at(OTHER, day=-50)
    street.merge()
    street.clock.advance(timedelta(days=20))
    resolve(street, LEAD)
    answer = an_answer(street.case(LEAD), Verdict.REOPEN, answered_at=later(days=21))
    street.do(HearAnswer(petition_id=LEAD, answer=answer))
    assert street.case(LEAD).deadline.due_at == end(days=36)
    street.open_at(THIRD, day=-1)
    street.merge(THIRD, at=later(days=22))
    street.separate(THIRD, at=later(days=23))
    assert street.case(LEAD).deadline.due_at == end(days=36)


def test_12345_separated_from_an_answered_lead_nothing_moves(street):
    street.open_at(LEAD)
    street.open_at(OTHER, day=-50)
    street.merge()
    resolve(street, LEAD)
    before = street.case(LEAD)
    street.separate()
    assert street.case(LEAD).deadlines == before.deadlines
    assert street.case(OTHER).state is CaseState.ASSIGNED


def test_12345_merged_into_another_it_leaves_the_first(street):
    """The separation between the two is still on its way."""
    street.open_at(LEAD)
    street.open_at(THIRD)
    street.open_at(OTHER, day=-20)
    street.merge()
    street.merge(lead=THIRD, revision=4)
    assert street.case(OTHER).rest.lead_petition_id == THIRD
    assert street.case(LEAD).deadline.due_at == end(days=60)
    assert street.case(THIRD).deadline.due_at == end(days=40)
    street.separate(revision=2)
    assert street.case(OTHER).rest.lead_petition_id == THIRD


def test_the_earliest_date_leaves_out_those_answered_before():
    notes = [
        a_note(OTHER, LEAD, 2, merged_at=NOON),
        a_note(OTHER, LEAD, 4, separated_at=NOON),
    ]
    assert earliest(notes, since=None) is None
    dated = Note(**vars(notes[0]) | {"due_at": later(days=1)})
    assert earliest([dated], since=None) == later(days=1)
    assert earliest([dated], since=later(days=1)) is None


# -- laws ------------------------------------------------------------------------------

OPENED = [("open", LEAD, 0), ("open", OTHER, -20)]
MERGINGS = [
    ("merged", 2, later(days=1)),
    ("separated", 2, later(days=2)),
    ("merged", 4, later(days=3)),
    ("separated", 4, later(days=4)),
    ("merged", 6, later(days=5)),
]


def tell(street, happening):
    kind, about, when = happening
    if kind == "open":
        command = to_open(about, receipt=f"T-{about.int}", accepted_at=later(days=when))
    else:
        note = a_note(OTHER, LEAD, about, **{f"{kind}_at": when})
        command = HearMerging(note=note)
    message = UUID(int=hash((kind, about)) % 2**64)
    return Incoming(command=command, cause=a_cause(), message_id=message)


def standing(street):
    cases = [street.case(LEAD), street.case(OTHER)]
    return [
        (
            case.state,
            case.rest,
            case.held_to,
            case.organisation_id,
            case.deadline.due_at,
            case.deadline.own,
            case.deadline.watch_from,
        )
        for case in cases
    ]


@settings(max_examples=150, deadline=None)
@given(st.data(), st.integers(min_value=0, max_value=len(MERGINGS)))
def test_12345_any_order_and_repetition_of_what_is_told_ends_the_same(data, much):
    told = [*OPENED, *MERGINGS[:much]]
    straight = Street()
    for each in told:
        straight.bus.handle_group([tell(straight, each)])
    mixed = Street()
    again = data.draw(st.lists(st.sampled_from(told), max_size=4))
    order = data.draw(st.permutations([*told, *again]))
    for each in order:
        mixed.bus.handle_group([tell(mixed, each)])
        if data.draw(st.booleans()):
            mixed.do(SettleMerges(petition_ids=[OTHER]))
    mixed.do(SettleMerges(petition_ids=[OTHER]))
    assert standing(mixed) == standing(straight)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["merge", "separate", "start", "assign", "late"])))
def test_12345_however_often_it_is_merged_its_own_date_never_moves_back(acts):
    street = Street()
    street.open_at(LEAD)
    street.open_at(OTHER, day=-20)
    revision = 0
    for act in acts:
        if act in ("merge", "separate"):
            merging = act == "merge"
            revision += 2 * merging
            (street.merge if merging else street.separate)(revision=max(revision, 2))
            revision = max(revision, 2)
        elif act == "late":
            street.do(EscalateOverdue(petition_ids=[OTHER, LEAD]))
        elif street.case(OTHER).state is CaseState.ASSIGNED and act == "start":
            street.do(StartCase(actor=a_handler(), petition_id=OTHER))
        case, lead = street.case(OTHER), street.case(LEAD)
        assert case.deadline.due_at == end(days=40)
        assert lead.deadline.due_at <= end(days=60)
        if case.rest:
            assert lead.deadline.due_at == end(days=40)
            assert case.deadline.watch_from is None
        else:
            assert case.deadline.watch_from is not None
            assert lead.deadline.own_due_at is None
