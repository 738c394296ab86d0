"""Every service keeps to its own OpenAPI document, whoever calls."""

import pytest

from minqing_chassis.http.conformance import check_conformance
from minqing_demo.cast import OPERATOR

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SERVICES = ("registry", "intake", "routing", "notify")


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("caller", ["nobody", "clerk", "handler", "supervisor", "ops"])
def test_a_service_answers_as_its_document_says(stage, town, service, caller):
    person = {
        "nobody": None,
        "clerk": town.clerk,
        "handler": town.handler,
        "supervisor": town.supervisor,
        "ops": OPERATOR,
    }[caller]
    outcome = check_conformance(
        stage.doors.addresses[service],
        token=None if person is None else stage.token(person),
        examples=20,
    )
    assert outcome.passed, outcome.report[-8000:]
