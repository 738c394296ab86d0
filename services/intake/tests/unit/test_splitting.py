"""拆件: a matter that holds several questions is divided, and nothing is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest

from intake.adapters.details import details_document, details_from
from intake.adapters.translation import TELL
from intake.application.commands import NoteCaseFact
from intake.application.splitting import PartSaid, SplitPetition
from intake.application.submitting import Submitter
from intake.domain.channel import Channel
from intake.domain.contact import Contact
from intake.domain.errors import (
    BrokenPetition,
    KeyReused,
    OutsideScope,
    SplitRefused,
    StaleRevision,
    UnknownPetition,
    UnknownReference,
)
from intake.domain.events import PetitionAccepted, PetitionReceived
from intake.domain.handling import UNSETTLED, Handling, Mode
from intake.domain.lifecycle import PetitionState
from intake.domain.nature import Flag, Kind, Nature, Path
from intake.domain.progress import Agency, CaseFact, CaseStep
from intake.domain.splitting import MOST_TOGETHER, PetitionSplit
from intake.domain.withdrawal import Withdrawal
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    NOON,
    OTHER_COMMUNITY,
    STORY,
    STREET,
    a_clerk,
    a_contact,
    a_key,
    a_submission,
    a_supervisor,
    a_waiting_submission,
)
from services.intake.tests.fakes import FakeReader
from services.intake.tests.unit.test_merging import House

pytestmark = pytest.mark.unit

WORDS = "路灯不亮；另外电梯停了三天。"
LIFT = PartSaid(text="电梯停了三天。")


class SplitHouse(House):
    def split(self, petition_id, *parts, seen=1, reason="两件事", by=None):
        command = self.command(petition_id, *parts, seen=seen, reason=reason, by=by)
        return self.intake.bus.handle(command, STORY)

    def command(self, petition_id, *parts, seen=1, reason="两件事", by=None):
        return SplitPetition(
            petition_id=petition_id,
            parts=parts or (LIFT,),
            reason=reason,
            seen=seen,
            actor=by or a_clerk(),
        )

    def of(self, told):
        return self.store.petitions[told.petition_id]

    def facts(self, kind):
        return [each for each in self.store.facts if isinstance(each, kind)]


@pytest.fixture
def house():
    return SplitHouse()


def why(refused):
    return refused.value.fields["receipt"]


def test_a_part_is_a_petition_of_its_own_that_came_when_the_first_came(house):
    first = house.submit(a_submission(organisation_id=COMMUNITY, text=WORDS))
    house.intake.clock.advance(3 * DAY)
    [told] = house.split(first)
    whole, part = house.store.petitions[first], house.of(told)
    assert part.text == LIFT.text
    assert part.receipt != whole.receipt
    assert part.split_from == whole.receipt
    assert (part.received_at, part.channel) == (NOON, Channel.WEB)
    assert (part.category, part.place) == (whole.category, whole.place)
    assert (part.division_code, part.organisation_id) == (COMMUNITY, COMMUNITY)
    assert part.reachable
    opened = house.intake.seals.open(part.contact, str(part.petition_id))
    assert Contact(**opened) == a_contact()
    assert part.petition_id in house.store.unsigned
    assert house.store.unsigned[part.petition_id] == house.store.unsigned[first]


def test_what_was_said_stays_with_the_first_and_the_division_beside_it(house):
    first = house.submit(a_submission(organisation_id=COMMUNITY, text=WORDS))
    told = house.split(first, LIFT, PartSaid(text="井盖松了。"), by=a_supervisor())
    whole = house.store.petitions[first]
    assert (whole.text, whole.revision) == (WORDS, 2)
    assert whole.state is PetitionState.ACCEPTED
    [change] = house.store.changes
    assert (change.field, change.after, change.reason) == ("split", "2", "两件事")
    assert (change.by, change.at) == (a_supervisor(), NOON)
    [fact] = house.facts(PetitionSplit)
    event = TELL[PetitionSplit](fact).event
    assert event.part_ids == [each.petition_id for each in told]
    assert event.part_receipts == [each.receipt for each in told]
    assert (event.category, event.part_categories) == (
        whole.category,
        ["street-lighting"] * 2,
    )
    assert "井盖" not in str(event)


def test_a_part_may_be_about_something_else_somewhere_else(house):
    first = house.submit()
    said = PartSaid(
        text="垃圾没人收。",
        title="垃圾",
        place="2栋",
        division_code=OTHER_COMMUNITY,
        category="street-lighting",
    )
    [told] = house.split(first, said)
    part = house.of(told)
    assert (part.title, part.place) == ("垃圾", "2栋")
    assert part.division_code == OTHER_COMMUNITY
    with pytest.raises(UnknownReference):
        house.split(first, PartSaid(text="别的", category="no-such"), seen=2)


def test_a_part_of_what_was_accepted_counts_as_accepted_then(house):
    first = house.submit()
    house.intake.clock.advance(20 * DAY)
    [told] = house.split(first)
    assert told.state is PetitionState.ACCEPTED
    [_, fact] = house.facts(PetitionAccepted)
    assert (fact.received_at, fact.accepted_at) == (NOON, NOON)
    event = TELL[PetitionAccepted](fact).event
    assert event.split_from == house.store.petitions[first].receipt


def test_a_part_of_what_waits_waits_as_long_as_the_first(house):
    first = house.submit(a_waiting_submission(organisation_id=COMMUNITY))
    house.intake.clock.advance(2 * DAY)
    [told] = house.split(first)
    part, whole = house.of(told), house.store.petitions[first]
    assert part.state is PetitionState.RECEIVED
    assert part.accept_by == whole.accept_by
    [_, fact] = house.facts(PetitionReceived)
    assert TELL[PetitionReceived](fact).event.split_from == whole.receipt


def test_a_part_of_what_waits_may_be_accepted_once_it_says_what_it_is_about(house):
    first = house.submit(a_submission(organisation_id=COMMUNITY, category=None))
    house.intake.clock.advance(2 * DAY)
    house.split(first, PartSaid(text="灯", category="street-lighting"))
    [fact] = house.facts(PetitionAccepted)
    assert fact.accepted_at == NOON + 2 * DAY


def test_a_part_has_the_wholes_kind_and_is_no_further_visit(house):
    first = house.submit()
    whole = house.store.petitions[first]
    whole.nature = Nature(
        kind=Kind.CLAIM,
        path=Path.PETITION,
        flags=frozenset({Flag.COLLECTIVE}),
        representatives=5,
    )
    whole.handling = Handling(mode=Mode.DIRECT)
    [told] = house.split(first)
    part = house.of(told)
    assert part.nature == Nature(kind=Kind.CLAIM, path=Path.PETITION)
    assert part.handling is UNSETTLED


def test_who_petitions_without_a_name_does_so_in_every_part(house):
    first = house.submit(contact=Contact())
    [told] = house.split(first)
    assert house.of(told).contact is None
    assert not house.of(told).reachable


def test_a_part_without_a_petitioner_is_made_of_nothing_that_is_sealed_for_good(house):
    first = house.submit()
    house.store.petitions[first].contact = {"about": "somebody else", "document": {}}
    with pytest.raises(SplitRefused) as refused:
        house.split(first)
    assert why(refused) == "split-unsealed"


def refused_by(house, first):
    with pytest.raises(SplitRefused) as refused:
        house.split(first, seen=house.store.petitions[first].revision)
    return why(refused)


@pytest.mark.parametrize("step", [CaseStep.RESOLVED, CaseStep.CLOSED])
def test_what_is_answered_or_closed_is_not_divided(house, step):
    first = house.submit()
    house.told(first, step)
    assert refused_by(house, first) == "split-answered"


def test_what_was_reopened_is_divided(house):
    first = house.submit()
    house.told(first, CaseStep.RESOLVED)
    house.told(first, CaseStep.REOPENED, revision=2)
    assert len(house.split(first)) == 1


@pytest.mark.parametrize(
    "state",
    [
        PetitionState.REFUSED,
        PetitionState.REFERRED,
        PetitionState.NOTED,
        PetitionState.LAPSED,
        PetitionState.WITHDRAWN,
    ],
)
def test_what_ended_at_the_door_is_not_divided(house, state):
    first = house.submit()
    house.store.petitions[first].state = state
    assert refused_by(house, first) == "split-ended"


def test_what_its_petitioner_takes_back_is_not_divided(house):
    first = house.submit()
    house.store.petitions[first].withdrawal = Withdrawal(at=NOON, reason="")
    assert refused_by(house, first) == "split-withdrawn"
    house.store.petitions[first].withdrawal = None
    house.told(first, CaseStep.WITHDRAWN)
    assert refused_by(house, first) == "split-withdrawn"


def test_what_was_taken_back_too_late_and_goes_on_is_divided(house):
    first = house.submit()
    house.store.petitions[first].withdrawal = Withdrawal(at=NOON, reason="")
    house.told(first, CaseStep.REOPENED, at=NOON + timedelta(hours=1))
    assert len(house.split(first)) == 1


def test_what_another_agency_has_is_not_divided_here(house):
    first = house.submit()
    fact = CaseFact(
        revision=1,
        step=CaseStep.HANDED_OVER,
        at=NOON,
        organisation_id=COMMUNITY,
        agency=Agency(agency_id="district", name="区信访局"),
    )
    house.intake.bus.handle(NoteCaseFact(petition_id=first, fact=fact), STORY)
    assert refused_by(house, first) == "split-elsewhere"


def test_what_is_merged_is_separated_first(house):
    lead, other = house.submit(), house.submit()
    house.merge(other, lead)
    assert refused_by(house, other) == "split-merged"
    assert refused_by(house, lead) == "split-leads"


def test_article_30_an_accusation_keeps_its_path_whole(house):
    first = house.submit()
    house.store.petitions[first].nature = Nature(kind=Kind.ACCUSATION)
    assert refused_by(house, first) == "split-accusation"
    house.accuse(first, COMMUNITY)
    with pytest.raises(UnknownPetition):
        house.split(first)
    assert house.store.parts == {}


def test_what_many_brought_together_is_not_divided(house):
    first = house.submit()
    house.store.petitions[first].group_id = uuid4()
    assert refused_by(house, first) == "split-group"


def test_a_part_may_be_divided_again_until_there_are_ten(house):
    first = house.submit()
    [part, *_] = house.split(first, *[LIFT] * 5)
    again = house.split(part.petition_id, *[LIFT] * 4)
    assert set(house.store.parts.values()) == {first}
    assert house.of(again[0]).split_from == part.receipt
    assert 1 + len(house.store.parts) == MOST_TOGETHER
    assert refused_by(house, again[0].petition_id) == "split-too-many"


@pytest.mark.parametrize("parts", [(), (LIFT,) * 6])
def test_a_division_makes_one_to_five_further_matters(house, parts):
    first = house.submit()
    command = SplitPetition(
        petition_id=first, parts=parts, reason="两件事", seen=1, actor=a_clerk()
    )
    with pytest.raises(BrokenPetition):
        house.intake.bus.handle(command, STORY)


@pytest.mark.parametrize(
    ("said", "field"),
    [({"reason": " "}, "reason"), ({"parts": (PartSaid(text=" "),)}, "text")],
)
def test_a_division_says_why_and_each_part_what(house, said, field):
    first = house.submit()
    parts = said.pop("parts", (LIFT,))
    with pytest.raises(BrokenPetition) as refused:
        house.split(first, *parts, **said)
    assert field in refused.value.fields
    assert house.store.petitions.keys() == {first}


def test_of_two_who_divide_at_once_the_second_reads_again(house):
    first = house.submit()
    house.split(first, seen=1)
    with pytest.raises(StaleRevision):
        house.split(first, seen=1)
    assert len(house.store.parts) == 1


def test_who_does_not_answer_for_it_divides_nothing(house):
    first = house.submit()
    with pytest.raises(OutsideScope):
        house.split(first, by=a_clerk(OTHER_COMMUNITY))
    house.told(first, CaseStep.ASSIGNED)
    assert house.split(first, by=a_clerk(STREET))


def test_the_same_request_again_gets_the_same_answer(house):
    first = house.submit()
    submitter = Submitter(house.intake.bus, FakeReader(house.store))
    keys = [a_key("k"), a_key("k#1")]
    parts = [PartSaid(text=t, once=k) for t, k in zip("甲乙", keys, strict=True)]
    command = house.command(first, *parts)
    given = submitter.once(command, keys, STORY)
    again = submitter.once(command, keys, STORY)
    assert not given.replayed
    assert again.replayed
    assert again.submitted == given.submitted
    assert len(house.store.parts) == 2
    other = [a_key("k", fingerprint="b" * 64)]
    with pytest.raises(KeyReused):
        submitter.once(command, other, STORY)


def test_where_a_part_comes_from_is_stored_with_it(house):
    first = house.submit()
    [told] = house.split(first)
    part = house.of(told)
    said = details_document(part)
    assert details_from(said, None)["split_from"] == part.split_from
    assert details_from(None, None)["split_from"] is None
