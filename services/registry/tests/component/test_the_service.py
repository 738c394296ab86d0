"""Registry, whole, as a process of its own: its doors, its facts, its commands."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import requests
from kombu.connection import Connection

from minqing_chassis.database import Database
from minqing_chassis.http.auth import Issuer
from minqing_chassis.http.conformance import check_conformance
from minqing_chassis.rpc import RpcClient
from minqing_contracts.envelope import read_envelope, read_event
from minqing_contracts.registry import OrganisationRecordedV1, StaffRecordedV1
from minqing_kernel.messages import Actor, Role
from minqing_local.environment import Surroundings, service_environ
from minqing_local.keys import keys_in
from minqing_local.ports import free_port
from minqing_local.service_process import ServiceProcess
from minqing_local.waiting import wait_until
from services.registry.tests.builders import (
    ADDRESS,
    COMMUNITY,
    DEPARTMENT,
    DISTRICT,
    NAME,
    OTHER,
    STREET,
    TELEPHONE,
    an_identity,
)

pytestmark = [pytest.mark.component, pytest.mark.slow]

UNTOLD = ("positive_data_acceptance",)
"""JSON Schema cannot tell that an organisation must be known, or what a number is."""
PERSONAL = (NAME, TELEPHONE, an_identity(), ADDRESS, "梨花巷")

REGISTER = f"""
organisations:
  - {{id: "{DISTRICT}", name: 金牛区, kind: district, division: "{DISTRICT}"}}
  - {{id: "{STREET}", name: 金泉街道, kind: street, parent: "{DISTRICT}",
     division: "{STREET}", desk: jinquan@desk.example}}
  - {{id: "{COMMUNITY}", name: 金科苑社区, kind: community, parent: "{STREET}",
     division: "{COMMUNITY}"}}
  - {{id: "{DEPARTMENT}", name: 民政局, kind: department, parent: "{DISTRICT}",
     division: "{DISTRICT}"}}
  - {{id: "{OTHER}", name: 老城街道, kind: street, division: "{OTHER}"}}
staff:
  - id: wang-li
    name: 王丽
    organisation: "{COMMUNITY}"
    roles: [clerk]
    duties:
      - {{duty: building-captain, scope: building, of: "65-9", since: 2014-09-01}}
grids:
  - {{id: g-1, name: 第一网格, level: 1, organisation: "{COMMUNITY}",
     head: wang-li, head_since: 2014-09-01}}
"""


@dataclass
class Running:
    """A registry that runs, and what a test needs to talk to it."""

    process: ServiceProcess
    environ: dict[str, str]
    database: Database

    def cli(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "registry", "cli", *arguments]
        return subprocess.run(
            command, env=self.environ, capture_output=True, text=True, check=False
        )

    def token(self, role: str, organisation: str | None = STREET) -> str:
        key = Path(self.environ["JWT_PRIVATE_KEY_FILE"]).read_bytes()
        actor = Actor(id="li-na", role=Role(role), organisation_id=organisation)
        return Issuer(key, "test").token(actor, timedelta(hours=1))

    def call(self, method: str, path: str, token: str | None = None, **options):
        headers = options.pop("headers", {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        url = self.process.url + path
        return requests.request(method, url, headers=headers, timeout=20, **options)

    def outbox_is_empty(self) -> bool:
        return not self.database.rows("select 1 from outbox limit 1")


@pytest.fixture(scope="module")
def running(postgres, broker_node, tmp_path_factory) -> Iterator[Running]:
    from minqing_local.broker_desk import BrokerDesk

    folder: Path = tmp_path_factory.mktemp("registry")
    desk = BrokerDesk(broker_node)
    vhost, database, port = desk.new_vhost(), postgres.database("registry"), free_port()
    around = Surroundings(
        agency="test",
        amqp_uri=vhost,
        database_urls={"registry": database},
        http_ports={"registry": port},
        keys=keys_in(folder / "keys"),
        mail_folder=folder / "mail",
        extra={"LOG_LEVEL": "DEBUG"},
    )
    environ = service_environ("registry", around)
    url = f"http://127.0.0.1:{port}"
    process = ServiceProcess("registry", url, environ, folder / "log", folder)
    opened = Database(database, pool_size=1)
    process.launch()
    try:
        process.wait_until_ready()
        yield Running(process, environ, opened)
    finally:
        process.stop()
        opened.close()
        postgres.drop(database)
        desk.drop_vhost(vhost)


@pytest.fixture(scope="module")
def loaded(running, tmp_path_factory) -> Running:
    file = tmp_path_factory.mktemp("data") / "register.yml"
    file.write_text(REGISTER, "utf-8")
    for _ in range(2):
        done = running.cli("load", str(file))
        assert done.returncode == 0, done.stderr
    assert done.stdout == "register.yml: 5 organisations, 1 staff, 1 grids\n"
    return running


def a_resident(**changes) -> dict:
    return {
        "organisation_id": COMMUNITY,
        "name": NAME,
        "identity_number": an_identity(),
        "telephone": TELEPHONE,
        "registered_address": ADDRESS,
    } | changes


@pytest.fixture(scope="module")
def resident(loaded) -> UUID:
    mine, home = uuid4(), uuid4()
    clerk = loaded.token("clerk")
    household = {"organisation_id": COMMUNITY, "grid_id": "g-1", "address": ADDRESS}
    kept = loaded.call("PUT", f"/v1/households/{home}", clerk, json=household)
    assert kept.status_code == 200, kept.text
    said = a_resident(household_id=str(home))
    for _ in range(2):
        kept = loaded.call("PUT", f"/v1/residents/{mine}", clerk, json=said)
        assert kept.json() == {"resident_id": str(mine), "warnings": []}
    return mine


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


def test_organisations_are_public_and_paged(loaded):
    first = loaded.call("GET", "/v1/organisations?limit=2").json()
    rest = loaded.call("GET", f"/v1/organisations?limit=9&after={first['next']}").json()
    assert [len(first["items"]), len(rest["items"])] == [2, 3]
    assert rest["next"] is None
    below = loaded.call("GET", f"/v1/organisations?parent={STREET}").json()["items"]
    assert [each["organisation_id"] for each in below] == [COMMUNITY]
    one = loaded.call("GET", f"/v1/organisations/{STREET}").json()
    assert one["desk_address"] == "jinquan@desk.example"


def test_a_supervisor_records_below_and_nowhere_else(loaded):
    supervisor = loaded.token("supervisor")
    said = {"name": "新社区", "kind": "community", "division_code": STREET}
    place = f"/v1/organisations/{STREET}-new"
    made = loaded.call("PUT", place, supervisor, json=said | {"parent_id": STREET})
    assert (made.status_code, made.json()["revision"]) == (200, 1)
    refused = loaded.call("PUT", place, supervisor, json=said | {"parent_id": OTHER})
    assert refused.status_code == 403
    assert refused.json()["type"] == "urn:minqing:problem:out-of-reach"
    clerk = loaded.token("clerk")
    assert loaded.call("PUT", place, clerk, json=said).status_code == 403
    assert loaded.call("PUT", place, json=said).status_code == 401


def test_staff_duties_and_grids_are_kept_by_http(loaded):
    ops = loaded.token("ops", None)
    member = {"name": "李娜", "organisation_id": COMMUNITY, "roles": ["handler"]}
    put = loaded.call("PUT", "/v1/staff/li-na", ops, json=member)
    assert put.json()["roles"] == ["handler"]
    assert loaded.call("GET", "/v1/staff?role=handler", ops).json()["items"]
    duty = {
        "staff_id": "li-na",
        "duty": "social-worker",
        "scope_kind": "organisation",
        "scope_id": COMMUNITY,
        "since": "2026-01-01",
    }
    place = f"/v1/duties/{uuid4()}"
    assert loaded.call("PUT", place, ops, json=duty).json()["until"] is None
    ended = loaded.call("PUT", place, ops, json=duty | {"until": "2026-02-01"})
    assert ended.json()["until"] == "2026-02-01"
    kept = loaded.call("GET", "/v1/staff/li-na/duties", ops).json()["items"]
    assert [each["revision"] for each in kept] == [2]
    grid = {"name": "小网格", "level": 2, "parent_id": "g-1"}
    grid["organisation_id"] = COMMUNITY
    assert loaded.call("PUT", "/v1/grids/g-2", ops, json=grid).status_code == 200
    headless = loaded.call("GET", "/v1/grids?headless=true", ops).json()["items"]
    assert [each["grid_id"] for each in headless] == ["g-2"]
    head = {"staff_id": "li-na", "since": "2026-03-01"}
    named = loaded.call("PUT", "/v1/grids/g-2/head", ops, json=head)
    assert named.json()["head_id"] == "li-na"
    assert [each["duty"] for each in named.json()["duties"]] == ["grid-head"]


@pytest.mark.parametrize(
    "path",
    ["/v1/organisations/zz", "/v1/staff/zz", "/v1/staff/zz/duties", "/v1/grids/zz"],
)
def test_what_is_not_there_is_not_found(loaded, path):
    found = loaded.call("GET", path, loaded.token("ops", None))
    assert found.status_code == 404
    assert found.json()["title"]


def test_a_card_is_masked_by_role_and_place(loaded, resident):
    place = f"/v1/residents/{resident}"
    names = {
        role: loaded.call("GET", place, loaded.token(role)).json()["name"]
        for role in ("clerk", "supervisor", "handler")
    }
    assert names == {"clerk": "白*梨", "supervisor": "白*梨", "handler": "白**"}
    for role, organisation in (("clerk", OTHER), ("ops", None), ("resident", None)):
        refused = loaded.call("GET", place, loaded.token(role, organisation))
        assert refused.status_code == 403
    whole = loaded.call("GET", place, loaded.token("handler", DEPARTMENT)).text
    assert not any(secret in whole for secret in (NAME, TELEPHONE, an_identity()))


def test_a_full_view_needs_a_purpose_and_leaves_a_row(loaded, resident):
    clerk, place = loaded.token("clerk"), f"/v1/residents/{resident}/full"
    count = "select count(*) as n from access_log where purpose = 'visit'"
    assert loaded.call("GET", place, clerk).status_code == 422
    assert loaded.call("GET", place + "?purpose=look-up", clerk).status_code == 422
    assert loaded.database.rows(count)[0]["n"] == 0
    for looked in (1, 2):
        full = loaded.call("GET", place + "?purpose=visit", clerk).json()
        assert full["identity_number"] == an_identity()
        assert loaded.database.rows(count)[0]["n"] == looked


def test_a_household_shows_its_members_masked(loaded, resident):
    handler = loaded.token("handler")
    card = loaded.call("GET", f"/v1/residents/{resident}", handler).json()
    home = loaded.call("GET", f"/v1/households/{card['household_id']}", handler).json()
    assert home["address"] == "梨花巷***"
    assert [member["resident_id"] for member in home["members"]] == [str(resident)]


def test_people_are_looked_up_by_an_exact_number(loaded, resident):
    clerk = loaded.token("clerk")
    for number in (f"telephone={TELEPHONE}", f"identity={an_identity()}"):
        found = loaded.call("GET", f"/v1/residents?{number}", clerk).json()["items"]
        assert [card["name"] for card in found] == ["白*梨"]
    assert loaded.call("GET", "/v1/residents", clerk).status_code == 422


def test_one_person_is_filed_once(loaded, resident):
    clerk = loaded.token("clerk")
    again = loaded.call("PUT", f"/v1/residents/{uuid4()}", clerk, json=a_resident())
    assert again.status_code == 409
    assert again.json()["type"] == "urn:minqing:problem:resident-known"
    assert again.json()["detail"].startswith("一人只建一份档案")


def test_a_wrong_number_is_refused_in_the_callers_language(loaded):
    clerk = loaded.token("clerk")
    said = a_resident(identity_number=an_identity()[:-1] + "*")
    titles = {}
    for language in ("zh-CN", "zh-TW", "en"):
        refused = loaded.call(
            "PUT",
            f"/v1/residents/{uuid4()}",
            clerk,
            json=said,
            headers={"Accept-Language": language},
        )
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["field"] == "identity_number"
        titles[language] = refused.json()["errors"][0]["message"]
    assert len(set(titles.values())) == 3


def test_b29_a_death_closes_the_file(loaded):
    clerk, mine = loaded.token("clerk"), uuid4()
    place = f"/v1/residents/{mine}"
    loaded.call("PUT", place, clerk, json=a_resident(identity_number=None))
    died = loaded.call("PUT", place + "/death", clerk, json={"died_on": "2026-03-01"})
    assert died.status_code == 200
    assert loaded.call("GET", place, clerk).json()["state"] == "deceased"
    late = loaded.call("PUT", place, clerk, json=a_resident(identity_number=None))
    assert late.status_code == 200
    changed = a_resident(identity_number=None, name="白大梨")
    assert loaded.call("PUT", place, clerk, json=changed).status_code == 409


def test_logs_and_tables_hold_nothing_personal(loaded, resident):
    clerk = loaded.token("clerk")
    loaded.call("GET", f"/v1/residents/{resident}/full?purpose=visit", clerk)
    loaded.call("GET", f"/v1/residents?telephone={TELEPHONE}", clerk)
    loaded.call("PUT", f"/v1/residents/{uuid4()}", clerk, json=a_resident())
    loaded.call("PUT", f"/v1/residents/{uuid4()}", clerk, data=f'{{"name": "{NAME}"')
    logged = loaded.process.log.read_text("utf-8")
    assert "/v1/residents" in logged
    for line in logged.splitlines():
        assert not any(secret in line for secret in PERSONAL)
        assert not any(json.dumps(s).strip('"') in line for s in PERSONAL)


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


def test_metrics_and_documents_are_open(loaded):
    wait_until(
        lambda: (
            'minqing_registry_organisations{kind="street"'
            in loaded.call("GET", "/metrics").text
        ),
        "the gauges",
        20,
    )
    assert loaded.call("GET", "/docs").status_code == 200
    described = loaded.call("GET", "/openapi.json").json()
    assert described["openapi"].startswith("3.1")


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
    command = [sys.executable, "-m", "registry", "cli", "token"]
    command += ["--role", "clerk", "--sub", "x"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True)
    assert "JWT_PRIVATE_KEY_FILE" in done.stderr
    assert running.cli("token", "--role", "ops", "--sub", "x", "--days", "0").returncode


def test_the_door_alone_serves_too(running, tmp_path):
    port = free_port()
    environ = running.environ | {"HTTP_ADDRESS": f"127.0.0.1:{port}"}
    log = (tmp_path / "log").open("w")
    command = [sys.executable, "-m", "registry", "http"]
    process = subprocess.Popen(command, env=environ, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}/health/ready"

    def ready() -> bool:
        try:
            return requests.get(url, timeout=5).ok
        except requests.RequestException:
            return False

    try:
        wait_until(ready, "the door", 30)
    finally:
        process.terminate()
        assert process.wait(20) == 0
        log.close()


def test_the_door_keeps_to_its_own_document(loaded):
    outcome = check_conformance(
        loaded.process.url,
        token=loaded.token("supervisor", DISTRICT),
        examples=8,
        exclude_checks=UNTOLD,
    )
    assert outcome.passed, outcome.report[-6000:]
