"""Registry keeps to its own OpenAPI document; its pages for operations are open."""

import pytest

from minqing_chassis.http.conformance import check_conformance
from minqing_local.waiting import wait_until
from services.registry.tests.builders import OTHER

pytestmark = [pytest.mark.component, pytest.mark.slow]

UNTOLD = ("positive_data_acceptance",)
"""JSON Schema cannot tell that an organisation must be known, or what a number is."""


def test_metrics_and_documents_are_open(loaded):
    wait_until(
        lambda: (
            'minqing_registry_organisations{kind="street"'
            in loaded.call("GET", "/metrics").text
        ),
        "the gauges",
        20,
    )
    assert loaded.call("GET", "/docs").status_code == 200
    described = loaded.call("GET", "/openapi.json").json()
    assert described["openapi"].startswith("3.1")


def test_the_door_keeps_to_its_own_document(loaded):
    """Asked by one who governs no place of the other tests: what is said, holds."""
    outcome = check_conformance(
        loaded.process.url,
        token=loaded.token("supervisor", OTHER),
        phases=("coverage",),
        exclude_checks=UNTOLD,
    )
    assert outcome.passed, outcome.report[-6000:]
