"""What is refused before any operation sees it, and to whom."""

import json

import pytest

from minqing_chassis.http.route import PUBLIC, Idempotency
from minqing_chassis.http.texts import LANGUAGES
from minqing_kernel.messages import Role
from shared.chassis.tests.unit.http.knocking import Page, Petition, problem

pytestmark = pytest.mark.unit


def test_an_unknown_path_is_404(door):
    problem(door().call("GET", "/nowhere"), 404, "not-found")


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "TRACE"])
def test_a_method_nobody_offered_is_405_and_says_which_are(door, method):
    reply = door().call(method)
    problem(reply, 405, "method-not-allowed")
    assert set(reply.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}


@pytest.mark.parametrize("path", ["/it/7", "/it/%00", "/it/", "/it/%ff"])
def test_a_path_of_the_wrong_shape_is_404(door, path):
    problem(door(method="GET", path="/it/{id:uuid}").call(path=path), 404, "not-found")


def test_nul_in_a_path_is_404_and_never_reaches_the_operation(door):
    it = door(method="GET", path="/it/{word}")
    problem(it.call(path="/it/a%00b"), 404, "not-found")
    assert it.seen == []


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"{", "application/json", 400, "malformed-json"),
        (b"", "application/json", 400, "body-missing"),
        (b"\xff", "application/json", 400, "bad-encoding"),
        (b"{}", "text/plain", 415, "unsupported-media-type"),
        (b"x" * 300_000, "application/json", 413, "payload-too-large"),
        (rb'{"title": "\u0000"}', "application/json", 422, "validation-failed"),
        (b"[]", "application/json", 422, "validation-failed"),
    ],
)
def test_a_body_that_cannot_be_used_is_refused(door, body, content_type, status, code):
    it = door(body=Petition)
    problem(it.post(body, content_type), status, code)
    assert it.seen == []


def test_a_route_may_allow_a_longer_body(door):
    title = b'{"title": "a"' + b" " * 300_000 + b"}"
    assert door(body=Petition, body_limit=400_000).post(title).status_code == 200
    assert door(body=Petition, body_limit=100).post(title).status_code == 413


FIELD_TEXTS = {
    "zh-CN": ("提交的内容有误", "长度应在 1 至 10 之间"),
    "zh-TW": ("提交的內容有誤", "長度應在 1 至 10 之間"),
    "en": ("Some values are not valid", "Its length must be between 1 and 10"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_fields_are_told_in_the_callers_language(door, language):
    it = door(body=Petition)
    body = {"title": "x" * 11, "floor": "3", "colour": 1, "place": {"a": 3}}
    reply = it.post(json.dumps(body).encode(), headers={"Accept-Language": language})
    said = problem(reply, 422, "validation-failed")
    title, message = FIELD_TEXTS[language]
    assert said["title"] == title
    assert reply.headers["Content-Language"] == language
    assert [(e["field"], e["code"]) for e in said["errors"]] == [
        ("colour", "unknown-field"),
        ("floor", "not-an-integer"),
        ("place.a.value", "not-a-string"),
        ("title", "length-between"),
    ]
    assert said["errors"][-1]["message"] == message


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("limit=0", "limit", "between"),
        ("limit=x", "limit", "not-an-integer"),
        ("limit=1&limit=2", "limit", "not-an-integer"),
        ("page=2", "page", "unknown-field"),
        ("state=%00", "state.0", "unreadable"),
    ],
)
def test_a_wrong_query_is_told_field_by_field(door, query, field, code):
    reply = door(method="GET", query=Page).call(query_string=query)
    errors = problem(reply, 422, "validation-failed")["errors"]
    assert [(e["field"], e["code"]) for e in errors] == [(field, code)]


@pytest.mark.parametrize(
    ("query", "code"),
    [("state=%ff", "bad-encoding"), ("&".join(["state=a"] * 101), "bad-request")],
)
def test_a_query_that_cannot_be_read_is_400(door, query, code):
    reply = door(method="GET", query=Page).call(query_string=query)
    problem(reply, 400, code)


def test_idempotency_keys_are_read_where_the_route_says_so(door):
    it = door(idempotency=Idempotency.OPTIONAL)
    it.post(b"", headers={"Idempotency-Key": "k-1"})
    it.post(b"")
    assert [request.idempotency_key for request in it.seen] == ["k-1", None]


def test_a_key_that_must_be_there_is_missed(door):
    reply = door(idempotency=Idempotency.REQUIRED).post(b"")
    problem(reply, 400, "idempotency-key-missing")


@pytest.mark.parametrize("key", ["", "k" * 256, "\xe9", "a\x7f"])
def test_a_key_that_could_not_be_kept_is_refused(door, key):
    it = door(idempotency=Idempotency.OPTIONAL)
    problem(
        it.post(b"", headers={"Idempotency-Key": key}), 400, "idempotency-key-invalid"
    )


def test_a_caller_without_a_token_is_asked_for_one(door):
    reply = door(roles=frozenset({Role.CLERK})).post(b"")
    problem(reply, 401, "token-missing")
    assert reply.headers["WWW-Authenticate"] == 'Bearer realm="minqing"'


@pytest.mark.parametrize("sent", ["Bearer x", "Bearer", "Basic bGk6", "x", ""])
@pytest.mark.parametrize(
    "roles", [PUBLIC, frozenset({Role.CLERK})], ids=["public", "staff"]
)
def test_a_token_that_is_none_is_refused_everywhere(door, sent, roles):
    it = door(roles=roles)
    reply = it.post(b"", headers={"Authorization": sent})
    problem(reply, 401, "token-invalid")
    assert 'error="invalid_token"' in reply.headers["WWW-Authenticate"]
    assert it.seen == []


def test_a_role_that_is_not_listed_is_403(door):
    it = door(roles=frozenset({Role.CLERK, Role.OPS}))
    problem(it.post(b"", headers=it.bearer(Role.RESIDENT)), 403, "role-not-allowed")
    assert it.post(b"", headers=it.bearer(Role.OPS)).status_code == 200


def test_the_token_is_looked_at_before_the_body(door):
    it = door(roles=frozenset({Role.CLERK}), body=Petition)
    problem(it.post(b"{"), 401, "token-missing")
