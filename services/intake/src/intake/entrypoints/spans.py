"""From when to when a report counts: by days of the place, or by moments."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from minqing_contracts.moments import EARLIEST, LATEST, Moment
from minqing_kernel.errors import Invalid

DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


class DayOrMoment(Moment):
    """A moment with its offset, or a plain day: its beginning in the place's time."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401
        words = "一天（当天零点起）或带时区的时刻 A day, or a moment with its offset"
        super().__init__(metadata={"description": words, "format": "date"}, **options)

    def _deserialize(  # type: ignore[override]
        self,
        value: Any,  # noqa: ANN401
        attr: str | None,
        data: Mapping[str, Any] | None,
        **kwargs: Any,  # noqa: ANN401
    ) -> date:
        if not isinstance(value, str) or not DAY.match(value):
            return super()._deserialize(value, attr, data, **kwargs)
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise self.make_error("invalid", input=value, obj_type="date") from None
        if not EARLIEST.date() < day < LATEST.date():
            raise self.make_error("range")
        return day


def span_of(query: Mapping[str, Any], zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return from which moment to which (excluded) a report counts.

    Raises Invalid for a span that ends before it begins.
    """
    since, until = (_moment(query[name], zone) for name in ("since", "until"))
    if until < since:
        raise Invalid(fields={"until": "before-since"})
    return since, until


def _moment(said: date, zone: ZoneInfo) -> datetime:
    if isinstance(said, datetime):
        return said
    return datetime.combine(said, time(), zone)
