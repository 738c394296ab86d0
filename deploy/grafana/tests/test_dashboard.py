"""The dashboard is provisioned, drawn without overlaps, and titled in Chinese first."""

import itertools
import json
import re
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.unit

GRAFANA = Path(__file__).parents[1]
PROVISIONING = GRAFANA / "provisioning"
BOARD = json.loads((GRAFANA / "dashboards" / "agency.json").read_text("utf-8"))
PANELS = BOARD["panels"]


def cells(panel):
    place = panel["gridPos"]
    across = range(place["x"], place["x"] + place["w"])
    down = range(place["y"], place["y"] + place["h"])
    return set(itertools.product(across, down))


def test_panels_have_ids_of_their_own():
    ids = [panel["id"] for panel in PANELS]
    assert len(ids) == len(set(ids)) > 20


def test_no_panel_covers_another_or_leaves_the_page():
    taken = set()
    for panel in PANELS:
        place = cells(panel)
        assert not place & taken, panel["title"]
        assert all(x < 24 for x, _y in place), panel["title"]
        taken |= place


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["title"])
def test_a_title_is_chinese_first_and_english_after(panel):
    assert re.match(r"[^·]*[\u4e00-\u9fff][^·]*· .*[A-Za-z]", panel["title"])


@pytest.mark.parametrize(
    "panel",
    [panel for panel in PANELS if panel["type"] != "row"],
    ids=lambda panel: panel["title"],
)
def test_a_panel_draws_something_from_the_provisioned_source(panel):
    sources = yaml.safe_load(
        (PROVISIONING / "datasources" / "prometheus.yml").read_text("utf-8")
    )
    (source,) = sources["datasources"]
    assert panel["targets"]
    for target in panel["targets"]:
        assert target["datasource"] == {"type": source["type"], "uid": source["uid"]}


def test_the_dashboard_lies_where_the_provider_looks():
    house = GRAFANA.parents[1]
    compose = yaml.safe_load((house / "docker-compose.yml").read_text("utf-8"))
    provider = yaml.safe_load(
        (PROVISIONING / "dashboards" / "minqing.yml").read_text("utf-8")
    )["providers"][0]
    mounts = [each.split(":") for each in compose["services"]["grafana"]["volumes"]]
    found = {inside: outside for outside, inside, *_ in mounts}
    assert found[provider["options"]["path"]] == "./deploy/grafana/dashboards"
    assert found["/etc/grafana/provisioning"] == "./deploy/grafana/provisioning"
