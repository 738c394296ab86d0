"""What comes out of the door, whatever goes in."""

import io
import json
import logging
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kombu.exceptions import OperationalError as BrokerAway
from marshmallow import Schema, ValidationError, fields, validate
from sqlalchemy.exc import (
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from minqing_chassis.http.problems import Unavailable
from minqing_chassis.http.route import PUBLIC, Idempotency, Reply, Route
from minqing_chassis.http.texts import LANGUAGES
from minqing_chassis.observability import correlation
from minqing_kernel.errors import (
    Conflict,
    DomainError,
    Forbidden,
    Invalid,
    NotFound,
    TransitionRefused,
)
from minqing_kernel.messages import ANYONE, Role

pytestmark = pytest.mark.unit

JSON = {"Content-Type": "application/json"}


class Petition(Schema):
    title = fields.String(required=True, validate=validate.Length(min=1, max=10))
    floor = fields.Integer()
    place = fields.Dict(keys=fields.String(), values=fields.String())


class Page(Schema):
    limit = fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))
    state = fields.List(fields.String())


class Code(Schema):
    code = fields.String(required=True, data_key="Tracking-Code")


def raising(error):
    def answer(_):
        raise error

    return answer


# what an operation is given


def test_an_operation_is_given_what_the_schemas_loaded(door):
    it = door(body=Petition, query=Page, path="/it/{id:uuid}/{word}")
    body = json.dumps({"title": "路灯", "floor": 3}).encode()
    one = uuid4()
    reply = it.post(body, path=f"/it/{one}/a%20b", query_string="state=a&state=b")
    assert reply.status_code == 200
    request = it.seen[0]
    assert request.params == {"id": one, "word": "a b"}
    assert request.query == {"limit": 20, "state": ["a", "b"]}
    assert request.body == {"title": "路灯", "floor": 3}
    assert request.raw_body == body


def test_an_anonymous_caller_is_anyone(door):
    it = door(method="GET")
    it.call()
    assert it.seen[0].actor == ANYONE
    assert it.seen[0].cause.actor == ANYONE


def test_a_token_is_honoured_even_where_none_is_needed(door):
    it = door(method="GET")
    it.call(headers=it.bearer(Role.CLERK))
    assert it.seen[0].actor.id == "li"
    assert it.seen[0].cause.actor.organisation_id == "5101"


def test_the_correlation_id_of_the_caller_is_kept(door):
    within = []
    it = door(
        lambda _: within.append(correlation.current.get()) or Reply(), method="GET"
    )
    one = uuid4()
    reply = it.call(headers={"X-Correlation-Id": str(one)})
    assert reply.headers["X-Correlation-Id"] == str(one)
    assert it.seen[0].cause.correlation_id == one
    assert within == [one]
    assert correlation.current.get() is None


@pytest.mark.parametrize("nonsense", ["", "7", "x" * 36, "g" * 8 + "-0000" * 3])
def test_a_correlation_id_that_is_none_is_replaced(door, nonsense):
    reply = door(method="GET").call(headers={"X-Correlation-Id": nonsense})
    assert UUID(reply.headers["X-Correlation-Id"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_operation_knows_the_callers_language(door, language):
    it = door(method="GET")
    it.call(headers={"Accept-Language": language})
    assert it.seen[0].language == language


def test_an_operation_can_read_any_header(door):
    it = door(method="GET")
    it.call(headers={"User-Agent": "kiosk"})
    assert it.seen[0].header("user-agent") == "kiosk"
    assert it.seen[0].header("if-match") is None


def test_headers_named_by_a_schema_are_loaded(door):
    it = door(method="GET", headers=Code)
    it.call(headers={"Tracking-Code": "123456"})
    assert it.seen[0].headers == {"code": "123456"}
    assert it.call().json["errors"][0]["field"] == "Tracking-Code"


def test_a_header_of_broken_text_is_refused_at_its_field(door):
    reply = door(method="GET", headers=Code).call(headers={"Tracking-Code": "\xff"})
    assert reply.status_code == 422
    assert reply.json["errors"][0]["code"] == "unreadable"


# what a reply carries


def test_a_reply_carries_its_status_body_and_headers(door):
    it = door(lambda _: Reply({"n": 1}, status=201, headers={"Location": "/it/1"}))
    reply = it.post(b"")
    assert (reply.status_code, reply.json) == (201, {"n": 1})
    assert reply.headers["Location"] == "/it/1"
    assert reply.headers["Content-Type"] == "application/json"
    assert reply.headers["Cache-Control"] == "no-store"


def test_a_reply_without_a_body_says_nothing(door):
    reply = door(lambda _: Reply(status=204), method="DELETE").call()
    assert (reply.status_code, reply.content) == (204, b"")


def test_bytes_go_out_as_they_are(door):
    it = door(lambda _: Reply(b"a,b"), method="GET", media_type="text/csv")
    assert it.call().headers["Content-Type"] == "text/csv"
    assert it.call().text == "a,b"


def test_head_answers_like_get_without_a_body(door):
    it = door(method="GET")
    reply = it.call("HEAD")
    assert (reply.status_code, reply.content) == (200, b"")
    assert reply.headers["Content-Length"] == str(len(it.call().content))


def test_options_says_what_may_be_asked(door):
    reply = door(method="GET").call("OPTIONS")
    assert reply.status_code == 204
    assert reply.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert "X-Correlation-Id" in reply.headers


# refusals


def problem(reply, status, code):
    assert reply.status_code == status
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert "X-Correlation-Id" in reply.headers
    said = reply.json
    assert said["type"] == f"urn:minqing:problem:{code}"
    assert said["status"] == status
    assert said["title"]
    assert said["instance"] == f"urn:uuid:{reply.headers['X-Correlation-Id']}"
    return said


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


# who may


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


# errors of the operation


class NoSuchGrid(NotFound):
    """There is no such grid."""

    code = "no-such-grid"


class TooManyTries(DomainError):
    """Wait."""

    code = "too-many-tries"


class Unheard(Conflict):
    """Nobody gave it a text."""

    code = "unheard-of"


def database(kind):
    return kind("select", {}, Exception("secret"))


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (NotFound("secret"), 404, "not-found"),
        (NoSuchGrid("secret"), 404, "no-such-grid"),
        (Forbidden("secret"), 403, "forbidden"),
        (Invalid("secret"), 422, "invalid"),
        (Conflict("secret"), 409, "conflict"),
        (TransitionRefused("secret"), 409, "transition-refused"),
        (DomainError("secret"), 409, "refused"),
        (Unheard("secret"), 409, "unheard-of"),
        (TooManyTries("secret"), 429, "too-many-tries"),
        (database(DataError), 422, "invalid"),
        (database(OperationalError), 503, "unavailable"),
        (database(InterfaceError), 503, "unavailable"),
        (PoolTimeout("secret"), 503, "unavailable"),
        (BrokerAway("secret"), 503, "unavailable"),
        (Unavailable("secret"), 503, "unavailable"),
        (ConnectionRefusedError("secret"), 503, "unavailable"),
        (database(IntegrityError), 500, "internal"),
        (database(ProgrammingError), 500, "internal"),
        (RuntimeError("secret"), 500, "internal"),
        (KeyError("secret"), 500, "internal"),
        (ValidationError("secret"), 500, "internal"),
    ],
    ids=lambda value: (
        type(value).__name__ if isinstance(value, Exception) else str(value)
    ),
)
def test_an_error_of_the_operation_becomes_one_refusal(door, error, status, code):
    texts = {"no-such-grid": dict.fromkeys(LANGUAGES, "没有这个网格")}
    it = door(raising(error), texts=texts, statuses={TooManyTries: 429})
    reply = it.post(b"")
    problem(reply, status, code)
    assert "secret" not in reply.text
    assert ("Retry-After" in reply.headers) == (status == 503)


def test_a_connection_the_database_dropped_is_an_outage(door):
    error = database(ProgrammingError)
    error.connection_invalidated = True
    problem(door(raising(error)).post(b""), 503, "unavailable")


def test_the_fields_of_a_domain_error_are_told(door):
    error = Invalid(fields={"category": "not-known", "floor": "unheard-of"})
    said = problem(door(raising(error)).post(b""), 422, "invalid")
    assert said["errors"] == [
        {"field": "category", "code": "not-known", "message": "不存在"},
        {"field": "floor", "code": "unheard-of", "message": "值无效"},
    ]


def test_a_failure_of_our_own_is_logged_with_its_trace_and_id(door, caplog):
    with caplog.at_level(logging.WARNING, "minqing.http"):
        door(raising(RuntimeError("secret"))).post(b"")
    failure, access = caplog.records
    assert failure.exc_info and failure.levelname == "ERROR"
    assert (access.getMessage(), access.levelname) == ("POST /it 500", "WARNING")


def test_a_reply_that_json_cannot_say_is_a_failure_of_our_own(door):
    problem(door(lambda _: Reply(object())).post(b""), 500, "internal")


# the table


def test_a_row_without_roles_is_refused():
    with pytest.raises(ValueError, match="PUBLIC"):
        Route(method="GET", path="/x", operation=Reply, summary="", roles=frozenset())


@pytest.mark.parametrize(
    "row", [{"method": "FETCH"}, {"method": "GET", "body": Petition}], ids=str
)
def test_a_row_that_makes_no_sense_is_refused(row):
    with pytest.raises(ValueError, match="/x"):
        Route(path="/x", operation=Reply, summary="", roles=PUBLIC, **row)


# anything at all


SLOW = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@SLOW
@given(
    body=st.binary(max_size=300),
    content_type=st.sampled_from(["application/json", "", "text/plain"]),
)
def test_any_bytes_as_a_body_never_break_the_door(door, body, content_type):
    assert door(body=Petition).post(body, content_type).status_code < 500


WORDS = st.text(max_size=20) | st.integers() | st.floats() | st.none() | st.booleans()


@SLOW
@given(
    document=st.recursive(
        WORDS,
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["title", "floor", "place"]) | st.text(max_size=3),
                inner,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_as_a_body_never_breaks_the_door(door, document):
    body = json.dumps(document).encode()
    assert door(body=Petition).post(body).status_code < 500


@SLOW
@given(
    path=st.text(max_size=20),
    query=st.text(alphabet=st.characters(max_codepoint=255), max_size=40),
    headers=st.dictionaries(
        st.sampled_from(["Authorization", "Accept-Language", "X-Correlation-Id"]),
        st.text(alphabet=st.characters(max_codepoint=255, exclude_categories=["Cc"])),
    ),
)
def test_any_path_query_and_headers_never_break_the_door(door, path, query, headers):
    it = door(method="GET", path="/it/{word}", query=Page)
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/it/" + path.encode("utf-8", "replace").decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "x",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.errors": io.StringIO(),
        "wsgi.input": io.BytesIO(),
        **{f"HTTP_{n.upper().replace('-', '_')}": v for n, v in headers.items()},
    }
    answered = []
    list(it.app(environ, lambda status, _: answered.append(status)))
    assert int(answered[0][:3]) < 500
