"""Several agencies in containers: what each is given besides, and what is made once."""

import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.unit

HOUSE = Path(__file__).parents[3]
HERE = HOUSE / "deploy" / "compose"
TEXT = (HERE / "agencies.yml").read_text("utf-8")
MORE = yaml.safe_load(TEXT)
BASE = yaml.safe_load((HOUSE / "docker-compose.yml").read_text("utf-8"))
BROKER = MORE["services"]["rabbitmq"]
ROUTING = MORE["services"]["routing"]
APPLY = MORE["services"]["agency-broker"]
USUAL = {
    "MINQING_VERSION",
    "AGENCY_DESKS",
    "DIGEST_MINUTES",
    "STATEMENT_LETTERS_PER_HOUR",
    "STATEMENT_MIB_PER_HOUR",
}
"""What works without being said; all else is made by the script, or refused."""
STUB = """#!/bin/sh
# Stands for python: makes the files that routing's commands would make.
shift 4
case "$1 $2" in
  "certificate authority") mkdir -p "$3"; touch "$3/authority.pem" ;;
  "certificate issue") mkdir -p "$7"; touch "$7/agency.pem" "$7/agency-key.pem" ;;
  "key "*) echo private > "$2"; echo "keys:"; echo "  - id: $4" ;;
  "broker conf") echo "listeners.ssl.1 = 0.0.0.0:5671" ;;
esac
"""


def test_nothing_but_what_is_named_differs_from_an_agency_alone():
    assert set(MORE["services"]) - set(BASE["services"]) == {"agency-broker"}
    assert set(ROUTING) == {"environment", "volumes", "secrets", "depends_on"}
    assert set(BROKER) == {"volumes", "networks"}


def test_routing_knows_who_it_is_after_the_broker_was_made_ready():
    assert ROUTING["depends_on"] == {
        "agency-broker": {"condition": "service_completed_successfully"}
    }
    assert ROUTING["environment"]["AGENCIES_DIR"] == "/etc/minqing/agencies"
    assert ROUTING["environment"]["AGENCY_KEY_FILE"] == "/run/secrets/agency-key"
    for part in (ROUTING, APPLY):
        assert (
            "./deploy/compose/agencies/directory:/etc/minqing/agencies:ro"
            in (part["volumes"])
        )


def test_who_speaks_for_an_agency_and_its_pair_keys_are_told_to_whom_they_concern():
    assert ROUTING["environment"]["AGENCY_DESKS"] == "${AGENCY_DESKS:-}"
    intake = MORE["services"]["intake"]
    [volume] = intake["volumes"]
    host, inside, mode = volume.rsplit(":", 2)
    assert host.endswith("/secrets/pairs"), "a folder that only its owner enters"
    assert (inside, mode) == (intake["environment"]["PAIR_KEYS_DIR"], "ro")
    assert [n for n, p in MORE["services"].items() if "secrets/pairs" in str(p)] == [
        "intake"
    ]


def test_only_routing_gets_the_key_that_signs_letters():
    assert [n for n, p in MORE["services"].items() if "agency-key" in str(p)] == [
        "routing"
    ]


def test_no_agency_shares_a_secret_with_another():
    assert set(MORE["secrets"]) == {*BASE["secrets"], "agency-key"}
    for told in MORE["secrets"].values():
        assert told["file"].startswith("${AGENCY_HOME:?")
    for name, rule in re.findall(r"\$\{(\w+)(:?[-?])?", TEXT):
        assert rule == ":?" or name in USUAL


def test_what_makes_the_broker_ready_writes_nowhere_and_gains_no_rights():
    assert APPLY["read_only"] is True
    assert APPLY["cap_drop"] == ["ALL"]
    assert APPLY["security_opt"] == ["no-new-privileges:true"]
    assert APPLY["restart"] == "on-failure"


def test_the_brokers_meet_in_a_network_of_their_own_under_the_agencys_name():
    assert BROKER["networks"]["agencies"]["aliases"][0].endswith(".minqing.internal")
    assert "ports" not in BROKER
    for part in (ROUTING, APPLY):
        assert "networks" not in part
    for file in (HOUSE / "deploy" / "agencies").glob("*.yml"):
        said = yaml.safe_load(file.read_text("utf-8"))
        assert said["broker"] == f"amqps://{file.stem}.minqing.internal:5671"


def test_the_broker_has_every_plugin_that_the_definitions_need():
    plugins = (HERE / "agencies.plugins").read_text("utf-8")
    for name in ("management", "prometheus", "shovel", "auth_mechanism_ssl"):
        assert f"rabbitmq_{name}" in plugins


@pytest.fixture
def prepared(tmp_path):
    folder = tmp_path / "deploy" / "compose"
    folder.mkdir(parents=True)
    for name in ("agencies.sh", "prepare.sh"):
        shutil.copy(HERE / name, folder)
    shutil.copytree(HOUSE / "deploy" / "agencies", tmp_path / "deploy" / "agencies")
    shutil.copy(HOUSE / ".env.example", tmp_path)
    stub = tmp_path / "python"
    stub.write_text(STUB)
    stub.chmod(0o755)

    def run():
        environ = {"PATH": "/usr/bin:/bin", "PYTHON": str(stub)}
        script = folder / "agencies.sh"
        subprocess.run([script], check=True, capture_output=True, env=environ, cwd="/")
        return folder / "agencies"

    return run


def settings(home):
    lines = (home / "env").read_text("utf-8").splitlines()
    pairs = [line.partition("=") for line in lines if line and line[0] != "#"]
    return {name: value for name, _, value in pairs}


def test_every_agency_gets_its_own_keys_ports_and_passwords_once(prepared):
    made = prepared()
    homes = [each for each in made.iterdir() if (each / "env").exists()]
    told = [settings(home) for home in homes]
    assert len(homes) == 3
    for name in ("AGENCY_ID", "BROKER_PASSWORD", "ROUTING_PORT", "RECEIPT_PREFIX"):
        assert len({each[name] for each in told}) == 3
    for home in homes:
        assert stat.S_IMODE((home / "env").stat().st_mode) == 0o600
        assert stat.S_IMODE((home / "secrets").stat().st_mode) == 0o700
        assert settings(home)["AGENCY_HOME"].endswith(settings(home)["AGENCY_ID"])
        entry = yaml.safe_load((made / "directory" / f"{home.name}.yml").read_text())
        assert entry["keys"] == [{"id": "k1"}]
        assert entry["grants"]
        assert entry["receipts"] == [settings(home)["RECEIPT_PREFIX"]]
    street, hall = made / "jinquan-street", made / "jinniu-district"
    mine = (street / "secrets/pairs/jinniu-district.trial.key").read_text("ascii")
    theirs = (hall / "secrets/pairs/jinquan-street.trial.key").read_text("ascii")
    assert mine == theirs
    assert len(bytes.fromhex(mine.strip())) == 32
    assert list((made / "jinniu-civil-affairs/secrets/pairs").iterdir()) == []
    before = {file: file.read_bytes() for file in made.rglob("*") if file.is_file()}
    prepared()
    assert {f: f.read_bytes() for f in made.rglob("*") if f.is_file()} == before
