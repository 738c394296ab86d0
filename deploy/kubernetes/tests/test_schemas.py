"""Every object of Kubernetes' own is one that Kubernetes takes, unknown fields refused.

Kustomize is not needed: what it would lay over each other is laid over each other here.
What is of operators (KEDA, RabbitMQ, CloudNativePG, Prometheus) has no schema here.
"""

from pathlib import Path

import kubernetes_validate
import pytest
import yaml

pytestmark = pytest.mark.unit

HERE = Path(__file__).parents[1]
BASE = HERE / "base"
COMPONENT = HERE / "components" / "neighbours"
VERSION = "1.37.0"
OPERATORS = (
    "keda.sh/",
    "rabbitmq.com/",
    "postgresql.cnpg.io/",
    "monitoring.coreos.com/",
    "kustomize.config.k8s.io/",
)


def read(*folders):
    files = [file for folder in folders for file in sorted(folder.glob("*.yaml"))]
    every = [part for file in files for part in yaml.safe_load_all(file.read_text())]
    return [e for e in every if not e["apiVersion"].startswith(OPERATORS)]


def laid(under, over):
    """Lay one object over another as a strategic merge does; lists go by name."""
    if isinstance(under, dict) and isinstance(over, dict):
        both = {key: laid(under[key], over[key]) for key in under.keys() & over.keys()}
        return under | over | both
    if isinstance(under, list) and all("name" in each for each in [*under, *over]):
        by_name = {each["name"]: each for each in under}
        for each in over:
            by_name[each["name"]] = laid(by_name.get(each["name"], {}), each)
        return list(by_name.values())
    return over


def whole():
    """Return every object of ours as it would be applied."""
    shared = {
        kind: yaml.safe_load((BASE / "patches" / f"{file}.yaml").read_text())
        for kind, file in (("Deployment", "service"), ("Job", "job"))
    }
    made = {}
    for part in read(BASE):
        over = shared.get(part["kind"], {}) | {"metadata": {}}
        made[part["kind"], part["metadata"]["name"]] = laid(part, over)
    for part in read(COMPONENT):
        key = part["kind"], part["metadata"]["name"]
        made[key] = laid(made[key], part) if key in made else part
    return made


PARTS = whole()


def test_kubernetes_takes_every_object():
    assert len(PARTS) > 50
    for part in PARTS.values():
        kubernetes_validate.validate(part, VERSION, strict=True)


def test_a_field_that_kubernetes_does_not_know_is_found():
    part = laid(PARTS["Deployment", "routing"], {"spec": {"replica": 2}})
    with pytest.raises(kubernetes_validate.ValidationError, match="replica"):
        kubernetes_validate.validate(part, VERSION, strict=True)


def test_what_is_laid_over_an_object_adds_to_its_lists_and_wins():
    (container,) = PARTS["Deployment", "routing"]["spec"]["template"]["spec"][
        "containers"
    ]
    names = [each["name"] for each in container["env"]]
    assert {"AMQP_URI", "AGENCY_ID"} <= set(names)
    assert container["readinessProbe"]
