"""A petitioner reads that there was no news, and no longer once there is some."""

import json

import pytest

from intake.adapters.rows import fact_document, progress_from
from intake.adapters.translation import COMMANDS
from intake.domain.progress import CaseStep, Progress
from intake.entrypoints.public_words import STEPS, say_step
from minqing_chassis.flush import to_json
from minqing_contracts.routing_turns import CaseContactedV1, CaseSilentV1
from services.intake.tests.builders import COMMUNITY, DAY, NOON, PETITION, a_fact

pytestmark = pytest.mark.unit

ASSIGNED = a_fact(1, CaseStep.ASSIGNED, due_at=NOON + 60 * DAY)
SILENT = a_fact(2, CaseStep.SILENT, at=NOON + 9 * DAY, since=NOON + 2 * DAY)
COMMON = {
    "petition_id": PETITION,
    "receipt": "MQ-1",
    "revision": 2,
    "organisation_id": COMMUNITY,
    "reachable": True,
}


def joined(*facts):
    progress = Progress()
    for fact in facts:
        progress = progress.with_fact(fact)
    return progress


def test_a_silence_is_told_and_moves_nothing():
    told = joined(ASSIGNED, SILENT)
    assert told.silence == SILENT
    assert SILENT.silent_days == 7
    assert (told.latest, told.due_at) == (ASSIGNED, NOON + 60 * DAY)


@pytest.mark.parametrize("step", [CaseStep.STARTED, CaseStep.CONTACTED])
def test_the_next_word_ends_it(step):
    assert joined(ASSIGNED, SILENT, a_fact(3, step)).silence is None
    assert joined().silence is None
    assert ASSIGNED.silent_days == 0


def test_what_routing_tells_of_it_is_kept_and_read_back():
    said = CaseSilentV1(
        **COMMON, silent_since=NOON + 2 * DAY, noticed_at=NOON + 9 * DAY
    )
    fact = COMMANDS[CaseSilentV1](None, said).fact
    assert (fact.since, fact.silent_days) == (NOON + 2 * DAY, 7)
    kept = {"2": json.loads(to_json(fact_document(fact)))}
    assert progress_from(kept).facts == {2: fact}
    spoke = CaseContactedV1(**COMMON, spoken_at=NOON, due_at=NOON + DAY)
    assert COMMANDS[CaseContactedV1](None, spoke).fact.step is CaseStep.CONTACTED


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en"])
def test_it_is_said_for_how_long_and_who_was_reminded(language):
    said = say_step("silent", language, unit="金科苑社区", days=7)
    assert "7" in said
    assert "金科苑社区" in said
    assert "7" in say_step("silent-unrouted", language, days=7)
    assert set(CaseStep) - {"withdrawn"} <= set(STEPS) | {"withdrawn"}
