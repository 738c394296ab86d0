"""What a service can be told, compose, Kubernetes and the example all tell it."""

import re
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from minqing_local.environment import SERVICES

pytestmark = pytest.mark.unit

HOUSE = Path(__file__).parents[3]
COMPOSE = [HOUSE / "docker-compose.yml", HOUSE / "deploy/compose/agencies.yml"]
CLUSTER = HOUSE / "deploy" / "kubernetes"
NEVER = {
    "*": {"MINQING_CLOCK_FILE"},
    "routing": {"SEALING_KEY_FILE"},
    "portal": {"POLICY_FILE"},
}
"""Only tests move the clock; routing seals nothing; the portal knows no rules but
which days are worked."""
MADE = {"AGENCY_ID", "AGENCY_HOME"}
"""What deploy/compose/agencies.sh writes besides the example."""
IN_FILES = {"POLICY"}
"""Kubernetes has no folder of compose's: the policy's file is named there by two."""


def declared(service):
    """Return the names of all that a service reads from its environment."""
    own = fields(import_module(f"{service}.settings").Settings)
    names = {each.metadata["name"] for each in own if "name" in each.metadata}
    named = {each.replace("{SERVICE}", service.upper()) for each in names}
    return named - NEVER["*"] - NEVER.get(service, set())


def told_in_compose(service):
    parts = [yaml.safe_load(each.read_text("utf-8"))["services"] for each in COMPOSE]
    told = [each[service].get("environment", {}) for each in parts if service in each]
    return {name for each in told for name in each}


def told_in_a_cluster(service):
    files = [CLUSTER / "base" / f"{service}.yaml"]
    files += CLUSTER.glob(f"components/*/{service}.yaml")
    parts = [each for file in files for each in yaml.safe_load_all(file.read_text())]
    return {
        each["name"]
        for part in parts
        if part["kind"] == "Deployment"
        for each in part["spec"]["template"]["spec"]["containers"][0]["env"]
    } - IN_FILES


@pytest.mark.parametrize("service", SERVICES)
def test_whatever_a_service_reads_compose_tells_it_and_nothing_else(service):
    assert told_in_compose(service) == declared(service)


@pytest.mark.parametrize("service", SERVICES)
def test_whatever_a_service_reads_a_cluster_tells_it_and_nothing_else(service):
    elsewhere = {"MAIL_OUT_DIR"}  # letters as files would stay in one pod
    assert told_in_a_cluster(service) == declared(service) - elsewhere


def test_what_compose_asks_an_operator_stands_in_the_example():
    asked = set()
    for file in COMPOSE:
        asked |= set(re.findall(r"\$\{(\w+)", file.read_text("utf-8")))
    images = {each for each in asked if each.endswith("_IMAGE")} | {"MINQING_VERSION"}
    lines = (HOUSE / ".env.example").read_text("utf-8").splitlines()
    shown = {line.partition("=")[0] for line in lines if re.match(r"[A-Z0-9_]+=", line)}
    assert shown == asked - images - MADE


def test_what_a_cluster_asks_an_operator_is_what_compose_asks():
    files = [CLUSTER / "base/agency.yaml", *CLUSTER.glob("components/*/agency.yaml")]
    asked = {
        name
        for file in files
        for name in yaml.safe_load(file.read_text("utf-8"))["data"]
    }
    lines = (HOUSE / ".env.example").read_text("utf-8").splitlines()
    shown = {line.partition("=")[0] for line in lines if re.match(r"[A-Z0-9_]+=", line)}
    ports = {each for each in shown if each.endswith(("_PORT", "_PASSWORD"))}
    assert asked == shown - ports | {"AGENCY_ID"}
