"""Which term holds for a case, and that no place lengthens what the statute limits."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.working_time import Span, SpanUnit, WorkCalendar
from routing.domain.policy import (
    ANY,
    STATUTE,
    STATUTORY_TERMS,
    Circumstances,
    RoutingPolicy,
    Term,
    TermKind,
    exceeds_statute,
)

pytestmark = pytest.mark.unit


def a_term(days, kind=TermKind.HANDLING, unit=SpanUnit.DAYS, **when):
    return Term(
        kind=kind, span=Span(days, unit), basis="本处", when=Circumstances(**when)
    )


def with_terms(*terms):
    return RoutingPolicy(terms=STATUTE.terms + terms)


@pytest.mark.parametrize(
    ("kind", "span", "article"),
    [
        ("return", Span(5, SpanUnit.WORKING_DAYS), "第23条"),
        ("handling", Span(60), "第34条"),
        ("extension", Span(30), "第34条"),
        ("re-examination-request", Span(30), "第35条"),
        ("re-examination", Span(30), "第35条"),
        ("final-review-request", Span(30), "第36条"),
        ("final-review", Span(30), "第36条"),
    ],
)
def test_art34_where_a_place_says_nothing_the_statute_holds(kind, span, article):
    term = STATUTE.term(kind)
    assert term.span == span
    assert term.basis.endswith(article)
    assert STATUTE.statutory(kind) == term


def test_a_clock_that_nobody_set_does_not_run():
    assert STATUTE.term(TermKind.SIGN) is None
    assert STATUTE.statutory(TermKind.SIGN) is None


def test_b03_the_narrowest_term_wins():
    plain, immediate = a_term(20), a_term(1, case_kind="immediate")
    both = a_term(3, case_kind="immediate", severity="major")
    policy = with_terms(both, immediate, plain)
    assert policy.term("handling") == plain
    assert policy.term("handling", Circumstances(case_kind="reply")) == plain
    assert policy.term("handling", Circumstances(case_kind="immediate")) == immediate
    major = Circumstances(case_kind="immediate", severity="major", channel="web")
    assert policy.term("handling", major) == both


def test_of_two_terms_as_narrow_the_later_one_wins():
    policy = with_terms(a_term(20), a_term(10))
    assert policy.term("handling", ANY).span == Span(10)
    assert policy.statutory("handling").span == Span(60)


@pytest.mark.parametrize(
    ("term", "exceeds"),
    [
        (a_term(60), False),
        (a_term(61), True),
        (a_term(42, unit=SpanUnit.WORKING_DAYS), False),
        (a_term(43, unit=SpanUnit.WORKING_DAYS), True),
        (a_term(24 * 60, unit=SpanUnit.HOURS), False),
        (a_term(24 * 60 + 1, unit=SpanUnit.HOURS), True),
        (a_term(40, kind=TermKind.RETURN, unit=SpanUnit.WORKING_HOURS), False),
        (a_term(41, kind=TermKind.RETURN, unit=SpanUnit.WORKING_HOURS), True),
        (a_term(31, kind=TermKind.EXTENSION), True),
        (a_term(3000, kind=TermKind.SIGN), False),
    ],
)
def test_art34_no_place_may_lengthen_what_the_statute_limits(term, exceeds):
    assert (exceeds_statute(term) is not None) == exceeds


def test_art34_sixty_days_from_acceptance_end_with_their_last_day():
    at = datetime(2026, 11, 21, 4, tzinfo=UTC)
    due = WorkCalendar().due(at, STATUTE.term("handling").span)
    assert due.day == date(2027, 1, 20)


circumstances = st.builds(
    Circumstances,
    case_kind=st.sampled_from([None, "immediate", "reply"]),
    severity=st.sampled_from([None, "major"]),
    channel=st.sampled_from([None, "web", "hotline"]),
)


@given(st.lists(circumstances, max_size=6), circumstances)
def test_the_term_found_fits_and_none_that_fits_is_narrower(asked, case):
    terms = [
        Term(kind=TermKind.SIGN, span=Span(n + 1), basis="x", when=when)
        for n, when in enumerate(asked)
    ]
    found = RoutingPolicy(terms=(*STATUTORY_TERMS, *terms)).term("sign", case)
    fitting = [term for term in terms if term.when.fit(case)]
    if found is None:
        assert fitting == []
    else:
        assert found in fitting
        narrowest = max(len(term.when.asked) for term in fitting)
        assert len(found.when.asked) == narrowest
