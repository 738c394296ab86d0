"""The language of conditions: three answers, in whatever order anything is said."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.aid.conditions import AllOf, Answer, AnyOf, Check, Op

pytestmark = pytest.mark.unit

NAMES = ("a.x", "a.y", "age")
TESTS = st.builds(
    Check,
    fact=st.sampled_from(NAMES),
    op=st.sampled_from([Op.AT_LEAST, Op.AT_MOST, Op.IS, Op.IS_NOT]),
    value=st.integers(0, 5),
)
PARTS = st.lists(TESTS, min_size=1, max_size=4).map(tuple)
CONDITIONS = st.one_of(
    TESTS,
    PARTS.map(lambda parts: AllOf(parts=parts)),
    PARTS.map(lambda parts: AnyOf(parts=parts)),
)
FACTS = st.dictionaries(
    st.sampled_from(NAMES), st.one_of(st.integers(0, 5), st.none(), st.just("甲"))
)


@given(CONDITIONS, FACTS, st.randoms())
def test_c12_no_order_of_facts_or_parts_changes_an_answer(condition, facts, random):
    shuffled = list(facts.items())
    random.shuffle(shuffled)
    said = condition.answer(facts)
    assert condition.answer(dict(shuffled)) is said
    if not isinstance(condition, Check):
        for parts in permutations(condition.parts):
            assert type(condition)(parts=parts).answer(facts) is said


@given(CONDITIONS, FACTS, st.sampled_from(NAMES), st.integers(0, 5))
def test_c12_what_was_known_stays_so_when_more_is_on_file(condition, facts, name, new):
    before = condition.answer(facts)
    known = facts.get(name) is not None
    if before is not Answer.UNKNOWN and not known:
        assert condition.answer(facts | {name: new}) is before


@pytest.mark.parametrize(
    ("op", "value", "found", "answer"),
    [
        (Op.IS, "失业", "失业", Answer.YES),
        (Op.IS, "失业", "在职", Answer.NO),
        (Op.IS, True, True, Answer.YES),
        (Op.IS, True, "是", Answer.UNKNOWN),
        (Op.IS_NOT, "失业", "在职", Answer.YES),
        (Op.IS_NOT, 1, "1", Answer.UNKNOWN),
        (Op.ONE_OF, ("一级", "二级"), "二级", Answer.YES),
        (Op.ONE_OF, ("一级", "二级"), "四级", Answer.NO),
        (Op.ONE_OF, ("一级",), ["一级"], Answer.UNKNOWN),
        (Op.HAS, "低保", ["低保", "优抚"], Answer.YES),
        (Op.HAS, "低保", [], Answer.NO),
        (Op.HAS, "低保", "低保", Answer.UNKNOWN),
        (Op.AT_LEAST, 80, 80, Answer.YES),
        (Op.AT_LEAST, 1050, "1049.99", Answer.NO),
        (Op.AT_MOST, 1050, "1050.00", Answer.YES),
        (Op.AT_MOST, 3, True, Answer.UNKNOWN),
        (Op.AT_LEAST, 3, "多", Answer.UNKNOWN),
        (Op.AT_LEAST, 3, "NaN", Answer.UNKNOWN),
        (Op.AT_LEAST, 3, ["3"], Answer.UNKNOWN),
        (Op.IS, "失业", None, Answer.UNKNOWN),
    ],
)
def test_c12_a_fact_that_does_not_compare_is_unknown_and_not_no(
    op, value, found, answer
):
    assert Check(fact="a.x", op=op, value=value).answer({"a.x": found}) is answer


def test_a_condition_names_the_facts_that_it_asks_for():
    one, two = (Check(fact=f, op=Op.IS, value=1) for f in ("a.x", "age"))
    assert AllOf(parts=(one, AnyOf(parts=(two,)))).names() == {"a.x", "age"}
