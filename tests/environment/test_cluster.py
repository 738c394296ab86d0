"""The three-node broker of `make cluster-faults`, as far as no node need run."""

import json

import pytest

from minqing_local.cluster import Cluster
from tests.faults.clustered import Row, blows, write

pytestmark = pytest.mark.unit


def test_three_nodes_know_each_other_and_share_one_secret(tmp_path):
    cluster = Cluster(tmp_path)
    for node in cluster.nodes:
        node.prepare()
    confs = {(node.folder / "rabbitmq.conf").read_text() for node in cluster.nodes}
    cookies = {
        (n.folder / "home" / ".erlang.cookie").read_text() for n in cluster.nodes
    }
    assert len(cookies) == 1
    assert len(confs) == 3
    for conf in confs:
        assert "cluster_partition_handling = pause_minority" in conf
        for number in range(3):
            assert f"minqing{number}@localhost" in conf
    addresses = cluster.uri.split(";")
    assert len({address.rpartition(":")[2] for address in addresses}) == 3
    assert len({node.password for node in cluster.nodes}) == 1
    assert cluster.named("minqing2@localhost") is cluster.nodes[2]


def test_a_new_row_takes_the_place_of_the_older_one_and_of_no_other(tmp_path):
    file = tmp_path / "run" / "agencies.json"
    file.parent.mkdir()
    older = [("link cut", 10), ("cluster: x", 1000), ("cluster: x", 10)]
    file.write_text(json.dumps([{"fault": f, "matters": n} for f, n in older]))
    row = Row("cluster: x", 10, 0, 0, 0, 0, 0, 1.5)
    write(file, [row])
    told = json.loads(file.read_text())
    assert [(each["fault"], each["matters"]) for each in told] == older
    assert told[2]["recovery_s"] == 1.5
    assert list(file.parent.iterdir()) == [file]
    assert row.is_clean
    assert not Row("cluster: x", 10, 0, 0, 0, 0, 1, 1.5).is_clean


def test_every_fault_of_a_cluster_says_whose_it_is():
    assert all(name.startswith("cluster: ") for name in blows(40))
