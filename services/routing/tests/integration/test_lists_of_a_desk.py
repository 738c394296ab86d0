"""The lists of a desk and their numbers, on PostgreSQL."""

from datetime import timedelta

import pytest

from minqing_kernel.sweeping import Sweep
from routing.adapters.tallies import SqlTallies, tally_of
from routing.adapters.worklist import worklist
from routing.application.commands import (
    AssignCase,
    HearAnswer,
    RecordStaff,
    ResolveCase,
    ReturnCase,
)
from routing.application.silence import NoticeSilence
from routing.application.steering import AskCoHandler, AskExtension, SuspendCase
from routing.application.views import Wanted
from routing.domain.dossier import Ground
from routing.domain.resolution import Answer, Outcome, Verdict
from routing.entrypoints.lists import lists_by_date, lists_of
from services.routing.tests.builders import (
    COMMUNITY,
    NOON,
    STATION,
    STREET,
    a_clerk,
    a_handler,
    a_member,
    a_supervisor,
    later,
    to_open,
)

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("staffed")]
MINE = a_handler()
OWN = Wanted(units=frozenset({COMMUNITY, STATION}), waiting=False)


@pytest.fixture
def opened(do):
    def open_case(**changes):
        command = to_open(**changes)
        do(command)
        return command.petition_id

    return open_case


@pytest.fixture
def answered(do, opened):
    def answer(**changes):
        case = opened(**changes)
        said = {"outcome": Outcome.RESOLVED, "reply": "好"}
        do(ResolveCase(actor=a_handler(), petition_id=case, **said))
        return case

    return answer


@pytest.fixture
def tallied(store, clock):
    def count(most=1000, days=()):
        now = clock.now()
        dated = lists_by_date(OWN, now, list(days))
        return SqlTallies(store, clock).count(lists_of(OWN, MINE), dated, most)

    return count


def listed(reader, **wanted):
    found = reader.worklist(Wanted(**wanted), None, 50).items
    return [row.petition_id for row in found]


def answer_of(case, reader, verdict=Verdict.REOPEN):
    [given] = reader.sheet(case).resolutions
    said = {"reason": "没修好", "answered_at": later(days=1), "verdict": verdict}
    return Answer(case_revision=given["revision"], **said)


def test_each_list_of_a_desk_has_its_number(
    opened, answered, do, reader, clock, tallied
):
    do(RecordStaff(member=a_member(MINE.id)))
    mine = opened()
    given = {"organisation_id": COMMUNITY, "handler_id": MINE.id}
    do(AssignCase(actor=a_clerk(), petition_id=mine, **given))
    back = opened()
    do(ReturnCase(actor=a_handler(), petition_id=back, reason="否"))
    do(AskExtension(actor=MINE, petition_id=mine, days=5, reason="待鉴定"))
    anew = answered()
    do(HearAnswer(petition_id=anew, answer=answer_of(anew, reader)))
    answered(accepted_at=later(days=-80))
    clock.move_to(reader.sheet(anew).due_at - timedelta(hours=3))
    told = tallied(days=[clock.now() + timedelta(hours=n) for n in (2, 4)])
    assert told == {
        "owing": 3,
        "mine": 1,
        "overdue": 0,
        "soon": 1,
        "returned": 1,
        "escalated": 0,
        "redo": 1,
        "silent": 0,
        "asked": 1,
        "due_0": 0,
        "due_1": 1,
    }
    assert listed(reader, owing=True, redo=True) == [anew]
    clock.move_to(later(days=61))
    assert tallied()["overdue"] == 3
    assert tallied(most=2)["owing"] == 2


def test_a_list_is_narrowed_by_kind_by_date_and_by_how_late_it_is(
    opened, answered, reader, clock
):
    early, late = opened(accepted_at=later(days=-9)), opened()
    answered(accepted_at=later(days=-9))
    due = reader.sheet(early).due_at
    kind = reader.sheet(early).category
    assert listed(reader, owing=True, category=kind) == [early, late]
    assert listed(reader, owing=True, category="another") == []
    soon = {"due_from": due, "due_to": due + timedelta(seconds=1)}
    assert listed(reader, owing=True, **soon) == [early]
    clock.move_to(due + timedelta(days=119))
    assert listed(reader, owing=True, times_over=3) == []
    clock.move_to(due + timedelta(days=122))
    assert listed(reader, owing=True, times_over=3) == [early]


def test_a_line_says_what_moved_the_case_last_and_whom_it_waits_for(opened, do, reader):
    back, shared, still, plain = (opened() for _ in range(4))
    do(ReturnCase(actor=a_handler(), petition_id=back, reason="否"))
    task = {"organisation_id": STATION, "asks": "看现场", "due_at": None}
    do(AskCoHandler(actor=a_handler(), petition_id=shared, **task))
    pause = {"ground": Ground.HEARING, "reason": "听证"}
    do(SuspendCase(actor=a_supervisor(COMMUNITY), petition_id=still, **pause))
    rows = {row.petition_id: row for row in reader.worklist(Wanted(), None, 50).items}
    assert (rows[back].waits_on, rows[back].last_step) == (STREET, "returned")
    assert (rows[shared].waits_on, rows[shared].last_step) == (STATION, "shared")
    assert (rows[still].stands, rows[still].waits_on) == ("hearing", None)
    assert (rows[plain].waits_on, rows[plain].last_at) == (None, NOON)
    assert rows[plain].last_by == "ops:ops-1"


def test_who_heard_nothing_for_a_week_is_listed_until_there_is_news(
    opened, bus, reader, clock, store, do, tallied
):
    quiet = opened()
    sweep = Sweep(
        bus,
        lambda place, limit: reader.silent(lambda: 7, place, limit),
        lambda ids: NoticeSilence(petition_ids=ids),
        is_away=lambda: not store.alive(),
        batch=3,
    )
    clock.move_to(later(days=6))
    assert (sweep.run(), listed(reader, owing=True, silent=True)) == (0, [])
    clock.move_to(later(days=7))
    assert reader.silent(lambda: 0, None, 9) == []
    assert (sweep.run(), listed(reader, owing=True, silent=True)) == (1, [quiet])
    assert (sweep.run(), tallied()["silent"]) == (0, 1)
    do(AssignCase(actor=a_clerk(), petition_id=quiet, organisation_id=STATION))
    assert tallied()["silent"] == 0


FILL = """
insert into cases select gen_random_uuid(), 'R' || i, 'road', '51', null, now(),
    now() - interval '70 days', now(), true, false, null,
    case when i % 20 = 0 then 'assigned' else 'closed' end, 1, null, 'c-' || (i % 40),
    null, case when i % 20 = 0 then now() + i * interval '1 minute' end, i % 100 / 90
from generate_series(1, 20000) i
"""


def test_no_number_is_counted_over_what_is_closed(store, clock):
    store.rows(FILL)
    store.rows("analyze cases")
    many = Wanted(units=frozenset(f"c-{n}" for n in range(40)))
    for own in (many, Wanted(), Wanted(units=frozenset({"c-1"}))):
        dated = lists_by_date(own, NOON, [later(days=1)])
        sql, values = tally_of(lists_of(own, MINE), dated)
        plan = store.rows("explain " + sql, now=NOON, most=1000, **values)
        assert "Seq Scan on cases" not in str(plan)


def test_a_narrowed_list_walks_along_an_index_of_its_own(store):
    store.rows(FILL)
    store.rows(
        "update cases set redo = true where state = 'assigned' and receipt < 'R15'"
    )
    store.rows("analyze cases")
    units = frozenset(f"c-{n}" for n in range(40))
    for wanted, index in (
        (Wanted(units=units, owing=True), "cases_owing"),
        (Wanted(units=units, owing=True, category="road"), "cases_of_kind"),
        (Wanted(units=units, owing=True, escalated=True), "cases_escalated"),
        (Wanted(units=units, owing=True, redo=True), "cases_redone"),
        (Wanted(units=units, owing=True, silent=True), "cases_silent"),
    ):
        sql, values = worklist(wanted, continued=False)
        plan = store.rows("explain " + sql, now=NOON, limit=26, **values)
        assert index in str(plan), wanted
