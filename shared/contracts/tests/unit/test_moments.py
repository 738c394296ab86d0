"""Moments from outside."""

from datetime import UTC, datetime

import pytest
from marshmallow import Schema, ValidationError

from minqing_contracts.moments import Moment

pytestmark = pytest.mark.unit


class Form(Schema):
    at = Moment(required=True)


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "1899-12-31T23:59:59Z",
        "2200-01-01T00:00:00Z",
    ],
)
def test_a_moment_that_could_not_be_read_again_is_refused(text):
    with pytest.raises(ValidationError) as refused:
        Form().load({"at": text})
    assert refused.value.messages == {"at": ["moment-out-of-range"]}


def test_a_moment_is_read_as_utc():
    assert Form().load({"at": "2026-11-21T08:00:00+08:00"}) == {
        "at": datetime(2026, 11, 21, tzinfo=UTC)
    }
