"""An agency with neighbours in a cluster has what it has in compose, and no more."""

import stat
from pathlib import Path, PurePosixPath

import pytest
import yaml

from routing.adapters.agencies.link.definitions import Place, broker_conf

pytestmark = pytest.mark.unit

HOUSE = Path(__file__).parents[3]
HERE = HOUSE / "deploy" / "kubernetes"
COMPONENT = HERE / "components" / "neighbours"
MORE = yaml.safe_load((HOUSE / "deploy/compose/agencies.yml").read_text("utf-8"))
TLS = PurePosixPath("/etc/rabbitmq/agencies")


def read(file):
    return list(yaml.safe_load_all(file.read_text("utf-8")))


PARTS = {
    (part["kind"], part["metadata"]["name"]): part
    for file in COMPONENT.glob("*.yaml")
    for part in read(file)
    if "metadata" in part
}
(BROKER,) = (part["spec"] for part in read(COMPONENT / "broker.yaml") if "spec" in part)


def pod(part):
    return part["spec"]["template"]["spec"]


@pytest.mark.parametrize(
    ("kind", "name", "there"),
    [
        ("Deployment", "routing", "routing"),
        ("Deployment", "intake", "intake"),
        ("Job", "agency-broker", "agency-broker"),
    ],
)
def test_each_is_told_what_compose_tells_it(kind, name, there):
    (container,) = pod(PARTS[kind, name])["containers"]
    told = {each["name"] for each in container["env"]} - {"ADMIN", "ADMIN_PASSWORD"}
    assert told == set(MORE["services"][there]["environment"])
    assert container.get("args") == MORE["services"][there].get("command")


def test_one_process_alone_gets_each_key():
    held = {
        volume["secret"]["secretName"]: name
        for (_, name), part in PARTS.items()
        if "template" in part.get("spec", {})
        for volume in pod(part)["volumes"]
        if "secret" in volume
    }
    assert held == {"agency-key": "routing", "agency-pairs": "intake"}


def test_the_broker_is_the_bases_with_the_lines_that_let_neighbours_in():
    (base,) = (
        each["spec"]
        for each in read(HERE / "base" / "broker.yaml")
        if each["kind"] == "RabbitmqCluster"
    )
    conf = broker_conf("0.0.0.0:5671", Place(tls=TLS))
    usual = base["rabbitmq"]["additionalConfig"]
    assert BROKER["rabbitmq"]["additionalConfig"] == usual + conf
    node = BROKER["override"]["statefulSet"]["spec"]["template"]["spec"]
    (container,) = node["containers"]
    assert [each["mountPath"] for each in container["volumeMounts"]] == [str(TLS)]
    plugins = (HOUSE / "deploy/compose/agencies.plugins").read_text("ascii")
    wanted = set(plugins.strip("[].\n").split(",")) - {"rabbitmq_management"}
    assert set(base["rabbitmq"]["additionalPlugins"]) == wanted


def test_neighbours_come_by_one_port_and_that_is_open():
    (port,) = PARTS["Service", "neighbours"]["spec"]["ports"]
    assert port["port"] == 5671
    open_ways = PARTS["NetworkPolicy", "neighbours"]["spec"]
    for way in ("ingress", "egress"):
        assert open_ways[way] == [{"ports": [{"port": 5671}]}]


def test_the_directory_names_every_agency():
    folder = HOUSE / "deploy" / "agencies"
    (made,) = read(folder / "kustomization.yaml")[0]["configMapGenerator"]
    assert made["name"] == "agencies"
    assert made["files"] == sorted(each.name for each in folder.glob("*.yml"))


def test_all_files_are_named_and_what_makes_the_keys_can_be_run():
    told = yaml.safe_load((COMPONENT / "kustomization.yaml").read_text("utf-8"))
    files = {*told["resources"], *(each["path"] for each in told["patches"])}
    assert files == {each.name for each in COMPONENT.glob("*.yaml")} - {
        "kustomization.yaml"
    }
    assert (HERE / "neighbours.sh").stat().st_mode & stat.S_IXUSR
