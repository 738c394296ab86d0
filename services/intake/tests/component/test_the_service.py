"""Intake, whole, as a process of its own, between a real broker and a real database."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from kombu import Connection

from minqing_chassis.database import Database
from minqing_chassis.http.conformance import FURTHER, check_conformance
from minqing_chassis.publisher import Outgoing, Publisher
from minqing_chassis.rpc import RpcClient, RpcUnavailable
from minqing_chassis.topology import EVENTS, declare
from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import read_envelope, read_event, to_wire
from minqing_contracts.registry import OrganisationRecordedV1
from minqing_contracts.routing import (
    CaseAssignedV1,
    CaseClosedV1,
    CaseResolvedV1,
    CaseStartedV1,
)
from minqing_contracts.topology import SUBSCRIPTIONS
from minqing_kernel.messages import Cause
from minqing_local.broker_desk import BrokerDesk
from minqing_local.environment import Surroundings, service_environ
from minqing_local.keys import keys_in
from minqing_local.ports import free_port
from minqing_local.service_process import ServiceProcess
from minqing_local.waiting import wait_until
from services.intake.tests.builders import COMMUNITY, DAY, NOON, STREET
from services.intake.tests.component.running_intake import PETITION, Running, outgoing

pytestmark = [pytest.mark.component, pytest.mark.slow]

CATEGORIES = Path(__file__).parents[2] / "categories" / "default.yml"
PERSONAL = ("周小某", "13800008000", "138 0000 8000")


@pytest.fixture(scope="module")
def running(postgres, broker_node, tmp_path_factory) -> Iterator[Running]:
    folder: Path = tmp_path_factory.mktemp("intake")
    desk = BrokerDesk(broker_node)
    vhost, database, port = desk.new_vhost(), postgres.database("intake"), free_port()
    keys = keys_in(folder / "keys")
    around = Surroundings(
        agency="test",
        amqp_uri=vhost,
        database_urls={"intake": database},
        http_ports={"intake": port},
        keys=keys,
        mail_folder=folder / "mail",
        extra={"LOG_LEVEL": "DEBUG"},
    )
    environ = service_environ("intake", around)
    url = f"http://127.0.0.1:{port}"
    process = ServiceProcess("intake", url, environ, folder / "log", folder)
    opened = Database(database, pool_size=1)
    with Connection(vhost) as connection:
        declare(connection, SUBSCRIPTIONS)
    running = Running(process, environ, keys, opened, Publisher(vhost))
    process.launch()
    try:
        loaded = running.cli("categories", "load", str(CATEGORIES))
        assert loaded.returncode == 0, loaded.stderr
        process.wait_until_ready()
        running.tell(_organisation(STREET, None), _organisation(COMMUNITY, STREET))
        wait_until(lambda: running.count("organisations") == 2, "organisations", 20)
        yield running
    finally:
        process.stop()
        running.publisher.drop()
        opened.close()
        postgres.give_back(database)
        desk.drop_vhost(vhost)


def _organisation(organisation_id: str, parent: str | None) -> OrganisationRecordedV1:
    return OrganisationRecordedV1(
        organisation_id=organisation_id,
        revision=1,
        name="金科苑社区",
        kind="community",
        parent_id=parent,
        division_code=organisation_id,
        desk_address=None,
        active=True,
    )


def a_case(submitted: dict) -> list[Event]:
    shared = {
        "petition_id": UUID(submitted["petition_id"]),
        "receipt": submitted["receipt"],
        "organisation_id": COMMUNITY,
        "reachable": True,
    }
    return [
        CaseAssignedV1(
            **shared,
            revision=1,
            handler_id=None,
            due_at=NOON + 60 * DAY,
            rule="r",
            why="w",
            assigned_at=NOON,
        ),
        CaseStartedV1(**shared, revision=2, started_at=NOON + DAY),
        CaseResolvedV1(
            **shared,
            revision=3,
            outcome="resolved",
            reply="38盏路灯已修好。",
            resolved_at=NOON + 5 * DAY,
        ),
        CaseClosedV1(**shared, revision=4, closed_at=NOON + 9 * DAY),
    ]


def test_a_petition_is_heard_by_routing_with_its_story(running):
    story = str(uuid4())
    result = running.call(
        "POST", "/v1/petitions", json=PETITION, headers={"X-Correlation-Id": story}
    )
    submitted = result.json()
    wait_until(lambda: running.count("outbox") == 0, "the outbox to be empty", 20)
    with Connection(running.environ["AMQP_URI"]) as broker:
        channel = broker.channel()
        messages = []
        while message := channel.basic_get("routing.inbox", no_ack=True):
            messages.append(message)
    mine = [m for m in messages if submitted["petition_id"] in str(m.body)]
    assert len(mine) == 1
    envelope = read_envelope(mine[0].headers)
    assert envelope.source == "test/intake"
    assert str(envelope.cause.correlation_id) == story
    event = read_event(envelope, mine[0].body)
    assert (event.receipt, event.revision) == (submitted["receipt"], 1)
    for word in PERSONAL:
        assert word not in str(mine[0].body)


def test_what_routing_tells_reaches_the_petitioner_in_any_order_and_twice(running):
    submitted = running.submit()
    for event in reversed(a_case(submitted)):
        running.tell(event, times=2)
    wait_until(lambda: running.track(submitted)["state"] == "closed", "closed", 20)
    wait_until(lambda: len(running.track(submitted)["timeline"]) == 6, "all steps", 20)
    told = running.track(submitted)
    assert told["reply"]["text"] == "38盏路灯已修好。"
    assert told["deadline"] is None
    assert told["unit"]["name"] == "金科苑社区"


def test_poison_goes_to_the_dead_letters_and_stops_nothing(running):
    submitted = running.submit()
    [assigned, *_] = a_case(submitted)
    good = to_wire(
        assigned,
        message_id=uuid4(),
        source="test/routing",
        occurred_at=NOON,
        cause=Cause(correlation_id=uuid4()),
    )
    headers = good.headers | {"cloudEvents:id": str(uuid4())}
    before = running.count("dead_letters")
    running.publisher.publish(
        [
            Outgoing(
                message_id=uuid4(),
                exchange=EVENTS.name,
                routing_key=good.routing_key,
                headers=headers,
                body='{"petition_id": "nonsense"}',
            ),
            outgoing(good),
        ]
    )
    wait_until(lambda: running.track(submitted)["state"] == "assigned", "assigned", 20)
    wait_until(lambda: running.count("dead_letters") == before + 1, "the dead", 20)
    listed = running.cli("dead", "list")
    assert listed.returncode == 0, listed.stderr
    assert "petition_id" in listed.stdout


def test_other_services_ask_by_rpc(running):
    submitted = running.submit()
    petition_id = submitted["petition_id"]
    client = RpcClient("intake", running.environ["AMQP_URI"])
    try:
        assert client.call("find", receipt=submitted["receipt"]) == petition_id
        [step] = client.call("timeline", petition_id=petition_id)
        assert (step["step"], step["service"]) == ("accepted", "intake")
        found = client.call(
            "contacts", petition_ids=[petition_id, str(uuid4())], purpose="notice"
        )
        assert found == {
            petition_id: {
                "name": "周小某",
                "telephone": "13800008000",
                "email": "",
                "address": "",
                "tracking_code": submitted["tracking_code"],
            }
        }
        code = submitted["tracking_code"]
        opened = partial(client.call, "opened", receipt=submitted["receipt"])
        assert opened(code=code) == {"petition_id": petition_id, "wait": False}
        assert opened(code="0000-0000") == {"petition_id": None, "wait": False}
        names = client.call("category_names")
        assert all(set(each) == {"zh-CN", "zh-TW", "en"} for each in names.values())
        assert names
        days = client.call("category_days")
        assert days.keys() == names.keys()
        assert {len(each) for each in days.values()} == {2}
        with pytest.raises(RpcUnavailable):
            client.call("find", receipt="MQ-2611-0000000")
        with pytest.raises(RpcUnavailable):
            client.call("contacts", petition_ids=[petition_id], purpose="curiosity")
    finally:
        client.close()
    rows = running.database.rows(
        "select actor, purpose from access_log where subject = :id", id=petition_id
    )
    assert [tuple(row.values()) for row in rows] == [("rpc:notice", "notice")]


def test_one_petition_is_traced_by_its_number(running):
    submitted = running.submit()
    done = running.cli("trace", submitted["receipt"])
    assert done.returncode == 0, done.stderr
    assert "accepted" in done.stdout
    assert "routing did not answer" in done.stdout


def test_an_import_in_another_process_is_told_by_this_one(running, tmp_path):
    mapping = Path(__file__).parents[2] / "mappings" / "official-replies.yml"
    row = {
        "留言编号": "1",
        "留言主题": "路灯",
        "留言时间": "2020/1/6 12:09:38",
        "留言详情": "路灯不亮",
        "答复时间": "2020/1/9 12:09:38",
        "答复意见": "已修好",
    }
    file = tmp_path / "old.jsonl"
    file.write_text(json.dumps(row, ensure_ascii=False) + "\n{broken\n", "utf-8")
    command = ("import", str(file), "--mapping", str(mapping), "--quiet")
    running.heard_by("routing")
    done = [running.cli(*command) for _ in range(2)]
    assert done[0].stdout == "imported 1, there before 0, faulty 1\n", done[0].stderr
    assert done[1].stdout == "imported 0, there before 1, faulty 1\n"
    wait_until(lambda: running.count("outbox") == 0, "the outbox to be empty", 20)
    heard = running.heard_by("routing")
    old = [each for each in heard if getattr(each, "from_archive", False)]
    assert [each.external_ref for each in old] == ["1"]


def test_operations_see_it(running):
    running.submit()

    def told() -> str:
        return running.call("GET", "/metrics").text

    assert "minqing_http_request_seconds_count{" in told()
    wait_until(lambda: "minqing_petitions{" in told(), "the count of petitions", 20)
    assert running.call("GET", "/docs").status_code == 200
    assert running.call("GET", "/health/live").json() == {"status": "ok"}


def test_no_personal_data_reach_the_log(running):
    running.submit()
    log = running.process.log.read_text("utf-8")
    assert "/v1/petitions" in log
    for word in PERSONAL:
        assert word not in log


at_random = pytest.mark.skipif(FURTHER not in os.environ, reason="make conformance")


@pytest.mark.parametrize(
    ("role", "phases"),
    [("supervisor", ("coverage",)), pytest.param(None, ("fuzzing",), marks=at_random)],
)
def test_the_door_keeps_to_its_own_document(running, role, phases):
    running.submit()
    conformance = check_conformance(
        running.process.url,
        token=running.token(role) if role else None,
        examples=3,
        phases=phases,
        # what is well formed may still name no category or organisation of ours
        exclude_checks=("positive_data_acceptance",),
    )
    assert conformance.passed, conformance.report


def test_a_missing_setting_is_told_of_in_one_sentence(running):
    environ = {**running.environ, "SEALING_KEY_FILE": ""}
    done = subprocess.run(
        [sys.executable, "-m", "intake", "service"],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "SEALING_KEY_FILE is missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_stops_when_told_and_leaves_nothing_unsent(running):
    receipts = [running.submit()["receipt"] for _ in range(20)]
    running.process.stop()
    assert not running.process.alive
    assert len(set(receipts)) == 20
    assert running.count("outbox") == 0
    running.process.launch()
    running.process.wait_until_ready()
