"""The event reference is what the code says, and is AsyncAPI 3 by its own schema."""

import json
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from minqing_contracts.catalogue import catalogue
from minqing_contracts.topology import SUBSCRIPTIONS
from minqing_docs.__main__ import main
from minqing_docs.asyncapi import document
from minqing_docs.samples import read_samples

pytestmark = pytest.mark.contracts

HOUSE = Path(__file__).parents[2]
COMMITTED = HOUSE / "docs" / "asyncapi.yml"
SCHEMA = Path(__file__).parent / "asyncapi" / "3.0.0.schema.json"


@pytest.fixture(scope="module")
def whole():
    return document(read_samples())


@pytest.fixture(scope="module")
def standard():
    return jsonschema_rs.validator_for(json.loads(SCHEMA.read_text(encoding="utf-8")))


def resolve(whole, reference):
    node = whole
    for step in reference.removeprefix("#/").split("/"):
        node = node[step.replace("~1", "/").replace("~0", "~")]
    return node


def references(node):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from references(each)


def test_the_committed_document_is_what_the_code_says(capsys):
    assert main(["asyncapi"]) == 0
    assert capsys.readouterr().out == COMMITTED.read_text(encoding="utf-8"), (
        "run `python -m minqing_docs asyncapi > docs/asyncapi.yml`"
    )


def test_the_document_is_valid_asyncapi(standard):
    written = yaml.safe_load(COMMITTED.read_text(encoding="utf-8"))
    assert [error.message for error in standard.iter_errors(written)] == []


def test_the_standard_would_notice_a_mistake(standard, whole):
    assert not standard.is_valid(whole | {"operations": {"x": {"action": "shout"}}})


def test_every_reference_leads_somewhere(whole):
    found = set(references(whole))
    assert found
    for reference in found:
        assert resolve(whole, reference)


def test_every_contract_is_a_channel_at_its_routing_key(whole):
    addresses = {channel["address"] for channel in whole["channels"].values()}
    assert addresses == {key for key, _event, _schema in catalogue()}


def test_each_contract_is_sent_by_its_owner_alone(whole):
    sent = [
        (operation["tags"][0]["name"], operation["channel"]["$ref"].rpartition("/")[2])
        for operation in whole["operations"].values()
        if operation["action"] == "send"
    ]
    assert sorted(sent) == [
        (key.partition(".")[0], key) for key, _event, _schema in catalogue()
    ]


def test_each_service_receives_what_it_asked_for_in_its_own_queue(whole):
    received = {
        (operation["x-queue"], operation["channel"]["$ref"].rpartition("/")[2])
        for operation in whole["operations"].values()
        if operation["action"] == "receive"
    }
    assert received == {
        (f"{service}.inbox", event.routing_key())
        for service, events in SUBSCRIPTIONS.items()
        for event in events
    }


@pytest.mark.parametrize("key", sorted(read_samples()))
def test_the_example_of_a_contract_fits_its_schema(whole, key):
    (reference,) = whole["channels"][key]["messages"].values()
    message = resolve(whole, reference["$ref"])
    (example,) = message["examples"]
    for part, schema in (
        ("payload", message["payload"]),
        ("headers", message["headers"]),
    ):
        rules = schema | {"components": whole["components"]}
        validator = jsonschema_rs.Draft202012Validator(rules, validate_formats=True)
        assert [error.message for error in validator.iter_errors(example[part])] == []
        assert not validator.is_valid({})
