"""A table of arrows: what is not listed is refused."""

from enum import StrEnum

import pytest

from minqing_kernel.errors import TransitionRefused
from minqing_kernel.state_machine import StateMachine, on

pytestmark = pytest.mark.unit


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    DARK = "dark"


class Turn(StrEnum):
    GO = "go"
    HALT = "halt"
    FAIL = "fail"


LIGHTS: StateMachine[Light, Turn] = StateMachine(
    on(Turn.GO, leaving=[Light.RED], reach=Light.GREEN),
    on(Turn.HALT, leaving=[Light.GREEN], reach=Light.RED),
    on(Turn.FAIL, leaving=[Light.RED, Light.GREEN], reach=Light.DARK),
)


@pytest.mark.parametrize(
    ("state", "step", "after"),
    [
        (Light.RED, Turn.GO, Light.GREEN),
        (Light.GREEN, Turn.HALT, Light.RED),
        (Light.RED, Turn.FAIL, Light.DARK),
        (Light.GREEN, Turn.FAIL, Light.DARK),
    ],
)
def test_a_listed_step_leads_where_the_table_says(state, step, after):
    assert LIGHTS.after(state, step) is after


@pytest.mark.parametrize("step", Turn)
def test_a_step_that_is_not_listed_is_refused_and_never_ignored(step):
    with pytest.raises(TransitionRefused, match=f"{step} is not allowed from dark"):
        LIGHTS.after(Light.DARK, step)


def test_the_machine_says_what_may_be_done_next():
    assert LIGHTS.steps_from(Light.RED) == {Turn.GO, Turn.FAIL}
    assert LIGHTS.steps_from(Light.DARK) == frozenset()


def test_one_step_cannot_lead_to_two_places():
    with pytest.raises(ValueError, match="go leaves red twice"):
        StateMachine(
            on(Turn.GO, leaving=[Light.RED], reach=Light.GREEN),
            on(Turn.GO, leaving=[Light.RED], reach=Light.DARK),
        )


def test_the_drawing_shows_every_arrow_always_in_the_same_order():
    assert LIGHTS.as_mermaid().splitlines() == [
        "stateDiagram-v2",
        "    green --> dark: fail",
        "    green --> red: halt",
        "    red --> dark: fail",
        "    red --> green: go",
    ]
