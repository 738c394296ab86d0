"""Lines a machine can read."""

import io
import json
import logging
from uuid import uuid4

import pytest

from minqing_chassis.observability.logging import (
    NOISY,
    configure_logging,
    correlated,
)

pytestmark = pytest.mark.unit


@pytest.fixture
def written():
    """Let the process log to a buffer; put everything back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    noisy = {name: logging.getLogger(name).level for name in NOISY}
    stream = io.StringIO()
    configure_logging("routing", "INFO", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in noisy.items():
        logging.getLogger(name).setLevel(before)


def test_a_line_says_when_how_grave_who_and_what(written):
    logging.getLogger("routing.x").warning("late by %d days", 3, extra={"n": 3})
    (line,) = written()
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "WARNING",
        "service": "routing",
        "logger": "routing.x",
        "message": "late by 3 days",
        "n": 3,
    }


def test_a_line_within_a_story_carries_its_id(written):
    one = uuid4()
    with correlated(one):
        logging.getLogger("x").info("in")
    logging.getLogger("x").info("out")
    assert [line.get("correlation_id") for line in written()] == [str(one), None]


def test_chinese_stays_readable_and_a_trace_stays_one_line(written):
    try:
        raise RuntimeError("坏了")
    except RuntimeError:
        logging.getLogger("x").exception("失败")
    (line,) = written()
    assert line["message"] == "失败"
    assert "坏了" in line["exc_info"]


def test_what_is_below_the_level_is_not_written(written):
    logging.getLogger("x").debug("x")
    logging.getLogger("kombu").info("x")
    assert written() == []


def test_addresses_that_are_asked_are_not_told_however_much_is_logged(written):
    configure_logging("portal", "DEBUG", io.StringIO())
    asking = logging.getLogger("urllib3.connectionpool")
    assert not asking.isEnabledFor(logging.DEBUG)
    assert asking.isEnabledFor(logging.WARNING)


def test_no_password_of_an_address_is_told(written):
    nodes = "amqp://intake:s3cret@a:5672//;amqp://intake:s3cret@b:5672//"
    try:
        raise ConnectionError(f"postgresql://intake:0ther/@db/intake, {nodes}")
    except ConnectionError:
        logging.getLogger("x").exception("cannot reach %s", nodes)
    (line,) = written()
    assert line["message"] == (
        "cannot reach amqp://intake:***@a:5672//;amqp://intake:***@b:5672//"
    )
    assert "s3cret" not in str(line)
    assert "0ther" not in str(line)
