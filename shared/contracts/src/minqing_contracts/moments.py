"""A moment as it may come from outside: aware, in a century that can be stored."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from marshmallow import fields

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)


class Moment(fields.AwareDateTime):
    """An ISO 8601 moment with its offset, read as UTC.

    Refuses, with the code `moment-out-of-range`, what lies before 1900 or after 2199:
    a moment near the ends of the calendar can be stored and then no longer be read.
    """

    default_error_messages = {"range": "moment-out-of-range"}  # noqa: RUF012

    def _deserialize(
        self,
        value: Any,  # noqa: ANN401
        attr: str | None,
        data: Mapping[str, Any] | None,
        **kwargs: Any,  # noqa: ANN401
    ) -> datetime:
        read: datetime = super()._deserialize(value, attr, data, **kwargs)
        try:
            moment = read.astimezone(UTC)
        except OverflowError:
            raise self.make_error("range") from None
        if not EARLIEST <= moment < LATEST:
            raise self.make_error("range")
        return moment
