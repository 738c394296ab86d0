"""What alerts and dashboards ask for is what a running agency shows."""

import json
import re
from pathlib import Path

import pytest
import requests
import yaml
from prometheus_client.parser import text_string_to_metric_families

from minqing_local.agency import Agency

pytestmark = pytest.mark.e2e

DEPLOY = Path(__file__).parents[2]
SERIES = re.compile(r"\b(?:minqing|process)_[a-z0-9_]+")
SUFFIXES = {
    "counter": ("_total", "_created"),
    "histogram": ("_bucket", "_count", "_sum", "_created"),
}


def alert_expressions():
    groups = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text("utf-8"))
    return [rule["expr"] for group in groups["groups"] for rule in group["rules"]]


def dashboard_expressions():
    return [
        target["expr"]
        for file in (DEPLOY / "grafana" / "dashboards").glob("*.json")
        for panel in json.loads(file.read_text("utf-8"))["panels"]
        for target in panel.get("targets", [])
    ]


def named(expressions):
    return sorted({name for text in expressions for name in SERIES.findall(text)})


@pytest.fixture(scope="module")
def shown(agency: Agency) -> set[str]:
    """Every series name that any of the services shows, with or without a sample."""
    names: set[str] = set()
    for service in agency.services:
        answer = requests.get(f"{agency.url(service)}/metrics", timeout=60)
        answer.raise_for_status()
        for family in text_string_to_metric_families(answer.text):
            names.add(family.name)
            names |= {family.name + end for end in SUFFIXES.get(family.type, ())}
    return names


@pytest.mark.parametrize("name", named(alert_expressions()))
def test_a_series_that_an_alert_watches_is_shown_by_a_service(shown, name):
    assert name in shown


@pytest.mark.parametrize("name", named(dashboard_expressions()))
def test_a_series_that_the_dashboard_draws_is_shown_by_a_service(shown, name):
    assert name in shown


def test_a_series_that_no_service_has_would_be_noticed(shown):
    assert "minqing_petitions_lost" not in shown
