"""What becomes of an error that an operation raised."""

import logging

import pytest
from kombu.exceptions import OperationalError as BrokerAway
from marshmallow import ValidationError
from sqlalchemy.exc import (
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from minqing_chassis.http.problems import Unavailable
from minqing_chassis.http.route import Reply
from minqing_chassis.http.texts import LANGUAGES
from minqing_kernel.errors import (
    Conflict,
    DomainError,
    Forbidden,
    Invalid,
    NotFound,
    TransitionRefused,
)
from shared.chassis.tests.unit.http.knocking import problem, raising

pytestmark = pytest.mark.unit


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
    assert ("Retry-After" in reply.headers) == (status in {429, 503})


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
