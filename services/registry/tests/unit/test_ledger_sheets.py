"""Weekly lists and bulletins: complete, made once, frozen with their rows."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import SYSTEM
from registry.application.ledgers.commands import (
    ReadSheet,
)
from registry.application.ledgers.views import MASK
from registry.domain.access import Purpose
from registry.domain.ledgers.errors import (
    ColumnsMissing,
    NothingInWeek,
    WeekOpen,
)
from registry.domain.ledgers.policy import AboutKind
from registry.domain.ledgers.sheet import SheetKey, SheetKind
from services.registry.tests.builders import (
    COMMUNITY,
    NOON,
    STREET,
    TODAY,
    a_cause,
    record_firm,
    record_household,
    record_premises,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes_ledgers import LedgerStore, ledgers_in_memory
from services.registry.tests.ledger_builders import (
    MONDAY,
    QUESTION,
    a_clerk,
    about,
    enter,
    leave,
    make,
)

pytestmark = pytest.mark.unit

ITEM, TWIN, HOME, PERSON, FIRM, PETITION = (uuid4() for _ in range(6))
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def store():
    return LedgerStore()


@pytest.fixture
def say(store):
    bus = ledgers_in_memory(store)
    tell = lambda command: bus.handle(command, a_cause(command.actor))  # noqa: E731
    for command in [
        *the_tree(),
        record_staff(),
        record_staff("li-na"),
        record_staff("street-head", organisation_id=STREET),
        record_household(HOME),
        record_resident(PERSON, household_id=HOME),
        record_firm(FIRM),
        record_premises("65-9"),
    ]:
        tell(command)
    return tell


def refused(say, command):
    with pytest.raises(Invalid) as told:
        say(command)
    return told.value.fields


def test_d07_no_weekly_list_while_a_column_is_empty(say, store):
    say(enter(ITEM, person=None, result=None))
    with pytest.raises(ColumnsMissing) as told:
        say(make())
    assert told.value.fields == {
        f"{ITEM}.person": "required",
        f"{ITEM}.result": "required",
    }
    matter = store.ledgers[ITEM].account.about
    say(enter(ITEM, about=matter, seen=1))
    [row] = say(make()).rows
    assert (row["person"], row["unit"]) == ("wang-li", COMMUNITY)
    assert (row["question"], row["result"]) == (MASK, MASK)


def test_d07_a_list_is_frozen_with_its_rows(say, store):
    say(enter(ITEM))
    made = say(make())
    say(leave(ITEM))
    say(enter(TWIN, person=None))
    assert say(make()) == made
    full = say(
        ReadSheet(actor=a_clerk(), sheet_id=made.sheet_id, purpose=Purpose.VISIT)
    )
    assert [row["question"] for row in full.rows] == [QUESTION]
    assert store.looks[0].resident_id == made.sheet_id
    for week in (MONDAY - timedelta(days=7), MONDAY + timedelta(days=14)):
        assert refused(say, make(week=week)) == {"week": "not-this-week"}
    with pytest.raises(Invalid):
        make(week=TOMORROW)


def test_a_list_that_is_read_leaves_a_trace_with_everybody_whom_it_tells_of(say, store):
    say(enter(ITEM, about=about(AboutKind.HOUSEHOLD, HOME)))
    say(enter(TWIN, about=about(AboutKind.RESIDENT, PERSON)))
    made = say(make())
    say(ReadSheet(actor=a_clerk(), sheet_id=made.sheet_id, purpose=Purpose.VISIT))
    seen = [each.resident_id for each in store.looks]
    assert seen == [made.sheet_id, *sorted([HOME, PERSON])]


def test_d08_a_bulletin_is_made_when_its_week_is_over_and_stays(say, store):
    with pytest.raises(WeekOpen):
        say(make(SheetKind.BULLETIN))
    store.weeks += [{"why": "new"}, {"why": "overdue"}, {"why": "new"}]
    bus = ledgers_in_memory(store, at=NOON + timedelta(days=7))
    made = bus.handle(make(SheetKind.BULLETIN, SYSTEM), a_cause())
    assert made.figures == {"new": 2, "closed": 0, "overdue": 1}
    store.weeks.clear()
    again = bus.handle(make(SheetKind.BULLETIN), a_cause(a_clerk()))
    assert again == made
    look = ReadSheet(actor=a_clerk(), sheet_id=made.sheet_id, purpose=Purpose.VISIT)
    assert bus.handle(look, a_cause()).figures == made.figures
    wrong = make(SheetKind.BULLETIN, ledger="petitions")
    assert refused(say, wrong) == {"ledger": "unknown-ledger"}


def test_d07_d08_of_an_empty_week_nothing_is_frozen(say, store):
    with pytest.raises(NothingInWeek):
        say(make())
    bus = ledgers_in_memory(store, at=NOON + timedelta(days=7))
    with pytest.raises(NothingInWeek):
        bus.handle(make(SheetKind.BULLETIN, SYSTEM), a_cause())
    assert not store.sheets
    say(enter(ITEM))
    assert say(make()).figures["items"] == 1


def test_a_sheet_has_one_id_for_a_place_a_ledger_and_a_week():
    key = {"kind": SheetKind.LIST, "organisation_id": COMMUNITY, "week": MONDAY}
    one = SheetKey(ledger="petitions", **key)
    assert one.id == SheetKey(ledger="petitions", **key).id
    assert one.id != SheetKey(ledger="hardship", **key).id
    assert one.ends == date(2026, 3, 9)
