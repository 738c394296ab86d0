"""D-09 首访督办: who comes again about the same matter is counted as a visit of it."""

import pytest

from intake.adapters.translation import TELL
from intake.application.repeating import RepeatPetition, UnrepeatPetition
from intake.domain.errors import (
    BrokenPetition,
    NoRepeat,
    NotARepeat,
    OutsideScope,
    UnknownPetition,
)
from intake.domain.repeating import PetitionRepeated, PetitionUnrepeated
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    NOON,
    OTHER_COMMUNITY,
    STORY,
    STREET,
    a_clerk,
    a_supervisor,
    a_waiting_submission,
)
from services.intake.tests.unit.test_merging import House


class Desk(House):
    def repeat(self, petition_id, first, by=None):
        command = RepeatPetition(
            petition_id=petition_id, first_petition_id=first, actor=by or a_clerk()
        )
        return self.intake.bus.handle(command, STORY)

    def unrepeat(self, petition_id, reason="是另一件事", by=None):
        command = UnrepeatPetition(
            petition_id=petition_id, reason=reason, actor=by or a_clerk()
        )
        return self.intake.bus.handle(command, STORY)


@pytest.fixture
def desk():
    return Desk()


def why(refused):
    return refused.value.fields["first"]


def test_d09_each_visit_after_the_first_has_its_number(desk):
    first, again, once_more = (desk.submit() for _ in range(3))
    assert desk.repeat(again, first).visit == 2
    assert desk.repeat(once_more, first).visit == 3
    told = [f for f in desk.store.facts if isinstance(f, PetitionRepeated)]
    events = [TELL[PetitionRepeated](fact).event for fact in told]
    assert [each.visit for each in events] == [2, 3]
    assert {each.first_petition_id for each in events} == {first}
    assert events[0].first_receipt == desk.store.petitions[first].receipt
    assert [each.revision for each in events] == [2, 2]


def test_d09_the_first_visit_stays_the_first(desk):
    first, again, other = (desk.submit() for _ in range(3))
    desk.repeat(again, first)
    waiting = desk.submit(a_waiting_submission(organisation_id=COMMUNITY))
    for petition, named, code in (
        (first, first, "itself"),
        (again, other, "already-a-repeat"),
        (other, again, "first-is-a-repeat"),
        (first, other, "has-repeats"),
        (waiting, first, "not-accepted"),
    ):
        with pytest.raises(NotARepeat) as refused:
            desk.repeat(petition, named)
        assert why(refused) == code


def test_d09_an_earlier_petition_is_no_repeat_of_a_later_one(desk):
    early = desk.submit(channel="letter", actor=a_clerk(), received_at=NOON - DAY)
    late = desk.submit()
    with pytest.raises(NotARepeat) as refused:
        desk.repeat(early, late)
    assert why(refused) == "came-before"
    assert desk.repeat(late, early).visit == 2


def test_art30_an_accusation_is_no_repeat_of_what_the_accused_may_see(desk):
    first, again = desk.submit(), desk.submit()
    desk.accuse(again, OTHER_COMMUNITY)
    with pytest.raises(NotARepeat) as refused:
        desk.repeat(again, first)
    assert why(refused) == "other-accused"
    desk.accuse(first, COMMUNITY)
    desk.accuse(again, COMMUNITY)
    with pytest.raises(UnknownPetition):
        desk.repeat(again, first)
    assert desk.repeat(again, first, by=a_supervisor(STREET)).visit == 2


def test_d09_only_whose_door_it_came_to_notes_it(desk):
    first, again = desk.submit(), desk.submit()
    with pytest.raises(OutsideScope):
        desk.repeat(again, first, by=a_clerk(OTHER_COMMUNITY))


def test_d09_a_wrong_note_is_undone_and_both_are_whole(desk):
    first, again, third = (desk.submit() for _ in range(3))
    before = desk.store.petitions[again]
    desk.repeat(again, first)
    desk.repeat(third, first)
    desk.unrepeat(again)
    after = desk.store.petitions[again]
    assert after.revision == before.revision + 2
    assert (after.state, after.decided_at) == (before.state, before.decided_at)
    [fact] = [f for f in desk.store.facts if isinstance(f, PetitionUnrepeated)]
    event = TELL[PetitionUnrepeated](fact).event
    assert event.first_petition_id == first
    assert event.first_receipt == desk.store.petitions[first].receipt
    assert desk.store.repeats.keys() == {third}
    fourth = desk.submit()
    assert desk.repeat(fourth, first).visit == 4
    assert desk.repeat(again, first).visit == 5


def test_d09_what_is_no_repeat_is_not_undone(desk):
    first, again = desk.submit(), desk.submit()
    with pytest.raises(NoRepeat):
        desk.unrepeat(again)
    desk.repeat(again, first)
    with pytest.raises(BrokenPetition):
        desk.unrepeat(again, reason=" ")
    with pytest.raises(OutsideScope):
        desk.unrepeat(again, by=a_clerk(OTHER_COMMUNITY))
    desk.unrepeat(again)
    with pytest.raises(NoRepeat):
        desk.unrepeat(again)
