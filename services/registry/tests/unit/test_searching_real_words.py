"""Real questions in Traditional, found by their words in Simplified and the reverse."""

import json
import os
from pathlib import Path

import pytest

from minqing_kernel.simplified import simplify
from registry.domain.searching.words import read_query, words_of

pytestmark = pytest.mark.unit

ROOT = Path(__file__).resolve().parents[4]
DATA = Path(os.environ.get("MINQING_DATA", ROOT.parent / "shared" / "data"))
QUESTIONS = DATA / "traditional_qa" / "qa_327.json"


@pytest.fixture(scope="module")
def asked():
    if not QUESTIONS.exists():
        pytest.skip("the real questions are not here")
    return json.loads(QUESTIONS.read_text("utf-8"))


def finds(typed: str, text: str) -> bool:
    query = read_query(typed)
    found = query.musts <= words_of("", [text], lambda _: ())
    return found and query.fits("", [text], lambda _: ())


def test_e1_e2_every_question_is_found_by_its_words_in_either_script(asked):
    tried = 0
    for each in asked:
        question = each["question"]
        for word in each["words"]:
            if len(word) < 2 or word.isascii() or word not in question:
                continue
            assert finds(simplify(word), question), word
            assert finds(word, simplify(question)), word
            tried += 1
    assert tried > 300
