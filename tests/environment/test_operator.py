"""What the person at the keyboard chooses and reads."""

import json
import os
import socket
import stat
import subprocess
import sys
from dataclasses import fields
from importlib import import_module

import pytest

from minqing_local import operator_desk, run_lock, screen, tools
from minqing_local.choices import DEFAULT_PORTS, Choices
from minqing_local.environment import FILES_PASSED_ON, PASSED_ON, SERVICES
from minqing_local.keys import keys_in
from minqing_local.log_view import LogView, readable
from minqing_local.ports import free_port
from minqing_local.premises import Premises
from minqing_local.refusal import Refusal
from minqing_local.secret_files import password_in, write_secret

pytestmark = [pytest.mark.unit, pytest.mark.environment]


def test_without_choices_everything_has_its_usual_place():
    choices = Choices.from_environ({})
    assert choices.ports == DEFAULT_PORTS
    assert choices.agency == "demo"
    assert choices.demo
    assert choices.residents == 10_504
    assert choices.folder.name == ".run"


def test_a_taken_port_is_named_with_the_variable_that_moves_it():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        choices = Choices.from_environ({"INTAKE_PORT": str(port)})
        with pytest.raises(Refusal, match=rf"Port {port}.*intake.*INTAKE_PORT="):
            choices.claim_ports()


@pytest.mark.parametrize("wrong", ["x", "-1", "20001"])
def test_a_size_of_the_demos_community_that_is_none_is_refused(wrong):
    with pytest.raises(Refusal, match="MINQING_RESIDENTS"):
        Choices.from_environ({"MINQING_RESIDENTS": wrong})


@pytest.mark.parametrize("wrong", ["x", "0", "65536", "-1", "80 "])
def test_a_port_that_is_none_is_refused(wrong):
    with pytest.raises(Refusal, match="BROKER_PORT"):
        Choices.from_environ({"BROKER_PORT": wrong})


def test_parts_that_the_operator_brings_claim_no_port():
    urls = {f"DATABASE_URL_{s.upper()}": f"postgresql://h/{s}" for s in SERVICES}
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        taken = {"BROKER_PORT": port, "POSTGRES_PORT": port}
        own = {"AMQP_URI": "amqp://h"} | urls
        free = {f"{s.upper()}_PORT": str(free_port()) for s in SERVICES}
        Choices.from_environ(taken | own | free).claim_ports()


def test_only_the_registry_learns_where_the_signing_key_is(tmp_path):
    premises = Premises(
        tmp_path,
        amqp_uri="amqp://b",
        database_urls={s: f"postgresql://h/{s}" for s in SERVICES},
    )
    told = {s: premises.environ(s) for s in SERVICES}
    assert [s for s in SERVICES if "JWT_PRIVATE_KEY_FILE" in told[s]] == ["registry"]
    for service in SERVICES:
        urls = [name for name in told[service] if name.startswith("DATABASE_URL_")]
        assert urls == [f"DATABASE_URL_{service.upper()}"]


def test_what_the_operator_has_in_his_shell_does_not_leak_into_services(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    premises = Premises(
        tmp_path, amqp_uri="amqp://b", database_urls={"intake": "postgresql://h/i"}
    )
    environ = premises.environ("intake")
    assert "AWS_SECRET_ACCESS_KEY" not in environ
    assert environ["LOG_LEVEL"] == "DEBUG"


def test_keys_and_passwords_are_made_once_and_only_their_owner_reads_them(tmp_path):
    keys = keys_in(tmp_path / "keys")
    before = [file.read_text() for file in (keys.jwt_private, keys.sealing)]
    assert keys_in(tmp_path / "keys") == keys
    assert [file.read_text() for file in (keys.jwt_private, keys.sealing)] == before
    assert password_in(tmp_path / "p") == password_in(tmp_path / "p")
    for file in (keys.jwt_private, keys.jwt_public, keys.sealing, tmp_path / "p"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_secret_file_that_was_open_to_others_is_closed(tmp_path):
    file = tmp_path / "endpoints.json"
    file.write_text("{}")
    file.chmod(0o644)
    write_secret(file, "new")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text() == "new"


def test_one_folder_holds_one_agency(tmp_path):
    held = "import sys; from pathlib import Path; from minqing_local import run_lock\n"
    held += "with run_lock.held(Path(sys.argv[1])): print('held', flush=True); input()"
    other = subprocess.Popen(
        [sys.executable, "-c", held, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with other:
        assert other.stdout is not None
        other.stdout.readline()
        assert run_lock.holder(tmp_path) == other.pid
        with pytest.raises(Refusal, match=str(other.pid)), run_lock.held(tmp_path):
            pass
        assert run_lock.stop(tmp_path, timeout=10)
    assert run_lock.holder(tmp_path) is None
    assert not run_lock.stop(tmp_path)
    with run_lock.held(tmp_path) as left_behind:
        assert left_behind
    with run_lock.held(tmp_path) as left_behind:
        assert not left_behind


@pytest.fixture
def running(tmp_path):
    """A process that holds the folder, as `make run` does, and how it was started."""
    script = "import sys; from pathlib import Path; from minqing_local import run_lock"
    script += "\nwith run_lock.held(Path(sys.argv[1])): print(1, flush=True); input()"
    started = {"AGENCY": "jinquan", "INTAKE_PORT": "18102", "AMQP_URI": "amqp://theirs"}
    started |= {f"DATABASE_URL_{s.upper()}": f"postgresql://h/{s}" for s in SERVICES}
    started |= {"PATH": os.environ["PATH"], "MAIL_FROM": "12345@jinquan.example"}
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        env=started,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        process.stdout.readline()
        yield tmp_path
        process.kill()


def test_a_command_has_the_environment_that_the_running_agency_was_started_with(
    running, monkeypatch
):
    monkeypatch.setenv("AGENCY", "another")
    monkeypatch.setenv("INTAKE_PORT", "19999")
    told = operator_desk.environ_of_running(running, "intake")
    assert told["AGENCY"] == "jinquan"
    assert told["HTTP_ADDRESS"] == "127.0.0.1:18102"
    assert told["AMQP_URI"] == "amqp://theirs"
    assert told["DATABASE_URL_INTAKE"] == "postgresql://h/intake"
    assert told["MAIL_FROM"] == "12345@jinquan.example"
    assert told["MINQING_CLOCK_FILE"] == str(running / "clock.json")
    assert "DATABASE_URL_ROUTING" not in told


def test_a_command_of_an_agency_that_does_not_run_says_so_in_one_sentence(tmp_path):
    choices = Choices.from_environ({"MINQING_RUN_DIR": str(tmp_path)})
    with pytest.raises(Refusal, match=r"No agency runs in .*make run"):
        operator_desk.run_command(choices, ["intake", "trace", "MQ-2603-0003476"])


@pytest.mark.parametrize("words", [[], ["postgres", "list"]])
def test_a_command_of_no_service_names_those_there_are(tmp_path, words):
    choices = Choices.from_environ({"MINQING_RUN_DIR": str(tmp_path)})
    with pytest.raises(Refusal, match=r"registry, intake, routing, notify.*make cli"):
        operator_desk.run_command(choices, words)


def test_where_nobody_says_how_wide_the_screen_is_the_tables_have_room(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    assert screen.console().width == 120
    monkeypatch.setenv("COLUMNS", "97")
    assert screen.console().width == 97


def test_json_log_lines_become_readable():
    entry = {
        "time": "2026-03-02T12:34:56.789+00:00",
        "level": "WARNING",
        "service": "routing",
        "logger": "x",
        "message": "案件超期",
        "correlation_id": "c",
        "case_id": "A-28",
        "exc_info": "Traceback",
    }
    text = readable("routing", json.dumps(entry)).plain
    assert text == "12:34:56 routing  WARNING 案件超期  case_id=A-28\nTraceback"


@pytest.mark.parametrize("line", ["plain words", '"a string"', "{half", "17"])
def test_a_line_that_is_no_json_object_is_shown_as_it_is(line):
    assert readable("intake", line).plain == f"intake   {line}"


def test_only_what_was_added_is_shown_and_half_lines_wait(tmp_path):
    log = tmp_path / "a.log"
    log.write_text("old\n")
    view = LogView({"intake": log, "notify": tmp_path / "not-there.log"})
    with log.open("a") as out:
        out.write("one\ntwo\nhal")
        out.flush()
        assert [t.plain.split()[1] for t in view.new_lines()] == ["one", "two"]
        assert list(view.new_lines()) == []
        out.write("f\n")
        out.flush()
        assert [t.plain.split()[1] for t in view.new_lines()] == ["half"]
    log.write_text("new\n")
    assert [t.plain.split()[1] for t in view.new_lines()] == ["new"]


# -- installing RabbitMQ, on a machine played by small programs --------------------


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine without RabbitMQ whose apt-get writes down what it is asked."""
    programs = tmp_path / "bin"
    programs.mkdir()
    rabbit = tmp_path / "rabbit"
    policy = tmp_path / "policy-rc.d"
    _program(
        programs / "apt-get",
        f"echo $* >> {tmp_path}/asked\n"
        f"[ $1 = update ] && exit 0\n"
        f"[ -e {tmp_path}/broken ] && echo 'E: no network' >&2 && exit 100\n"
        f"cp {policy} {tmp_path}/policy-seen\n"
        f"mkdir {rabbit} && touch {rabbit}/rabbitmq-server",
    )
    _program(programs / "epmd", "exit 0")
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setattr(tools.broker, "PROGRAMS", rabbit)
    monkeypatch.setattr(tools, "POLICY", policy)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return tmp_path


def _program(file, script):
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def test_rabbitmq_is_installed_without_starting_the_systems_own_broker(machine):
    said = []
    tools.ensure(own_broker=True, say=said.append)
    assert "exit 101" in (machine / "policy-seen").read_text()
    assert not (machine / "policy-rc.d").exists()
    assert "rabbitmq-server" in (machine / "asked").read_text()
    assert len(said) == 1


def test_a_policy_of_the_machines_own_stays_as_it_is(machine):
    (machine / "policy-rc.d").write_text("theirs")
    tools.ensure(own_broker=True, say=lambda _: None)
    assert (machine / "policy-rc.d").read_text() == "theirs"


def test_what_is_installed_is_not_installed_again(machine):
    tools.ensure(own_broker=True, say=lambda _: None)
    (machine / "asked").unlink()
    tools.ensure(own_broker=True, say=lambda _: None)
    assert not (machine / "asked").exists()


def test_a_broker_of_the_operators_own_needs_no_installation(machine):
    tools.ensure(own_broker=False, say=lambda _: None)
    assert not (machine / "asked").exists()


def test_an_apt_that_fails_leaves_no_policy_and_gives_its_reason(machine):
    (machine / "broken").touch()
    with pytest.raises(Refusal, match=r"no network.*AMQP_URI"):
        tools.ensure(own_broker=True, say=lambda _: None)
    assert not (machine / "policy-rc.d").exists()


def test_without_root_one_sentence_says_what_to_do(machine, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    _program(machine / "bin" / "sudo", "exit 1")
    with pytest.raises(Refusal, match=r"needs root.*apt-get install rabbitmq-server"):
        tools.ensure(own_broker=True, say=lambda _: None)


def test_without_apt_one_sentence_says_what_to_do(machine, monkeypatch):
    only = {"setpriv": "/usr/bin/setpriv"}
    monkeypatch.setattr(tools.shutil, "which", lambda name, **_: only.get(name))
    with pytest.raises(Refusal, match="no apt"):
        tools.ensure(own_broker=True, say=lambda _: None)


def test_without_setpriv_one_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(tools.shutil, "which", lambda name, **_: None)
    with pytest.raises(Refusal, match="util-linux"):
        tools.ensure(own_broker=False, say=lambda _: None)


def test_commands_of_every_service_seal_with_that_services_own_key(tmp_path):
    nowhere = dict.fromkeys(SERVICES, "postgresql://h/x")
    premises = Premises(tmp_path, amqp_uri="amqp://theirs", database_urls=nowhere)
    told = premises.operator_environ()
    assert "SEALING_KEY_FILE" not in told
    assert "SEALING_KEY_FILE_ROUTING" not in told
    for service in ("registry", "intake", "notify", "portal"):
        own = premises.environ(service)["SEALING_KEY_FILE"]
        assert told[f"SEALING_KEY_FILE_{service.upper()}"] == own


@pytest.mark.parametrize("service", SERVICES)
def test_what_a_service_reads_the_operator_may_say_or_is_told_by_us(service, tmp_path):
    nowhere = dict.fromkeys(SERVICES, "postgresql://h/x")
    premises = Premises(tmp_path, amqp_uri="amqp://theirs", database_urls=nowhere)
    told = {*premises.environ(service), *PASSED_ON, *FILES_PASSED_ON}
    of_neighbours = {"AGENCIES_DIR", "AGENCY_ID", "AGENCY_KEY_FILE", "AGENCY_DESKS"}
    ours = {"SEALING_KEY_FILE", "MINQING_CLOCK_FILE", "CERTIFICATE_FILES"}
    own = service.upper()
    missed = [
        each.metadata["name"]
        for each in fields(import_module(f"{service}.settings").Settings)
        if "name" in each.metadata
        and not {
            each.metadata["name"].format(SERVICE=own),
            f"{each.metadata['name']}_{own}",
        }
        & (told | ours | of_neighbours)
    ]
    assert missed == []
