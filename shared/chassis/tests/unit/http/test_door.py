"""What an operation is given, and what its reply carries."""

import json
from uuid import UUID, uuid4

import pytest

from minqing_chassis.http.route import PUBLIC, Reply, Route
from minqing_chassis.http.texts import LANGUAGES
from minqing_chassis.observability import correlation
from minqing_kernel.messages import ANYONE, Role
from shared.chassis.tests.unit.http.knocking import Code, Page, Petition

pytestmark = pytest.mark.unit


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


def test_a_row_without_roles_is_refused():
    with pytest.raises(ValueError, match="PUBLIC"):
        Route(method="GET", path="/x", operation=Reply, summary="", roles=frozenset())


@pytest.mark.parametrize(
    "row", [{"method": "FETCH"}, {"method": "GET", "body": Petition}], ids=str
)
def test_a_row_that_makes_no_sense_is_refused(row):
    with pytest.raises(ValueError, match="/x"):
        Route(path="/x", operation=Reply, summary="", roles=PUBLIC, **row)
