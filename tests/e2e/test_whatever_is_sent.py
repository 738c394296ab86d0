"""Every service keeps to its own OpenAPI document, whatever is sent to it.

What is generated also changes what the other tests stand on: this module comes last.
"""

import pytest

from minqing_chassis.http.conformance import check_conformance
from minqing_demo.cast import OPERATOR
from tests.e2e.town import Town

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

CALLERS = {
    "registry": OPERATOR,
    "intake": Town.supervisor,
    "routing": Town.supervisor,
    "notify": OPERATOR,
}
"""Who may knock at most of a service's doors."""
RULES_STAND_ABOVE_SHAPES = ("positive_data_acceptance",)
"""A well-shaped body may name an organisation that there is not: that is a 422."""


@pytest.mark.parametrize("service", CALLERS)
def test_a_stranger_is_answered_as_the_document_says(stage, town, service):
    outcome = check_conformance(
        stage.doors.addresses[service],
        examples=10,
        phases=("fuzzing",),
        exclude_checks=RULES_STAND_ABOVE_SHAPES,
    )
    assert outcome.passed, outcome.report[-8000:]


@pytest.mark.parametrize("service", CALLERS)
def test_staff_are_answered_as_the_document_says(stage, town, service):
    outcome = check_conformance(
        stage.doors.addresses[service],
        token=stage.token(CALLERS[service]),
        examples=10,
        exclude_checks=RULES_STAND_ABOVE_SHAPES,
    )
    assert outcome.passed, outcome.report[-8000:]
