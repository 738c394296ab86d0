"""The rights of the services' accounts: what they ask is allowed, and no more is."""

import base64
import re
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from minqing_chassis.broker_rights import definitions, password_hash, rights_of
from minqing_contracts.topology import QUESTIONS, SUBSCRIPTIONS

HOUSE = Path(__file__).parents[4]
SERVICES = tuple(SUBSCRIPTIONS)


def asked_by(service):
    """Return the methods that stand in the service's code as questions to others."""
    folder = HOUSE / "services" / service / "src"
    text = "".join(file.read_text("utf-8") for file in folder.rglob("*.py"))
    return set(re.findall(r"\.call\(\s*\"(\w+)\"", text))


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_may_ask_what_its_code_asks_and_nothing_else(service):
    allowed = {method.partition(".")[2] for method in QUESTIONS.get(service, ())}
    assert allowed - {"timeline"} == asked_by(service)


def test_what_is_asked_is_answered_there():
    for method in {each for asked in QUESTIONS.values() for each in asked}:
        owner, _, name = method.partition(".")
        file = HOUSE / "services" / owner / "src" / owner / "entrypoints/service.py"
        assert re.search(rf"@rpc\n    def {name}\(", file.read_text("utf-8"))


def test_only_the_portal_may_ask_for_passes():
    told = {name: rights_of(name).topics["nameko-rpc"][0] for name in SERVICES}
    keys = {name: re.compile(pattern) for name, pattern in told.items()}
    assert [n for n, key in keys.items() if key.search("registry.staff_pass")] == [
        "portal"
    ]
    for key in keys.values():
        assert key.search(str(uuid4()))
        assert not key.search("registry.*")


@pytest.mark.parametrize("service", SERVICES)
def test_no_account_writes_to_another_ones_queues_or_reads_them(service):
    rights = rights_of(service)
    for other in set(SERVICES) - {service}:
        names = (f"{other}.inbox", f"{other}.dead", f"{other}.ladder", f"rpc-{other}")
        for name in (*names, f"rpc.reply-{other}-{uuid4()}", "amq.default"):
            for pattern in (rights.configure, rights.write, rights.read):
                assert not re.search(pattern, name)


@pytest.mark.parametrize("service", SERVICES)
def test_an_account_tells_facts_in_its_own_name_alone(service):
    write, read = rights_of(service).topics["minqing.events"]
    assert re.search(write, f"{service}.case.opened.v1")
    assert not re.search(write, f"x{service}.case.opened.v1")
    assert not re.search(read, "#")


def test_definitions_hold_no_password():
    told = definitions({"intake": "s3cret"}, admin=("boss", "0ther"))
    assert "s3cret" not in str(told)
    assert "0ther" not in str(told)
    assert {user["name"]: user["tags"] for user in told["users"]} == {
        "intake": "",
        "boss": "administrator",
    }
    assert {each["user"] for each in told["topic_permissions"]} == {"intake"}


def test_a_password_is_kept_as_rabbitmq_keeps_it():
    kept = base64.b64decode(password_hash("secret", salt=b"salt"))
    assert kept == b"salt" + sha256(b"saltsecret").digest()
    assert password_hash("secret") != password_hash("secret")
