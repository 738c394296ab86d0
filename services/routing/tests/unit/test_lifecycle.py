"""The table of states, and the drawing made from it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.errors import TransitionRefused
from routing.domain.lifecycle import LIFECYCLE, CaseState, CaseStep

pytestmark = pytest.mark.unit

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_draws_the_table_as_it_is():
    assert LIFECYCLE.as_mermaid() in README.read_text("utf-8")


def test_a_closed_case_is_never_left():
    assert LIFECYCLE.steps_from(CaseState.CLOSED) == frozenset()


@given(st.sampled_from(CaseState), st.sampled_from(CaseStep))
def test_a_step_that_is_not_in_the_table_is_refused(state, step):
    if step in LIFECYCLE.steps_from(state):
        assert LIFECYCLE.after(state, step) in CaseState
    else:
        with pytest.raises(TransitionRefused):
            LIFECYCLE.after(state, step)


@given(st.lists(st.sampled_from(CaseStep), max_size=30))
def test_a_case_is_closed_only_by_the_answer_to_a_resolution(steps):
    state, resolved = CaseState.UNROUTED, False
    for step in steps:
        if step not in LIFECYCLE.steps_from(state):
            continue
        state = LIFECYCLE.after(state, step)
        resolved = state in {CaseState.RESOLVED, CaseState.CLOSED}
    assert (state in {CaseState.RESOLVED, CaseState.CLOSED}) is resolved
