"""What notify answers about figures is read whole, or not at all."""

import pytest
from marshmallow import ValidationError

from portal.adapters.figure_replies import FiguresReply, TrendReply

RATE = {"n": "95.0", "of": 100, "percent": "95.0", "left_out": {"unclear": 2}}
LINE = {"key": "a", "name": "A", "counts": {"cases": 3}, "rates": {"response": RATE}}
SHEET = {
    "as_of": "2026-11-21T09:00:00+08:00",
    "from": "2026-11-01",
    "to": "2026-11-21",
    "total": LINE,
    "lines": [LINE],
}


def test_a_sheet_is_read_as_it_was_said():
    told = FiguresReply().load(SHEET)
    assert told["lines"][0]["counts"] == {"cases": 3}
    assert told["total"]["rates"]["response"]["percent"] == "95.0"


def test_a_line_stands_beside_the_one_before():
    beside = LINE | {"before": {"counts": {"cases": 1}, "rates": {}}, "change": "200.0"}
    told = TrendReply().load(SHEET | {"lines": [beside, LINE], "total": beside})
    assert [line["before"] for line in told["lines"]] == [
        {"counts": {"cases": 1}},
        None,
    ]
    assert told["compared_from"] is None


@pytest.mark.parametrize(
    "odd",
    [
        {"counts": {"cases": "three"}},
        {"counts": {"cases": True}},
        {"counts": None},
        {"rates": [RATE]},
        {"rates": {"response": None}},
        {"rates": {"response": RATE | {"n": 95}}},
        {"rates": {"response": RATE | {"of": None}}},
        {"rates": {"response": {"n": "1", "of": 2}}},
        {"rates": {"response": RATE | {"percent": 95}}},
    ],
)
def test_numbers_that_are_none_are_not_read(odd):
    with pytest.raises(ValidationError):
        FiguresReply().load(SHEET | {"lines": [LINE | odd]})
