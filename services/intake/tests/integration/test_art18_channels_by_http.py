"""条例第18条 on the wire: anybody learns how, where and when to come."""

from pathlib import Path

import pytest
from falcon.testing import TestClient

from intake.bootstrap import assemble, settings_from
from intake.entrypoints.http import build

pytestmark = pytest.mark.integration

POLICIES = Path(__file__).parents[4] / "deploy/policies"


@pytest.fixture
def laocheng(environ, steered):
    environ |= {"POLICY_FILE": str(POLICIES / "laocheng.yml")}
    parts = assemble(settings_from(environ), clock=steered)
    yield TestClient(build(parts))
    parts.database.close()


def test_art18_b24_ways_addresses_and_coming_receptions_are_public(laocheng):
    told = laocheng.simulate_get("/v1/channels", params={"days": 14}).json
    assert told["policy"] == "laocheng@2025-07-01"
    assert [each["way"] for each in told["ways"]] == [
        "network",
        "address",
        "telephone",
        "reception",
        "progress",
    ]
    assert told["lacking"] == []
    assert [each["day"] for each in told["receptions"]] == ["2026-11-24", "2026-12-01"]
    first = told["receptions"][0]
    assert (first["begins"], first["host"]) == ("09:00", "办事处领导")


def test_art18_a_place_that_published_nothing_is_told_what_it_owes(door):
    told = door.call("GET", "/v1/channels").json
    assert told["note"].startswith("本地规则尚未公布渠道")
    assert told["ways"] == []
    assert "telephone" in told["lacking"]
    assert door.call("GET", "/v1/channels", params={"days": 93}).status_code == 422
