"""What runs in a cluster is what runs in compose: every service, and no more."""

import runpy
import stat
from pathlib import Path

import pytest
import yaml

from minqing_contracts.topology import SUBSCRIPTIONS
from minqing_local.environment import SERVICES

pytestmark = pytest.mark.unit

HOUSE = Path(__file__).parents[3]
HERE = HOUSE / "deploy" / "kubernetes"
BASE = HERE / "base"
COMPOSE = yaml.safe_load((HOUSE / "docker-compose.yml").read_text("utf-8"))["services"]
PARTS = {
    (part["kind"], part["metadata"]["name"]): part
    for file in BASE.glob("*.yaml")
    for part in yaml.safe_load_all(file.read_text("utf-8"))
    if "metadata" in part
}
KUSTOMIZATION = yaml.safe_load((BASE / "kustomization.yaml").read_text("utf-8"))
SHARED = yaml.safe_load((BASE / "patches" / "service.yaml").read_text("utf-8"))
JOBS = yaml.safe_load((BASE / "patches" / "job.yaml").read_text("utf-8"))
ELSEWHERE = {"POLICY", "MAIL_OUT_DIR", "SMTP_URL"}
"""POLICY names a file here, and mail goes by SMTP: no volume is shared between pods."""


def pod(part):
    return part["spec"]["template"]["spec"]


def container(part):
    (only,) = pod(part)["containers"]
    return only


def workloads():
    return [part for (kind, _), part in PARTS.items() if kind in ("Deployment", "Job")]


def names(part):
    return {each["name"] for each in container(part)["env"]}


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize(("kind", "prefix"), [("Deployment", ""), ("Job", "migrate-")])
def test_a_service_is_told_and_runs_what_it_is_and_does_in_compose(
    service, kind, prefix
):
    part, there = PARTS[kind, prefix + service], COMPOSE[prefix + service]
    assert names(part) - ELSEWHERE == set(there["environment"]) - ELSEWHERE
    told = container(part)
    assert told["args"] == there["command"]
    assert told["image"] == there["image"].partition(":")[0]
    mounted = {each["mountPath"].rpartition("/")[2] for each in told["volumeMounts"]}
    secrets = {name.partition("-")[0] for name in there["secrets"]}
    assert secrets <= {name.partition("-")[0] for name in mounted}
    assert ("jwt-private" in mounted) == ("jwt-private" in there["secrets"])


def test_the_brokers_rights_are_set_by_the_command_that_compose_runs():
    part, there = PARTS["Job", "broker-rights"], COMPOSE["broker-rights"]
    assert container(part)["args"][:3] == there["command"]
    assert names(part) == set(there["environment"]) | {"ADMIN", "ADMIN_PASSWORD"}


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_a_door_a_budget_scaling_and_a_database(service):
    labels = PARTS["Deployment", service]["spec"]["selector"]["matchLabels"]
    assert PARTS["Service", service]["spec"]["selector"] == labels
    budget = PARTS["PodDisruptionBudget", service]["spec"]
    assert budget["selector"]["matchLabels"] == labels
    scaled = PARTS["ScaledObject", service]["spec"]
    assert scaled["scaleTargetRef"] == {"name": service}
    assert scaled["minReplicaCount"] == 2
    assert scaled["triggers"][0]["metadata"]["queueName"] == f"{service}.inbox"
    assert service in SUBSCRIPTIONS
    assert PARTS["TriggerAuthentication", service]["spec"]["secretTargetRef"] == [
        {"parameter": "host", "name": f"{service}-broker", "key": "uri"}
    ]
    made = PARTS["Cluster", f"{service}-database"]["spec"]["bootstrap"]["initdb"]
    assert made == {"database": service, "owner": service}


def test_every_process_is_probed_at_doors_that_there_are():
    told = container(SHARED)
    for probe, path in (
        ("startup", "live"),
        ("liveness", "live"),
        ("readiness", "ready"),
    ):
        assert told[f"{probe}Probe"]["httpGet"]["path"] == f"/health/{path}"
    assert told["ports"] == [{"name": "http", "containerPort": 8000}]
    limit = pod(SHARED)["terminationGracePeriodSeconds"]
    assert limit > 30, "a batch in hand is finished first"


@pytest.mark.parametrize("shared", [SHARED, JOBS], ids=["service", "job"])
def test_nothing_runs_as_root_writes_its_image_or_gains_rights(shared):
    assert pod(shared)["securityContext"]["runAsNonRoot"] is True
    assert pod(shared)["automountServiceAccountToken"] is False
    told = container(shared)
    assert told["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert set(told["resources"]["requests"]) == {"cpu", "memory"}
    assert "memory" in told["resources"]["limits"]


def test_what_is_shared_reaches_every_process_of_ours():
    targets = {
        each["target"]["kind"]: each["path"] for each in KUSTOMIZATION["patches"]
    }
    assert targets["Deployment"] == "patches/service.yaml"
    assert targets["Job"] == "patches/job.yaml"
    for part in workloads():
        assert container(part)["name"] == "service"
    images = {each["name"] for each in KUSTOMIZATION["images"]}
    assert images == {container(part)["image"] for part in workloads()}


def test_all_files_are_named():
    files = {file.name for file in BASE.glob("*.yaml")} - {"kustomization.yaml"}
    assert files == {each for each in KUSTOMIZATION["resources"] if "/" not in each}
    rules = yaml.safe_load((HOUSE / "deploy/policies/kustomization.yaml").read_text())
    made = {each["name"]: set(each["files"]) for each in rules["configMapGenerator"]}
    policies = {file.name for file in (HOUSE / "deploy" / "policies").glob("*.yml")}
    assert made["policies"] == policies


def test_secrets_are_named_and_never_written():
    script = (HERE / "secrets.sh").read_text("utf-8")
    assert not [kind for kind, _ in PARTS if kind == "Secret"]
    for part in workloads():
        (name,) = {part["metadata"]["name"].removeprefix("migrate-")}
        for each in container(part)["env"]:
            told = each.get("valueFrom", {}).get("secretKeyRef")
            if told and name in SERVICES:
                assert told["name"] in (f"{name}-broker", f"{name}-database-app")
        for volume in pod(part)["volumes"]:
            secret = volume.get("secret", {}).get("secretName", "")
            assert secret in ("", "jwt-public", "jwt-private", f"sealing-{name}")
            assert secret.partition("-")[0] in script
    assert (HERE / "secrets.sh").stat().st_mode & stat.S_IXUSR


def test_what_an_agency_may_say_stands_in_one_place():
    said = set(PARTS["ConfigMap", "agency"]["data"])
    asked = {
        each["valueFrom"]["configMapKeyRef"]["key"]
        for part in workloads()
        for each in container(part)["env"]
        if "configMapKeyRef" in each.get("valueFrom", {})
    }
    assert asked == said


def test_prometheus_watches_every_service_by_the_rules_of_compose():
    watched = PARTS["ServiceMonitor", "minqing"]["spec"]
    label = watched["selector"]["matchLabels"].items()
    for service in SERVICES:
        assert label <= PARTS["Service", service]["metadata"]["labels"].items()
    assert {"targetLabel": "job", "replacement": "minqing"} in watched["endpoints"][0][
        "relabelings"
    ]
    written = runpy.run_path(str(HERE / "alerts.py"))["written"]()
    assert (BASE / "alerts.yaml").read_text("utf-8") == written


def test_the_network_is_shut_and_only_what_is_named_is_open():
    shut = PARTS["NetworkPolicy", "shut"]["spec"]
    assert shut == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    for service in SERVICES:
        (way,) = PARTS["NetworkPolicy", f"{service}-to-database"]["spec"]["egress"]
        labels = way["to"][0]["podSelector"]["matchLabels"]
        assert labels == {"cnpg.io/cluster": f"{service}-database"}


def test_the_broker_is_three_nodes_that_lose_nothing_when_they_part():
    broker = PARTS["RabbitmqCluster", "broker"]["spec"]
    assert broker["replicas"] == 3
    conf = broker["rabbitmq"]["additionalConfig"]
    assert "cluster_partition_handling = pause_minority" in conf
    assert broker["image"].startswith("rabbitmq:")
