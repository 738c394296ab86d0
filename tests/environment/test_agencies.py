"""Three agencies on one machine: their places, keys and order; nothing is started."""

import json
import re
import socket
from datetime import datetime
from itertools import chain
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from rich.console import Console

from intake.adapters.pair_keys import PairKeys
from minqing_kernel.working_time import CHINA, local_day
from minqing_local import (
    bringing_back,
    neighbourhood,
    operator_desk,
    run_agencies,
    run_lock,
)
from minqing_local.agency import Agency
from minqing_local.broker import Broker
from minqing_local.broker_place import BrokerExtras
from minqing_local.choices import Choices
from minqing_local.neighbourhood import TRIAL, Neighbourhood
from minqing_local.postgres import Postgres
from minqing_local.premises import Premises
from minqing_local.refusal import Refusal
from routing.adapters.agencies.files import load_agencies
from routing.entrypoints.main import main as routing

pytestmark = [pytest.mark.unit, pytest.mark.environment]

HOUSE = Path(__file__).parents[2]
IDS = [each.agency_id for each in TRIAL]
STREET, DISTRICT, BUREAU = IDS


@pytest.fixture
def place(tmp_path, monkeypatch, capsys):
    """The neighbourhood in a new folder; routing's commands run in this process."""

    def in_process(words, environ):
        capsys.readouterr()
        with monkeypatch.context() as patch:
            for name in ("AGENCY_ID", "AGENCIES_DIR", "BROKER_API_URL"):
                patch.setenv(name, environ.get(name, ""))
            routing(["cli", *words])
        return capsys.readouterr().out

    monkeypatch.setattr(neighbourhood, "_run", in_process)
    return Neighbourhood(tmp_path / "agencies")


def test_every_part_of_every_agency_has_a_port_of_its_own_as_the_page_says(place):
    ports = [port for port, _ in place.claims()]
    assert len(ports) == len(set(ports)) == 27
    page = (HOUSE / "docs" / "agencies.md").read_text("utf-8")
    rows = re.findall(
        r"^\| `(\S+)` \| (\d+) … (\d+) \| (\d+), (\d+) \| (\d+) \|$", page, re.M
    )
    assert [row[0] for row in rows] == IDS
    for name, *told in rows:
        of = place.ports(name)
        parts = ("registry", "portal", "broker", "tls", "postgres")
        assert [int(port) for port in told] == [of[part] for part in parts]


@pytest.mark.parametrize("given", ["x", "80", "65400"])
def test_a_first_port_that_leaves_no_room_is_refused(given, tmp_path):
    with pytest.raises(Refusal, match=f"AGENCIES_PORT={given}"):
        run_agencies.place_of(tmp_path, {"AGENCIES_PORT": given})


def test_all_three_read_one_directory_with_their_own_keys_and_addresses(place):
    place.prepare()
    directory = load_agencies(place.directory, local_day(datetime.now(CHINA)))
    assert {each.agency_id for each in directory} == set(IDS)
    for each in directory:
        assert each.broker == f"amqps://localhost:{place.ports(each.agency_id)['tls']}"
    before = [file.read_bytes() for file in sorted(place.folder.rglob("*.*"))]
    place.prepare()
    assert [file.read_bytes() for file in sorted(place.folder.rglob("*.*"))] == before


def test_agencies_in_networks_of_their_own_find_each_other_there(place):
    there = Neighbourhood(place.folder, addresses={STREET: "10.213.0.2"})
    there.prepare()
    directory = load_agencies(there.directory, local_day(datetime.now(CHINA)))
    told = {each.agency_id: each.broker for each in directory}
    assert told[STREET] == f"amqps://10.213.0.2:{there.ports(STREET)['tls']}"
    assert told[DISTRICT].startswith("amqps://localhost:")
    node = there.agency(STREET).broker
    node.prepare()
    conf = (node.folder / "rabbitmq.conf").read_text("utf-8")
    assert f"10.213.0.2:{there.ports(STREET)['tls']}" in conf


def test_an_agency_knows_itself_its_neighbours_and_not_the_brokers_other_door(
    place, monkeypatch
):
    monkeypatch.setattr(Postgres, "service_database", lambda _, name: f"db/{name}")
    place.prepare()
    agency = place.agency(STREET)
    assert place.agency(STREET) is agency
    environ = agency.environ("routing")
    assert environ["AGENCY"] == environ["AGENCY_ID"] == STREET
    assert environ["AGENCIES_DIR"] == str(place.directory)
    assert "PRIVATE" in Path(environ["AGENCY_KEY_FILE"]).read_text("ascii")
    assert "BROKER_API_URL" not in environ
    assert (
        f":{place.ports(STREET)['management']}"
        in (place.environ(STREET, "routing")["BROKER_API_URL"])
    )
    prefixes = {e: place.agency(e).environ("intake")["RECEIPT_PREFIX"] for e in IDS}
    assert len(set(prefixes.values())) == 3
    told = load_agencies(place.directory, local_day(datetime.now(CHINA)))
    assert {e.agency_id: e.receipts for e in told} == {
        agency_id: (prefix,) for agency_id, prefix in prefixes.items()
    }


def test_who_compares_with_whom_shares_a_key_that_stays(place, monkeypatch):
    monkeypatch.setattr(Postgres, "service_database", lambda _, name: f"db/{name}")
    place.prepare()

    def keys(agency_id):
        folder = Path(place.agency(agency_id).environ("intake")["PAIR_KEYS_DIR"])
        return {each.name: each.read_text("ascii") for each in folder.iterdir()}

    [mine] = keys(STREET).values()
    assert PairKeys.of_folder(Path(place.folder / STREET / "keys" / "pairs"))
    assert keys(DISTRICT) == {f"{STREET}.trial.key": mine}
    assert keys(BUREAU) == {}
    place.prepare()
    assert keys(STREET) == {f"{DISTRICT}.trial.key": mine}


def test_a_broker_has_the_plugins_and_lines_that_it_is_given(tmp_path):
    extras = BrokerExtras(("rabbitmq_shovel",), "listeners.ssl.1 = 127.0.0.1:1\n")
    node = Broker(tmp_path, management=True, extras=extras)
    node.prepare()
    plugins = (tmp_path / "enabled_plugins").read_text("utf-8")
    assert plugins == "[rabbitmq_management,rabbitmq_shovel]."
    assert "listeners.ssl.1 = 127.0.0.1:1\n" in (tmp_path / "rabbitmq.conf").read_text()


def test_a_taken_port_is_named_with_the_variable_that_moves_all(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        taken = Neighbourhood(tmp_path, 8100)
        taken.claims = lambda: [(port, "broker of x")]
        with pytest.raises(Refusal, match=rf"Port {port}.*broker of x.*AGENCIES_PORT="):
            run_agencies._claim(taken, patient=False)


STEPS = ("start_ground", "migrate", "start_services", "wait_until_ready")


def test_accounts_and_status_are_told_for_each_of_the_three(
    place, tmp_path, monkeypatch
):
    made = {"jn-petitions": {"role": "clerk", "password": "word-1"}}
    monkeypatch.setattr(run_agencies, "is_empty", lambda agency: False)
    monkeypatch.setattr(run_agencies, "demo_accounts", lambda agency: made)
    place.prepare()
    console = Console(record=True, width=120)
    console.print(run_agencies._accounts(place.agency(DISTRICT)))
    shown = console.export_text()
    assert f"{DISTRICT}: staff sign in at" in shown
    assert "word-1" in shown
    choices = Choices.from_environ({"MINQING_HOME": str(tmp_path)})
    monkeypatch.setattr(run_agencies, "folder_of", lambda _: place.folder)
    assert run_agencies.whatever_runs(choices) == []
    told = {"services": {"portal": {"http": "http://x", "pid": 7}}, "ground": {}}
    for each in IDS[:2]:
        home = place.folder / each
        home.mkdir(exist_ok=True)
        (home / run_agencies.ENDPOINTS).write_text(json.dumps(told), "utf-8")
    monkeypatch.setattr(run_lock, "holder", lambda _: 4711)
    tables = run_agencies.whatever_runs(choices)
    assert [each.title for each in tables] == [
        f"{each}, held by process 4711" for each in IDS[:2]
    ]


def test_the_broker_is_ready_for_its_neighbours_before_a_service_starts(tmp_path):
    done = []

    def does(what):
        return lambda *words, **_: done.append(
            " ".join([what, *map(str, words)]).strip()
        )

    agency = SimpleNamespace(
        folder=tmp_path,
        part=lambda _: SimpleNamespace(wait_until_ready=does("broker ready")),
        url=lambda _: "http://127.0.0.1:9",
        token=lambda *_, **__: "t",
        write_endpoints=does("write_endpoints"),
        **{name: does(name) for name in STEPS},
    )
    place = SimpleNamespace(agency=lambda _: agency, connect=does("connect"))
    choices = Choices.from_environ({"MINQING_DEMO": "no"})
    run_agencies._start(place, TRIAL[1], choices, Console(quiet=True))
    assert done[:-1] == [
        "start_ground",
        "migrate",
        "broker ready",
        f"connect {DISTRICT}",
        "start_services",
        "wait_until_ready",
    ]
    logins = json.loads((tmp_path / "demo-logins.json").read_text("utf-8"))
    assert logins["supervisor"] == {"subject": "jn-leader", "organisation": "510106"}


def test_what_each_loads_is_there_and_its_people_stand_in_it(tmp_path):
    """An account of nobody who is there signs in nowhere."""
    (tmp_path / "jinniu-housing.yml").touch()
    all_of_them = neighbourhood.households(tmp_path)
    for _, *words in chain(*map(run_agencies.content, all_of_them)):
        assert any(Path(word).is_file() for word in words)
    register = yaml.safe_load((run_agencies.DATA / "a-jinquan.yml").read_text("utf-8"))
    staff = {each["id"]: each["organisation"] for each in register["staff"]}
    for each in all_of_them:
        assert set(each.people.values()) <= staff.items()


def test_what_is_handed_to_a_department_is_its_own_peoples_work(tmp_path):
    for name in (*IDS, "jinniu-housing"):
        (tmp_path / f"{name}.yml").touch()
    place = Neighbourhood(tmp_path / "run", shipped=tmp_path)
    for household in place.households[2:]:
        *_, (_, _, _, file, *_) = run_agencies.content(household)
        (rule,) = yaml.safe_load(Path(file).read_text("utf-8"))["rules"]
        assert rule["category"] == "*"
        assert rule["organisation_id"] == household.people["handler"][1]


def test_commands_are_for_one_of_the_three_while_they_run(tmp_path, monkeypatch):
    choices = Choices.from_environ({"MINQING_RUN_DIR": str(tmp_path)})
    with pytest.raises(Refusal, match="make run-agencies"):
        run_agencies.run_command(choices, STREET, ["routing", "dead", "list"])
    monkeypatch.setattr(run_lock, "holder", lambda _: 1)
    for agency, words in (("nobody", ["routing"]), (STREET, [])):
        with pytest.raises(Refusal, match="Name one of jinquan-street"):
            run_agencies.run_command(choices, agency, words)


def test_a_fourth_agency_is_a_file_more_with_ports_and_people_of_its_own(tmp_path):
    for name in (*IDS, "jinniu-housing"):
        (tmp_path / f"{name}.yml").touch()
    place = Neighbourhood(tmp_path / "run", shipped=tmp_path)
    assert [each.agency_id for each in place.households] == [*IDS, "jinniu-housing"]
    assert place.ports("jinniu-housing")["registry"] == 8401
    added = place.households[-1]
    assert (added.prefix, added.people["clerk"]) == (
        "A4",
        ("jn-petitions", "510106-petitions"),
    )


def test_commands_about_a_whole_agency_go_to_its_back_up(tmp_path, monkeypatch):
    choices, ran = Choices.from_environ({"MINQING_RUN_DIR": str(tmp_path)}), []
    monkeypatch.setattr(run_lock, "holder", lambda _: 1)
    monkeypatch.setattr(operator_desk, "_environ_of", lambda _: {"LOG_LEVEL": "INFO"})
    monkeypatch.setattr(Premises, "operator_environ", lambda _: {"AGENCY": "x"})
    monkeypatch.setattr(
        Neighbourhood, "environ_of_whole", lambda _, agency: {"AGENCY_ID": agency}
    )
    monkeypatch.setattr(
        operator_desk, "run_whole", lambda environ, words: ran.append((environ, words))
    )
    operator_desk.run_command(choices, ["agency", "backup", "/b"])
    run_agencies.run_command(choices, STREET, ["agency", "backup", "/b"])
    assert ran == [
        ({"AGENCY": "x", "LOG_LEVEL": "INFO"}, ["backup", "/b"]),
        ({"AGENCY_ID": STREET}, ["backup", "/b"]),
    ]


def test_a_backup_is_brought_back_with_broker_and_database_alone(tmp_path, monkeypatch):
    choices, done = Choices.from_environ({"MINQING_RUN_DIR": str(tmp_path)}), []
    with pytest.raises(Refusal, match="FROM="):
        bringing_back.restore(choices, Console(quiet=True), ["-"])
    with pytest.raises(Refusal, match="FROM="):
        bringing_back.restore(choices, Console(quiet=True), ["-", "", "--trust", ""])
    for name in ("start_ground", "start_services", "stop"):
        monkeypatch.setattr(Agency, name, lambda _, name=name: done.append(name))
    monkeypatch.setattr(Agency, "has", lambda *_: False)
    monkeypatch.setattr(Agency, "operator_environ", lambda _: {})
    monkeypatch.setattr(
        operator_desk, "run_whole", lambda _, words: done.append(words) or 1
    )
    words = ["-", "/b", "--trust", "k"]
    assert bringing_back.restore(choices, Console(quiet=True), words) == 1
    assert done == ["start_ground", ["restore", "/b", "--trust", "k"], "stop"]


def test_a_command_that_fails_is_told_with_its_last_line():
    with pytest.raises(Refusal, match=r"agency certificate issue.*failed"):
        Neighbourhood(Path("/nowhere"))._prepare(STREET)
