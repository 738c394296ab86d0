"""What a body may be, byte by byte."""

import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minqing_chassis.http import bodies
from minqing_chassis.http.problems import Problem

pytestmark = pytest.mark.unit


def environ(body, **more):
    declared = {"CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}
    return {**declared, **more}


def chunked(stream, **more):
    return {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": stream, **more}


def refused(action, *arguments):
    with pytest.raises(Problem) as refusal:
        action(*arguments)
    return refusal.value


class Dripping(io.BytesIO):
    """Gives three bytes at a time."""

    def read(self, size=-1):
        return super().read(min(size, 3) if size > 0 else 3)


class Broken(io.BytesIO):
    """Ends as eventlet's chunk reader does on nonsense."""

    def read(self, size=-1):
        raise ValueError("no chunk")


def test_a_body_as_long_as_the_limit_is_read():
    assert bodies.read_body(environ(b"12345"), 5) == b"12345"


def test_a_body_that_comes_in_drops_is_read_whole():
    body = chunked(Dripping(b"1234567890"))
    assert bodies.read_body(body, 10) == b"1234567890"


def test_a_declared_length_over_the_limit_is_refused_with_413():
    assert refused(bodies.read_body, environ(b"123456"), 5).status == 413


def test_a_chunked_body_over_the_limit_is_refused_with_413():
    assert refused(bodies.read_body, chunked(Dripping(b"123456")), 5).status == 413


def test_the_connection_is_given_up_after_a_refused_chunked_body():
    given_up = []
    body = chunked(Dripping(b"1" * 99), **{bodies.HANG_UP: lambda: given_up.append(1)})
    refused(bodies.read_body, body, 5)
    assert given_up


def test_a_huge_declared_body_is_refused_unread():
    given_up = []
    stream = io.BytesIO(b"x" * 100)
    body = {
        "CONTENT_LENGTH": "9" * 30,
        "wsgi.input": stream,
        bodies.HANG_UP: lambda: given_up.append(1),
    }
    assert refused(bodies.read_body, body, 5).status == 413
    assert stream.tell() == 0
    assert given_up


def test_a_client_that_waits_for_100_continue_is_told_413_at_once():
    stream = io.BytesIO(b"x" * 100)
    body = environ(b"x" * 100, HTTP_EXPECT="100-continue") | {"wsgi.input": stream}
    assert refused(bodies.read_body, body, 5).status == 413
    assert stream.tell() == 0


def test_a_body_shorter_than_declared_is_refused_with_400():
    assert (
        refused(bodies.read_body, environ(b"12") | {"CONTENT_LENGTH": "3"}, 5).status
        == 400
    )


@pytest.mark.parametrize("declared", ["-1", "x", "1.5", "１", "+3"])
def test_a_length_that_is_no_number_is_refused_with_400(declared):
    body = environ(b"123") | {"CONTENT_LENGTH": declared}
    assert refused(bodies.read_body, body, 5).status == 400


def test_broken_chunks_are_refused_with_400():
    assert refused(bodies.read_body, chunked(Broken()), 5).status == 400


def test_no_body_at_all_is_empty():
    assert bodies.read_body({"wsgi.input": io.BytesIO()}, 5) == b""


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/json; charset=utf-8",
        'Application/JSON;charset="UTF-8"',
        "application/json;charset=utf8",
    ],
)
def test_json_in_utf_8_is_welcome(content_type):
    bodies.require_json(content_type)


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "application/xml",
        "application/jsonp",
        "application/json; charset=gbk",
        "multipart/form-data; boundary=x",
    ],
)
def test_anything_else_is_refused_with_415(content_type):
    assert refused(bodies.require_json, content_type).status == 415


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "malformed-json"),
        (b"{'a': 1}", "malformed-json"),
        (b'{"a": NaN}', "malformed-json"),
        (b'{"a": -Infinity}', "malformed-json"),
        (b'{"a": 1e999}', "malformed-json"),
        (b'{"a": "\x00"}', "malformed-json"),
        (b"[" * 100_000, "malformed-json"),
        (b"[" * 40 + b"]" * 40, "malformed-json"),
        (b'{"a":' * 40 + b"1" + b"}" * 40, "malformed-json"),
        (b"9" * 5000, "malformed-json"),
        (b"", "malformed-json"),
        ("\ufeff{}".encode(), "malformed-json"),
        (b'{"a": "\xff"}', "bad-encoding"),
        ('{"a": "路灯"}'.encode("gbk"), "bad-encoding"),
        ('{"a": "路灯"}'.encode("utf-16"), "bad-encoding"),
        (b'{"a": "\xed\xa0\x80"}', "bad-encoding"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_broken_json_is_refused_with_400(body, code):
    problem = refused(bodies.parse_json, body)
    assert (problem.status, problem.code) == (400, code)


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        (rb'{"a": "x\u0000"}', "a", "unreadable"),
        (rb'{"a": {"b": ["ok", "\ud800"]}}', "a.b.1", "unreadable"),
        (rb'{"a": "\udc00\ud800"}', "a", "unreadable"),
        (rb'{"a\u0000": 1}', "", "unreadable"),
        (b'{"a": 9223372036854775808}', "a", "number-out-of-range"),
        (b'{"a": [-9223372036854775809]}', "a.0", "number-out-of-range"),
        (rb'"\u0000"', "", "unreadable"),
    ],
)
def test_what_no_database_can_keep_is_refused_field_by_field(body, field, code):
    problem = refused(bodies.parse_json, body)
    assert problem.status == 422
    assert [(e.field, e.code) for e in problem.errors] == [(field, code)]


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"a": 1, "a": 2}', {"a": 2}),
        (rb'"\ud83d\ude00"', "😀"),
        ('"😀 𠮷野家"'.encode(), "😀 𠮷野家"),
        (b'"\\\\u0000"', "\\u0000"),
        (b"9223372036854775807", 2**63 - 1),
        (b"[" * 32 + b"]" * 32, json.loads("[" * 32 + "]" * 32)),
        (b'{"a": 1.5}', {"a": 1.5}),
        (b"[" + b"{}," * 99 + b"[]]", [{}] * 99 + [[]]),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_can_be_kept_is_read(body, value):
    assert bodies.parse_json(body) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body):
    try:
        bodies.parse_json(body)
    except Problem as problem:
        assert problem.status in {400, 422}


# The first text that is drawn on a new machine waits for the table of characters.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.recursive(
        st.text() | st.integers(-(2**63) + 1, 2**63 - 1) | st.booleans() | st.none(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    ),
    st.booleans(),
)
def test_whatever_can_be_stored_is_read_as_it_was_meant(value, ascii_only):
    body = json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    storable = not list(bodies.find_unstorable(value))
    try:
        assert bodies.parse_json(body) == value
    except Problem:
        assert not storable or body.count(b"[") + body.count(b"{") > bodies.DEEPEST
