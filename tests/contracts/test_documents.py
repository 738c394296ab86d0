"""What doors publish can be read by any client, and is called by one name."""

import re
from unittest.mock import MagicMock

import falcon.testing
import pytest

import intake.entrypoints.http
import notify.entrypoints.http
import registry.entrypoints.http
import routing.entrypoints.http
from minqing_local.keys import keys_in

pytestmark = pytest.mark.contracts

DOORS = {
    "intake": (intake.entrypoints.http.build, "受理"),
    "routing": (routing.entrypoints.http.build_door, "派单"),
    "notify": (notify.entrypoints.http.build_door, "告知"),
    "registry": (registry.entrypoints.http.build_door, "登记"),
}
PYTHON_ONLY = re.compile(r"\\[AZ]|\(\?P|\(\?[a-zA-Z#(>]|[*+?}]\+")


@pytest.fixture(scope="module", params=sorted(DOORS))
def published(request, tmp_path_factory):
    """The name of a service, its word, and its document; nothing of it runs."""
    build, word = DOORS[request.param]
    parts = MagicMock()
    parts.settings.agency = "demo"
    parts.settings.policy_file = None
    parts.settings.jwt_public_key_file = _public_key(tmp_path_factory.mktemp("key"))
    told = falcon.testing.TestClient(build(parts)).simulate_get("/openapi.json")
    return request.param, word, told.json


def _public_key(folder):
    return keys_in(folder).jwt_public


def patterns(node):
    if isinstance(node, dict):
        if isinstance(node.get("pattern"), str):
            yield node["pattern"]
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from patterns(each)


def test_no_pattern_holds_what_only_python_knows(published):
    _, _, document = published
    found = list(patterns(document))
    assert found
    for each in found:
        assert not PYTHON_ONLY.search(each), each
        assert each.startswith("^"), each


def test_a_door_is_titled_as_the_readme_calls_its_service(published):
    name, word, document = published
    assert document["info"]["title"] == f"民情 {word} Minqing {name}"
