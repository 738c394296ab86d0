"""The document says what the door does."""

import json
import re

import falcon.testing
import pytest
from marshmallow import Schema, fields, validate

from minqing_chassis.http.app import build_app
from minqing_chassis.http.route import PUBLIC, Idempotency, Reply, Route
from minqing_chassis.observability.health import Health
from minqing_chassis.observability.metrics import Metrics
from minqing_kernel.errors import Conflict, DomainError, NotFound
from minqing_kernel.messages import Role

pytestmark = pytest.mark.unit

CLERK = frozenset({Role.CLERK})


class InSchema(Schema):
    title = fields.String(required=True)


class OutSchema(Schema):
    id = fields.UUID(required=True)


class PageSchema(Schema):
    limit = fields.Integer()


class CodeSchema(Schema):
    code = fields.String(required=True, data_key="Tracking-Code")


class TooMany(DomainError):
    """Wait."""

    code = "too-many-tries"


def described(door, **row):
    it = door(replies={201: OutSchema}, **row)
    return it.call("GET", "/openapi.json").json


def operation(door, **row):
    document = described(door, **row)
    ((path, methods),) = [
        each for each in document["paths"].items() if each[0].startswith("/it")
    ]
    return path, *methods.values()


@pytest.mark.parametrize(
    ("row", "statuses"),
    [
        ({}, "201 401 503"),
        ({"roles": CLERK}, "201 401 403 503"),
        ({"body": InSchema}, "201 400 401 413 415 422 503"),
        ({"query": PageSchema}, "201 400 401 422 503"),
        ({"headers": CodeSchema}, "201 401 422 503"),
        ({"path": "/it/{id:uuid}"}, "201 401 404 503"),
        ({"idempotency": Idempotency.OPTIONAL}, "201 400 401 503"),
        ({"errors": (NotFound, Conflict)}, "201 401 404 409 503"),
        ({"errors": (TooMany,), "statuses": {TooMany: 429}}, "201 401 429 503"),
    ],
    ids=str,
)
def test_every_status_that_can_happen_is_documented(door, row, statuses):
    _, described_operation = operation(door, **row)
    assert " ".join(described_operation["responses"]) == statuses


def test_refusals_are_documented_as_problems(door):
    _, it = operation(door, body=InSchema)
    assert it["responses"]["422"]["content"] == {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
    }


def test_converters_become_types(door):
    path, it = operation(door, path="/it/{id:uuid}/{n:int(min=1)}/{word}")
    assert path == "/it/{id}/{n}/{word}"
    assert [(p["name"], p["schema"]) for p in it["parameters"]] == [
        ("id", {"type": "string", "format": "uuid"}),
        ("n", {"type": "integer"}),
        ("word", {"type": "string"}),
    ]


def test_the_idempotency_key_is_documented_where_it_is_read(door):
    _, it = operation(door, idempotency=Idempotency.REQUIRED)
    (parameter,) = it["parameters"]
    assert (parameter["in"], parameter["name"]) == ("header", "Idempotency-Key")
    assert parameter["required"] is True


def test_headers_are_documented_under_the_names_they_are_sent_with(door):
    _, it = operation(door, headers=CodeSchema)
    assert [p["name"] for p in it["parameters"]] == ["Tracking-Code"]


def test_public_routes_ask_for_no_token_and_others_do(door):
    assert operation(door)[1]["security"] == [{}, {"bearer": []}]
    assert operation(door, roles=CLERK)[1]["security"] == [{"bearer": []}]


def test_roles_and_error_codes_are_named(door):
    _, it = operation(door, roles=CLERK, errors=(NotFound,), description="先看后办")
    assert "clerk" in it["description"]
    assert "not-found" in it["description"]
    assert "先看后办" in it["description"]


def test_the_operational_routes_are_documented_too(door):
    document = described(door, health=Health({}), metrics=Metrics("x"))
    assert {"/health/live", "/health/ready", "/metrics"} <= set(document["paths"])
    content = document["paths"]["/metrics"]["get"]["responses"]["200"]["content"]
    assert next(iter(content)).startswith("text/plain")


def test_the_operational_routes_document_no_401_for_they_read_no_token(door):
    document = described(door, health=Health({}), metrics=Metrics("x"))
    for path in ("/health/live", "/health/ready", "/metrics"):
        it = document["paths"][path]["get"]
        assert "401" not in it["responses"]
        assert it["security"] == []


def test_a_revision_and_an_optional_key_are_explained(door):
    document = described(door, idempotency=Idempotency.OPTIONAL)
    assert "If-Match" in document["info"]["description"]
    (parameter,) = document["paths"]["/it"]["post"]["parameters"]
    assert "optional" in parameter["description"]


class CountedSchema(Schema):
    number = fields.String(validate=validate.Regexp(r"[0-9]{2}\Z"))


def test_patterns_are_published_as_every_client_reads_them(door):
    document = described(door, body=CountedSchema)
    number = document["components"]["schemas"]["Counted"]["properties"]["number"]
    assert number["pattern"] == "^[0-9]{2}$"


def test_an_operation_has_an_id_of_its_own():
    def same(_):
        return Reply()

    rows = [
        Route(method="GET", path=path, operation=same, summary="", roles=PUBLIC)
        for path in ("/a", "/b")
    ]
    app = build_app(rows, title="x", version="1", verifier=None)
    paths = falcon.testing.TestClient(app).simulate_get("/openapi.json").json["paths"]
    names = [paths[path]["get"]["operationId"] for path in ("/a", "/b")]
    assert names == ["get_a", "get_b"]


def test_a_path_stands_in_the_table_once():
    def one(_):
        return Reply()

    def two(_):
        return Reply()

    rows = [
        Route(method="GET", path="/a", operation=each, summary="", roles=PUBLIC)
        for each in (one, two)
    ]
    with pytest.raises(ValueError, match="twice"):
        build_app(rows, title="x", version="1", verifier=None)


def test_the_page_shows_every_operation_and_needs_nothing_from_elsewhere(door):
    it = door(
        body=InSchema, replies={201: OutSchema}, errors=(NotFound,), tag="诉求 <b>"
    )
    page = it.call("GET", "/docs")
    assert '<nav aria-label="目录 Contents">' in page.text
    assert 'href="#part-1"' in page.text and 'id="part-1"' in page.text
    assert page.text.count('<div class="wide"><table>') == page.text.count("<table>")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    for expected in (
        "试验",
        "/it",
        "请求内容 Body",
        "schema-In",
        "诉求 &lt;b&gt;",
        "404",
    ):
        assert expected in page.text
    assert "http://" not in page.text and "https://" not in page.text
    assert "<script" not in page.text


def test_every_link_of_the_page_leads_to_something_that_is_open(door):
    page = door(body=InSchema, replies={201: OutSchema}).call("GET", "/docs").text
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert {"schema-In", "schema-Out", "schema-Problem"} <= links
    for link in links:
        assert f' id="{link}"' in page
    closed = re.findall(r"<details.*?</details>", page, re.DOTALL)
    assert not [each for each in closed if "<section" in each]


def test_what_stands_between_backticks_is_code_on_the_page(door):
    page = door(description="send `<a>` first").call("GET", "/docs").text
    assert "send <code>&lt;a&gt;</code> first" in page
    assert "`" not in page


def test_the_front_door_leads_to_the_page(door):
    reply = door().call("GET", "/")
    assert (reply.status_code, reply.headers["Location"]) == (302, "/docs")
    assert "/" not in described(door)["paths"]


def test_the_document_is_json_of_version_3_1(door):
    reply = door().call("GET", "/openapi.json")
    assert json.loads(reply.content)["openapi"] == "3.1.0"
    assert reply.headers["Content-Type"] == "application/json"
