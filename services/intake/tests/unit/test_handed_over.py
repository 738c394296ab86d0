"""What a petitioner follows when another agency has the matter (移交)."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.adapters.rows import fact_document, progress_from
from intake.adapters.translation import COMMANDS
from intake.domain.progress import Agency, CaseStep, Progress
from intake.entrypoints.handover_words import DATED, HANDED_OVER, step_in_words
from intake.entrypoints.public_words import STEPS, say_step
from minqing_chassis.flush import to_json
from minqing_contracts.routing_handovers import CaseLocatedV1
from minqing_contracts.routing_reviews import ReviewDeclinedV1
from services.intake.tests.builders import COMMUNITY, DAY, NOON, PETITION, a_fact

pytestmark = pytest.mark.unit

BUREAU = Agency(agency_id="civil-affairs", name="区民政局")
GONE = a_fact(3, CaseStep.HANDED_OVER, due_at=NOON + 40 * DAY, agency=BUREAU)
LIFE = [
    a_fact(1, CaseStep.ASSIGNED, due_at=NOON + 60 * DAY),
    a_fact(2, CaseStep.STARTED),
    GONE,
    a_fact(4, CaseStep.RESOLVED, reply="修好了。", outcome="resolved"),
]


def joined(facts):
    progress = Progress()
    for fact in facts:
        progress = progress.with_fact(fact)
    return progress


@given(st.permutations(LIFE))
def test_d05_whatever_the_order_it_is_with_who_has_it_by_their_date(facts):
    progress = joined([*facts, GONE])
    assert progress.elsewhere == BUREAU
    assert joined(LIFE[:3]).due_at == NOON + 40 * DAY


def test_d05_it_stays_their_answer_until_it_is_owed_here_again():
    assert joined(LIFE).elsewhere == BUREAU
    again = a_fact(5, CaseStep.REOPENED, due_at=NOON + 90 * DAY)
    assert joined([*LIFE, again]).elsewhere is None
    back = a_fact(4, CaseStep.CAME_BACK, due_at=NOON + 60 * DAY)
    assert joined([*LIFE[:3], back]).elsewhere is None
    assert joined([*LIFE[:3], back]).due_at == NOON + 60 * DAY
    assert joined(LIFE[:2]).elsewhere is None


@pytest.mark.parametrize("here", [True, False])
def test_d05_what_routing_tells_is_kept_and_read_back(here):
    event = CaseLocatedV1(
        petition_id=PETITION,
        receipt="MQ-1",
        revision=3,
        organisation_id=COMMUNITY,
        reachable=True,
        here=here,
        agency_id="civil-affairs",
        agency_name="区民政局",
        mode="transfer",
        located_at=NOON,
        due_at=None,
    )
    fact = COMMANDS[CaseLocatedV1](None, event).fact
    assert fact.step is (CaseStep.CAME_BACK if here else CaseStep.HANDED_OVER)
    assert fact.agency == (None if here else BUREAU)
    kept = {"3": json_of(fact_document(fact))}
    assert progress_from(kept) == Progress({3: fact})


def json_of(document):
    return json.loads(to_json(document))


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en"])
def test_d05_there_are_words_with_a_date_and_without(language):
    assert set(HANDED_OVER) <= set(STEPS)
    for step in DATED:
        assert "{date}" in STEPS[step_in_words(step, dated=True)][language]
        said = say_step(step_in_words(step, dated=False), language, unit="区民政局")
        assert "区民政局" in said
    assert step_in_words("assigned", dated=False) == "assigned"


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en"])
def test_art35_who_reviews_another_agencys_answer_is_named_with_the_last_day(language):
    far = {"reviewer_id": "jinniu", "reviewer_name": "金牛区政府", "due_at": NOON}
    event = ReviewDeclinedV1(
        petition_id=PETITION,
        receipt="MQ-1",
        revision=3,
        organisation_id=COMMUNITY,
        reachable=True,
        why="reviewed-elsewhere",
        declined_at=NOON,
        **far,
    )
    fact = COMMANDS[ReviewDeclinedV1](None, event).fact
    assert (fact.agency.name, fact.due_at) == ("金牛区政府", NOON)
    words = say_step(
        step_in_words(fact.step, dated=True),
        language,
        superior=fact.agency.name,
        date="11-30",
    )
    assert "金牛区政府" in words
    assert "11-30" in words
    own = step_in_words(fact.step, dated=False)
    assert own == "review-declined"
    assert Progress({3: fact}).due_at is None
