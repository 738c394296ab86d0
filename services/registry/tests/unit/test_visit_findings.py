"""What a visit found: settled, taken back, raised, joined to what is known."""

from uuid import UUID, uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.visits.commands import ReadFindings
from registry.domain.archive.petitions import PetitionState, Standing, Told
from registry.domain.errors import OutOfReach
from registry.domain.visits.errors import FindingTaken, VisitForgotten
from registry.domain.visits.finding import MOST_WORDS, Finding, FindingState, Word
from registry.domain.visits.kinds import SubjectKind
from registry.domain.visits.stamp import Stamp
from registry.domain.visits.visit import Outcome
from services.registry.tests.builders import (
    COMMUNITY,
    NAME,
    NOON,
    STREET,
    TELEPHONE,
    record_duty,
    record_household,
    record_premises,
)
from services.registry.tests.visit_builders import (
    LEAK,
    a_difficulty,
    a_home,
    a_meeting,
    a_visitor,
    an_account,
    close_visit,
    hear_answer,
    of,
    record_finding,
    record_visit,
)
from services.registry.tests.visit_house import (
    FINDING,
    HOME,
    OTHER_HOME,
    PERSON,
    VISIT,
    raised,
    say,
    still_open,
    store,
    visited,
)

pytestmark = pytest.mark.unit

__all__ = ["say", "store", "visited"]


def test_b25_what_is_settled_on_the_spot_says_how():
    with pytest.raises(Invalid) as told:
        a_difficulty(outcome=Outcome.SETTLED)
    assert told.value.fields == {"how": "required"}


def test_b25_taken_back_comes_in_at_the_own_unit_and_raised_at_the_one_above(
    visited, store
):
    visited(record_finding(VISIT, outcome=Outcome.TAKEN_BACK, matter="B02"))
    visited(record_finding(VISIT, outcome=Outcome.RAISED))
    back, up = raised(store)
    assert (back.organisation_id, back.raised, back.door) == (
        COMMUNITY,
        False,
        "home-visit",
    )
    assert (up.organisation_id, up.raised) == (STREET, True)
    assert LEAK not in repr(store.facts)


def test_b25_what_was_promised_a_petition_stays_so_whoever_says_what_later(
    visited, store
):
    visited(record_finding(VISIT, FINDING, outcome=Outcome.TAKEN_BACK))
    visited(record_finding(VISIT, FINDING, outcome=Outcome.SETTLED, how="修好了"))
    assert len(raised(store)) == 1
    found = store.findings[FINDING]
    assert found.difficulty.outcome is Outcome.TAKEN_BACK
    assert found.difficulty.how == "修好了"
    assert found.state is FindingState.DUE


def test_b26_what_intake_refuses_is_seen_and_can_be_said_anew(visited, store):
    visited(record_finding(VISIT, FINDING, outcome=Outcome.TAKEN_BACK, matter="zz"))
    visited(hear_answer(FINDING, refused={"category": "unknown-category"}))
    assert store.findings[FINDING].refused == {"category": "unknown-category"}
    wrong = still_open(visited, close_visit(VISIT))
    assert wrong == {f"findings.{FINDING}": "refused-by-intake"}
    visited(record_finding(VISIT, FINDING, outcome=Outcome.TAKEN_BACK, matter="B02"))
    assert [each.attempt for each in raised(store)] == [1, 2]
    petition = uuid4()
    visited(hear_answer(FINDING, petition_id=petition, receipt="old"))
    assert store.findings[FINDING].petition_id is None
    visited(hear_answer(FINDING, 2, petition_id=petition, receipt="MQ-1"))
    visited(hear_answer(FINDING, 2, refused={"text": "late"}))
    assert store.findings[FINDING].receipt == "MQ-1"
    visited(hear_answer(uuid4(), petition_id=petition))


def test_b26_a_refused_finding_may_be_settled_on_the_spot_after_all(visited, store):
    visited(record_finding(VISIT, FINDING, outcome=Outcome.TAKEN_BACK))
    visited(hear_answer(FINDING, refused={"text": "unreadable"}))
    done = {"outcome": Outcome.SETTLED, "how": "当场修好"}
    assert visited(record_finding(VISIT, FINDING, **done)).state == "settled"


def test_d06_a_second_finding_of_the_same_matter_joins_the_first(visited, store):
    about = {"outcome": Outcome.TAKEN_BACK, "matter": "B02", "about": a_home(HOME)}
    visited(record_finding(VISIT, FINDING, **about))
    other = an_account(kind="love", subjects=[a_home(HOME)], visitors=["li-na"])
    second, again = uuid4(), uuid4()
    visited(record_visit(other, second, a_visitor("li-na")))
    visited(record_finding(second, again, a_visitor("li-na"), **about))
    assert [each.joins for each in raised(store)] == [None, FINDING]
    petition = uuid4()
    visited(hear_answer(FINDING, petition_id=petition, receipt="MQ-1"))
    store.standings[petition] = Standing(
        petition_id=petition,
        receipt="MQ-1",
        case=Told(revision=9, state=PetitionState.CLOSED),
    )
    visited(record_finding(second, uuid4(), a_visitor("li-na"), **about))
    assert raised(store)[-1].joins is None


def test_d06_what_is_raised_joins_only_what_was_raised(visited, store):
    """Who cannot help tells the level above: a petition here would keep it silent."""
    about = {"matter": "B02", "about": a_home(HOME)}
    above, later = uuid4(), uuid4()
    visited(record_finding(VISIT, FINDING, outcome=Outcome.TAKEN_BACK, **about))
    visited(record_finding(VISIT, above, outcome=Outcome.RAISED, **about))
    visited(record_finding(VISIT, later, outcome=Outcome.RAISED, **about))
    assert [each.joins for each in raised(store)] == [None, None, above]


def test_the_same_finding_said_again_changes_nothing(visited, store):
    first = visited(record_finding(VISIT, FINDING, outcome=Outcome.TAKEN_BACK))
    again = visited(record_finding(VISIT, FINDING, outcome=Outcome.TAKEN_BACK))
    assert first == again
    assert len(raised(store)) == 1


def test_a_finding_stays_with_its_visit_and_is_about_whom_it_names(visited):
    other = uuid4()
    visited(record_visit(an_account(subjects=[a_home(HOME)]), other))
    visited(record_finding(other, FINDING))
    with pytest.raises(FindingTaken):
        visited(record_finding(VISIT, FINDING))
    for stranger in (of(SubjectKind.RESIDENT, uuid4()), of(SubjectKind.FIRM, uuid4())):
        with pytest.raises(Invalid):
            visited(record_finding(VISIT, about=stranger))


def test_a_finding_may_be_about_whoever_lives_in_the_visited_home(visited, store):
    lives = of(SubjectKind.RESIDENT, PERSON)
    visited(record_finding(VISIT, FINDING, about=lives))
    assert store.findings[FINDING].household_id == HOME
    visited(record_household(OTHER_HOME))
    visited(record_visit(an_account(subjects=[a_home(OTHER_HOME)]), VISIT))
    with pytest.raises(Invalid):
        visited(record_finding(VISIT, about=lives))


SAYS_NOT = {"outcome": Outcome.TAKEN_BACK, "matter": "B02"}


@pytest.mark.parametrize(
    ("subjects", "said", "joined"),
    [
        ((a_home(HOME),), {}, True),
        ((of(SubjectKind.RESIDENT, PERSON), a_home(HOME)), {}, True),
        ((a_home(HOME), a_home(OTHER_HOME)), {}, False),
        ((a_home(HOME),), {"name": "过路人"}, False),
        ((a_home(HOME),), {"matter": None}, False),
    ],
)
def test_d06_where_nobody_says_whom_it_is_of_the_only_home_that_was_visited(
    visited, store, subjects, said, joined
):
    visited(record_finding(VISIT, FINDING, **SAYS_NOT, about=a_home(HOME)))
    visited(record_household(OTHER_HOME))
    second, again = uuid4(), uuid4()
    visited(record_visit(an_account(kind="love", subjects=subjects), second))
    visited(record_finding(second, again, **SAYS_NOT | said))
    assert raised(store)[-1].joins == (FINDING if joined else None)


def test_d06_who_only_came_to_a_meeting_speaks_for_no_home(visited, store):
    visited(record_finding(VISIT, FINDING, **SAYS_NOT))
    meeting, again = uuid4(), uuid4()
    visited(record_visit(a_meeting(subjects=[a_home(HOME)]), meeting))
    visited(record_finding(meeting, again, **SAYS_NOT))
    assert raised(store)[-1].joins is None


def test_a_captain_of_another_building_finds_nothing_there(visited):
    team = an_account(subjects=[a_home(HOME)], visitors=["wang-li", "li-na"])
    visited(record_visit(team, VISIT))
    visited(record_premises("79", name="79栋"))
    visited(record_duty(staff_id="li-na", scope_id="79"))
    with pytest.raises(OutOfReach):
        visited(record_finding(VISIT, actor=a_visitor("li-na"), about=a_home(HOME)))


def test_nobody_says_endlessly_much_of_one_finding(visited):
    for number in range(MOST_WORDS):
        visited(record_finding(VISIT, FINDING, text=f"漏水 {number}"))
    with pytest.raises(Invalid):
        visited(record_finding(VISIT, FINDING, text="还在漏"))


def test_intake_is_given_the_words_and_who_said_them_and_the_look_is_kept(say, store):
    said = an_account(subjects=[a_home(HOME), of(SubjectKind.RESIDENT, PERSON)])
    say(record_visit(said, VISIT))
    person, stranger = uuid4(), uuid4()
    about = of(SubjectKind.RESIDENT, PERSON)
    say(record_finding(VISIT, person, outcome=Outcome.TAKEN_BACK, about=about))
    say(
        record_finding(
            VISIT,
            stranger,
            outcome=Outcome.TAKEN_BACK,
            name="路人甲",
            telephone="138 0013 8001",
            place="后门",
        )
    )
    actor = a_visitor("rpc:intake", Role.SYSTEM)
    ids = (person, stranger, UUID(int=1))
    told = say(ReadFindings(actor=actor, finding_ids=ids))
    assert set(told) == {person, stranger}
    assert (told[person].name, told[person].telephone) == (NAME, TELEPHONE)
    assert (told[stranger].name, told[stranger].place) == ("路人甲", "后门")
    assert told[stranger].telephone == "13800138001"
    assert {each.resident_id for each in store.looks} == {PERSON, stranger}
    assert store.findings[person].household_id == HOME
    assert told[person].place == store.households[HOME].profile.address
    of_home = {each.resident_id: "address" in each.fields for each in store.looks}
    assert of_home == {PERSON: True, stranger: False}
    assert LEAK not in repr(told)


def test_the_very_same_word_of_a_device_is_one_word():
    word = Word(said=Stamp(at=NOON), by="wang-li", difficulty=a_difficulty())
    finding = Finding(
        finding_id=FINDING,
        visit_id=VISIT,
        recorded_by="wang-li",
        recorded_at=NOON,
        unit=COMMUNITY,
    )
    finding.say(word, now=NOON)
    finding.say(word, now=NOON)
    assert finding.revision == 1


def test_d06_after_the_first_is_refused_the_second_is_the_one_to_join(visited, store):
    about = {"outcome": Outcome.TAKEN_BACK, "matter": "B02", "about": a_home(HOME)}
    second, third = uuid4(), uuid4()
    visited(record_finding(VISIT, FINDING, **about))
    visited(record_finding(VISIT, second, **about))
    visited(hear_answer(FINDING, refused={"text": "unreadable"}))
    visited(record_finding(VISIT, third, **about))
    visited(hear_answer(second, petition_id=uuid4(), receipt="MQ-1"))
    visited(hear_answer(third, petition_id=uuid4(), receipt="MQ-1", joined=True))
    visited(record_finding(VISIT, FINDING, **about | {"text": "漏得更厉害了"}))
    told = [each.joins for each in raised(store)]
    assert told == [None, FINDING, second, second]
    assert store.findings[second].joins is None


def test_of_a_visit_whose_words_were_forgotten_nothing_more_is_found(visited, store):
    store.visits[VISIT].forgotten = True
    with pytest.raises(VisitForgotten):
        visited(record_finding(VISIT, FINDING))
    assert store.findings == {}


def test_d06_whose_home_it_is_may_be_said_in_later_words(visited, store):
    both = an_account(subjects=[a_home(HOME), a_home(OTHER_HOME)])
    visited(record_household(OTHER_HOME))
    visited(record_visit(both, VISIT))
    visited(record_finding(VISIT, FINDING))
    assert store.findings[FINDING].household_id is None
    visited(record_finding(VISIT, FINDING, about=a_home(HOME)))
    assert store.findings[FINDING].household_id == HOME
