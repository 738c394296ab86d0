"""The HTTP door keeps to its own OpenAPI document, whoever knocks: last of all.

What is put in on the way (places that hear of everything, …) stays in the house.
"""

import os

import pytest

from minqing_chassis.http.conformance import FURTHER, check_conformance
from minqing_kernel.messages import Role

pytestmark = [pytest.mark.component, pytest.mark.slow]

UNTOLD = ("positive_data_acceptance",)
"""JSON Schema cannot tell that a period does not end before it begins."""


at_random = pytest.mark.skipif(FURTHER not in os.environ, reason="make conformance")


@pytest.mark.parametrize(
    ("role", "phases"),
    [(Role.OPS, ("coverage",)), pytest.param(None, ("fuzzing",), marks=at_random)],
)
def test_every_answer_is_a_documented_one(house, role, phases):
    token = house.token(role, None) if role else None
    checked = check_conformance(
        house.url, token=token, examples=4, phases=phases, exclude_checks=UNTOLD
    )
    assert checked.passed, checked.report
