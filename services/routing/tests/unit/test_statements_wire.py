"""Statements and requests as letters: what fits, and what is read of them."""

import json
from datetime import timedelta
from uuid import UUID

import pytest

from routing.adapters.agencies.accounts import (
    SaidAccount,
    read_account,
    write_account,
)
from routing.adapters.agencies.wire import MAX_BYTES, Unreadable
from routing.domain.statements.beats import Beat
from routing.domain.statements.letters import (
    MOST_LINES,
    MOST_STANDINGS,
    Line,
    Mark,
    Request,
    Standing,
    Statement,
    page_of,
)
from services.routing.tests.agencies_town import DISTRICT_HALL, STREET_OFFICE
from services.routing.tests.builders import NOON

pytestmark = pytest.mark.unit
ABOUT = {"sender": STREET_OFFICE, "to": DISTRICT_HALL, "incarnation": 0, "heard": 2}

BEAT = Beat(
    incarnation=2**40,
    number=2**40,
    name=UUID(int=2**127),
    at=NOON + timedelta(microseconds=1),
    proof="p" * 200,
)


def a_line(number, standings=()):
    return Line(
        matter_id=UUID(int=number),
        receipt="民" * 20,
        epoch=2,
        owner="a" * 63,
        way=UUID(int=9),
        standings=standings,
        head=Mark(number=999_999, digest="a" * 64),
        heard=Mark(number=999_999, digest="b" * 64),
        lost=999_999,
        resting=True,
    )


def on_the_wire(account):
    said = SaidAccount(account=account, at=NOON, edition=2, beat=BEAT, shown=BEAT)
    return write_account(said)


def test_a_full_page_fits_into_a_letter_and_is_read_back_as_it_was():
    standings = [
        Standing(handover_id=UUID(int=n), sent=True, state="return-asked")
        for n in range(MOST_STANDINGS)
    ]
    lines = tuple(
        a_line(n, (standings[2 * n], standings[2 * n + 1])) for n in range(MOST_LINES)
    )
    page = Statement(**ABOUT, after=None, upto=UUID(int=7), lines=page_of(lines))
    body = on_the_wire(page)
    assert len(page.lines) == MOST_LINES
    assert len(body) <= MAX_BYTES
    read = read_account(body)
    assert read.account == page
    assert (read.beat, read.shown, read.shown.proof) == (BEAT, BEAT, BEAT.proof)
    request = Request(**ABOUT, matters=(UUID(int=1),), whole=True)
    assert read_account(on_the_wire(request)).account == request


def test_a_matter_that_is_told_twice_counts_once_and_what_is_newer_is_passed_over():
    twice = Statement(**ABOUT, after=None, upto=None, lines=(a_line(1), a_line(1)))
    told = json.loads(on_the_wire(twice))
    told["lines"][0]["weather"] = told["mood"] = "fine"
    read = read_account(json.dumps(told).encode())
    assert read.account.lines == (a_line(1),)


@pytest.mark.parametrize(
    "change",
    [
        {"word": "letter"},
        {"lines": "many"},
        {"sender": "A b"},
        {"heard": -1},
        {"edition": 0},
        {"lines": [{}]},
        {"said_at": "soon"},
    ],
)
def test_what_is_no_statement_is_unreadable_and_its_content_is_not_told(change):
    told = json.loads(
        on_the_wire(Statement(**ABOUT, after=None, upto=None, lines=(a_line(1),)))
    )
    with pytest.raises(Unreadable) as caught:
        read_account(json.dumps(told | change).encode())
    assert str(next(iter(change.values()))) not in str(caught.value)


def test_a_statement_that_is_too_long_is_not_read():
    with pytest.raises(Unreadable, match="too long"):
        read_account(b" " * (MAX_BYTES + 1))
