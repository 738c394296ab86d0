"""Registry's operator commands and its messages, on a running service."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import requests
from kombu.connection import Connection

from minqing_chassis.rpc import RpcClient
from minqing_contracts.envelope import read_envelope, read_event
from minqing_contracts.registry import OrganisationRecordedV1, StaffRecordedV1
from minqing_local.ports import free_port
from minqing_local.waiting import wait_until
from services.registry.tests.builders import DISTRICT, STREET

pytestmark = [pytest.mark.component, pytest.mark.slow]

TOKEN = ("token", "--role", "clerk", "--sub", "x")


def test_a_file_loaded_twice_is_told_once(loaded):
    told = loaded.database.rows(
        "select subject, count(*) as n from timeline where subject ~ '^(o|s|g)'"
        " group by subject"
    )
    assert {row["n"] for row in told} == {1}
    assert len(told) == 7


def test_every_fact_reaches_those_who_hear_it(loaded):
    wait_until(loaded.outbox_is_empty, "the outbox to be empty", 20)
    with Connection(loaded.environ["AMQP_URI"]) as broker:
        channel = broker.channel()
        heard = []
        while message := channel.basic_get("routing.inbox", no_ack=True):
            heard.append((message.headers, message.body))
    events = [read_event(read_envelope(headers), body) for headers, body in heard]
    assert {type(event) for event in events} == {
        OrganisationRecordedV1,
        StaffRecordedV1,
    }
    for headers, body in heard:
        assert "王丽" not in json.dumps(headers, ensure_ascii=False) + str(body)


def test_the_timeline_is_told_by_rpc_and_by_command(loaded):
    client = RpcClient("registry", loaded.environ["AMQP_URI"])
    subject = f"organisation:{DISTRICT}"
    steps = client.call("timeline", subject=subject)
    client.close()
    assert [(step["service"], step["step"]) for step in steps] == [
        ("registry", "organisation-recorded")
    ]
    printed = loaded.cli("timeline", subject).stdout
    assert json.loads(printed)["correlation_id"] == steps[0]["correlation_id"]


def test_what_registry_does_not_hear_is_a_dead_letter_with_its_reason(loaded):
    with Connection(loaded.environ["AMQP_URI"]) as broker:
        broker.Producer().publish("{}", exchange="", routing_key="registry.inbox")
    open_letters = "select 1 from dead_letters where state = 'open'"
    wait_until(lambda: loaded.database.rows(open_letters), "a dead letter", 20)
    number = json.loads(loaded.cli("dead", "list").stdout)["id"]
    decided = loaded.cli(
        "dead", "discard", str(number), "--by", "li-na", "--reason", "stray"
    )
    assert decided.returncode == 0, decided.stderr
    shown = json.loads(loaded.cli("dead", "show", str(number)).stdout)
    assert [act["act"] for act in shown["acts"]] == ["discarded"]


def test_a_bad_file_is_refused_in_one_sentence(loaded, tmp_path):
    done = loaded.cli("load", str(tmp_path / "none.yml"))
    assert done.returncode == 1
    assert done.stderr.startswith("registry: none.yml cannot be read")
    assert "Traceback" not in done.stderr


def test_a_token_opens_the_door(loaded):
    asked = ("--role", "clerk", "--sub", "li-na", "--org", STREET, "--days", "2")
    token = loaded.cli("token", *asked).stdout.strip()
    assert loaded.call("GET", "/v1/staff", token).status_code == 200
    assert loaded.call("GET", "/v1/staff", token[:-4] + "AAAA").status_code == 401


def test_a_token_needs_the_issuers_key_and_a_sane_time(running):
    environ = {k: v for k, v in running.environ.items() if "JWT_PRIVATE" not in k}
    done = replace(running, environ=environ).cli(*TOKEN)
    assert (done.returncode, "JWT_PRIVATE_KEY_FILE" in done.stderr) == (1, True)
    assert running.cli("token", "--role", "ops", "--sub", "x", "--days", "0").returncode


def test_what_stands_in_the_way_is_said_in_one_sentence(running, tmp_path):
    no_key = tmp_path / "key.pem"
    no_key.write_text("no key")
    nowhere = f"postgresql://nobody@127.0.0.1:{free_port()}/none"
    for change, arguments, words in (
        ({"JWT_PRIVATE_KEY_FILE": str(no_key)}, TOKEN, "holds no Ed25519"),
        ({"DATABASE_URL_REGISTRY": nowhere}, ("timeline", "x"), "does not answer"),
        ({"DATABASE_URL_REGISTRY": ""}, ("timeline", "x"), "is missing"),
    ):
        done = replace(running, environ=running.environ | change).cli(*arguments)
        assert done.returncode == 1
        assert done.stderr.startswith("registry: ")
        assert words in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_a_command_is_a_process_that_ends_with_one_sentence(running):
    """Really begun: patched, loaded, asked, refused; the database's address is none."""
    command = [sys.executable, "-m", "registry", "cli", "timeline", "x"]
    nowhere = f"postgresql://nobody@127.0.0.1:{free_port()}/none"
    environ = running.environ | {"DATABASE_URL_REGISTRY": nowhere}
    done = subprocess.run(command, env=environ, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("registry: the database does not answer")
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_door_alone_serves_too(running, tmp_path):
    port = free_port()
    environ = running.environ | {"HTTP_ADDRESS": f"127.0.0.1:{port}"}
    log = (tmp_path / "log").open("w")
    command = [sys.executable, "-m", "registry", "http"]
    process = subprocess.Popen(command, env=environ, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}/health/ready"

    def ready() -> bool:
        try:
            return requests.get(url, timeout=30).ok
        except requests.RequestException:
            return False

    try:
        wait_until(ready, "the door", 30)
    finally:
        process.terminate()
        assert process.wait(20) == 0
        log.close()


def test_a_place_that_says_nothing_forgets_nothing_and_its_policy_is_checked(loaded):
    shipped = Path(__file__).parents[4] / "deploy/policies/jinquan.yml"
    checked = loaded.cli("policy", "check", str(shipped))
    assert "jinquan" in checked.stdout, checked.stderr
    shown = loaded.cli("policy", "show", str(shipped)).stdout
    assert "requests: 15 working days" in shown
    bare = {key: each for key, each in loaded.environ.items() if key != "POLICY_FILE"}
    for arguments in (["run"], ["run", "--dry-run"]):
        done = replace(loaded, environ=bare).cli("retention", *arguments)
        assert done.stdout == "no rule of retention is in force: nothing is forgotten\n"


def test_nothing_starts_with_a_file_of_sections_that_is_wrong(running, tmp_path):
    wrong = tmp_path / "sections.yml"
    wrong.write_text("sections: [{code: health}]\n", "utf-8")
    for act in ("http", "service"):
        command = [sys.executable, "-m", "registry", act]
        environ = running.environ | {"SECTIONS_FILE": str(wrong)}
        done = subprocess.run(command, env=environ, capture_output=True, text=True)
        assert done.returncode == 1
        assert "sections.yml" in done.stderr
