"""Worklists, sheets and the sweepers' lines on PostgreSQL."""

from datetime import timedelta
from uuid import UUID

import pytest

from minqing_kernel.sweeping import Sweep
from routing.adapters.paging import write_cursor
from routing.adapters.worklist import worklist
from routing.application.commands import (
    AssignCase,
    EscalateOverdue,
    JudgeAgain,
    RecordOrganisation,
    ResolveCase,
    ReturnCase,
    SetRule,
)
from routing.application.steering import DecideReturn
from routing.application.views import Wanted
from routing.domain.errors import BadCursor, CaseNotFound, RuleNotFound
from routing.domain.resolution import Outcome
from services.routing.tests.builders import (
    COMMUNITY,
    NOON,
    STATION,
    STREET,
    a_clerk,
    a_handler,
    a_matter,
    a_rule,
    a_unit,
    an_operator,
    end,
    later,
    to_open,
)

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("staffed")]


@pytest.fixture
def opened(do):
    def open_case(**changes):
        command = to_open(**changes)
        do(command)
        return command.petition_id

    return open_case


def returned(do, case):
    """The unit does not want it, and its superior agrees."""
    do(ReturnCase(actor=a_handler(), petition_id=case, reason="否"))
    do(DecideReturn(actor=a_clerk(), petition_id=case, granted=True))


def listed(reader, wanted=None, limit=50):
    """Walk through all pages of a worklist."""
    found, after = [], None
    while True:
        page = reader.worklist(wanted or Wanted(), after, limit)
        found += [row.petition_id for row in page.items]
        after = page.next
        if after is None:
            return found


def test_what_is_due_first_comes_first_and_pages_leave_nothing_out(reader, opened):
    cases = [opened(accepted_at=later(days=-(number % 4))) for number in range(11)]
    due = {case: reader.sheet(case).due_at for case in cases}
    assert listed(reader, limit=3) == sorted(cases, key=lambda case: (due[case], case))


def test_answered_cases_come_last(reader, opened, do):
    late = opened(accepted_at=later(days=-90))
    answered = opened(accepted_at=later(days=-99), from_archive=True)
    do(
        ResolveCase(
            actor=a_handler(),
            petition_id=answered,
            outcome=Outcome.RESOLVED,
            reply="好",
        )
    )
    assert listed(reader, limit=1) == [late, answered]


def test_a_worklist_holds_what_is_asked_for(reader, opened, do, clock):
    mine, theirs, nobodys = opened(), opened(), opened()
    do(
        AssignCase(
            actor=a_clerk(),
            petition_id=theirs,
            organisation_id=STATION,
            due_at=later(days=1),
        )
    )
    returned(do, nobodys)
    clock.move_to(later(days=2))
    units = frozenset({COMMUNITY})
    assert listed(reader, Wanted(units=units, waiting=False)) == [mine]
    assert set(listed(reader, Wanted(units=units))) == {mine, nobodys}
    assert listed(reader, Wanted(overdue=True)) == [theirs]
    assert set(listed(reader, Wanted(overdue=False))) == {mine, nobodys}
    assert listed(reader, Wanted(state="unrouted")) == [nobodys]
    assert listed(reader, Wanted(handler_id="nobody")) == []


@pytest.mark.parametrize("after", ["x", "WyJhIiwgImIiXQ", "WyIyMDI2LTExLTAyIiwgImIiXQ"])
def test_a_cursor_that_was_not_given_out_is_refused(reader, after):
    with pytest.raises(BadCursor):
        reader.worklist(Wanted(), after, 5)


FILL = """
insert into cases select gen_random_uuid(), 'R' || i, 'road', '51', null, now(), now(),
    now(), true, false, null, case when i % 9 = 0 then 'assigned' else 'closed' end, 1,
    null, 'c-' || (i % 40), null, case when i % 9 = 0 then now() end, 0
from generate_series(1, 20000) i
"""


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(units=frozenset({"c-1", "c-2", "c-3"})),
        Wanted(units=frozenset({"c-nobody"}), state="closed"),
        Wanted(state="unrouted"),
        Wanted(overdue=True),
        Wanted(category="road", owing=True),
    ],
)
def test_no_worklist_walks_through_all_cases(store, wanted):
    store.rows(FILL)
    store.rows("analyze cases")
    sql, values = worklist(wanted, continued=False)
    plan = store.rows("explain " + sql, now=NOON, limit=51, **values)
    assert "Seq Scan on cases" not in str(plan)


BESIDE = """
insert into dossiers select petition_id,
    case when right(receipt, 3) = '909' then '{"extension": {}}'::jsonb else '{}' end
from cases where state = 'assigned'
"""


def test_a_unit_without_cases_does_not_walk_through_those_of_the_only_other(store):
    store.rows(FILL)
    store.rows("update cases set organisation_id = 'c-1'")
    store.rows("analyze cases")
    wanted = Wanted(units=frozenset({"c-1", "c-2"}), line=frozenset({"c-2"}))
    sql, values = worklist(wanted, continued=False)
    plan = str(store.rows("explain " + sql, now=NOON, limit=11, **values))
    assert "cases_by_due" not in plan


def test_what_is_rare_in_a_unit_is_not_looked_for_in_all_its_cases(store):
    store.rows(FILL)
    store.rows("update cases set handler_id = 'h-' || substr(receipt, 2)::int % 500")
    store.rows(BESIDE)
    store.rows("analyze cases, dossiers")
    some = {"units": frozenset({"c-1", "c-9"}), "waiting": False}
    for wanted, index in (
        (Wanted(state="return-pending", **some), "cases_by_state"),
        (Wanted(state="resolved", **some), "cases_by_state"),
        (Wanted(handler_id="h-1", **some), "cases_by_handler"),
        (Wanted(extension_open=True, **some), "dossiers_asking_for_time"),
    ):
        sql, values = worklist(wanted, continued=False)
        plan = store.rows("explain " + sql, now=NOON, limit=51, **values)
        assert index in str(plan), wanted


@pytest.mark.parametrize(
    "place",
    [
        ("2026-11-02T12:00:00+00:00\x00", str(UUID(int=1))),
        ("2026-11-02T12:00:00+23:59", str(UUID(int=1))),
        ("0001-01-01T00:00:00+14:00", str(UUID(int=1))),
        ("9999-12-31T23:59:59-12:00", str(UUID(int=1))),
        ("2026-W45-1", UUID(int=1).urn),
        ("infinity", "\ud800"),
    ],
)
def test_no_cursor_however_spoilt_reaches_the_database_unread(reader, place):
    try:
        assert reader.worklist(Wanted(), write_cursor(*place), 5).items == []
    except BadCursor as refusal:
        assert refusal.fields == {"after": "invalid-value"}


def test_a_spoilt_cursor_of_the_rules_is_refused(reader):
    for spoilt in ("a\x00", "\ud800"):
        with pytest.raises(BadCursor):
            reader.rules(write_cursor(spoilt), 5)


def test_a_sheet_tells_the_whole_history(reader, opened, do):
    case = opened(external_ref="17", from_archive=True)
    returned(do, case)
    do(AssignCase(actor=a_clerk(), petition_id=case, organisation_id=STATION))
    sheet = reader.sheet(case)
    assert [each["organisation_id"] for each in sheet.assignments] == [
        COMMUNITY,
        STATION,
    ]
    assert [each["rule"] for each in sheet.assignments] == ["all", "by-hand"]
    assert len(sheet.deadlines) == 2
    assert (sheet.resolutions, sheet.external_ref) == ([], "17")


def test_a_case_is_found_by_its_id_and_by_its_receipt(reader, opened):
    case = opened(receipt="MQ-2611-000017")
    assert reader.find("MQ-2611-000017") == reader.find(str(case)) == case
    with pytest.raises(CaseNotFound):
        reader.find("MQ-1")
    with pytest.raises(CaseNotFound):
        reader.sheet(to_open().petition_id)


def test_rules_are_listed_by_code(reader, do):
    for code in ("b", "c"):
        do(SetRule(actor=an_operator(), rule=a_rule(code)))
    first = reader.rules(None, 2)
    rest = reader.rules(first.next, 2)
    assert [rule.code for rule in first.items + rest.items] == ["all", "b", "c"]
    assert rest.next is None
    assert reader.rule("b").organisation_id == COMMUNITY
    with pytest.raises(RuleNotFound):
        reader.rule("x")


# -- the sweepers' lines ---------------------------------------------------------------


@pytest.fixture
def escalating(bus, reader, store):
    return Sweep(
        bus,
        reader.overdue,
        lambda ids: EscalateOverdue(petition_ids=ids),
        is_away=lambda: not store.alive(),
        batch=3,
    )


@pytest.fixture
def judging(bus, reader, store):
    return Sweep(
        bus,
        reader.waiting,
        lambda ids: JudgeAgain(petition_ids=ids),
        is_away=lambda: not store.alive(),
        batch=3,
    )


def test_all_that_is_late_is_escalated_once_and_again_days_later(
    escalating, opened, clock, store
):
    late = [opened(accepted_at=later(seconds=-number)) for number in range(8)]
    opened(accepted_at=later(days=30))
    assert escalating.run() == 0
    told = []
    for day in (60, 60, 63, 66):
        clock.move_to(end(days=day))
        escalating.run()
        counted = "select count(*) as n from timeline where step = 'escalated'"
        told.append(store.rows(counted)[0]["n"])
    assert told[:2] == [len(late)] * 2
    assert told[2] == 2 * len(late)
    levels = store.rows("select max(escalation_level) as level from cases")
    assert levels[0]["level"] == 2


def test_unreadable_cases_keep_no_other_from_being_escalated(
    escalating, opened, clock, store
):
    spoiled = [opened(accepted_at=later(days=-9)) for _ in range(7)]
    late = opened()
    store.rows(
        "update cases set state = 'no-such-state'"
        " where petition_id = any(cast(:ids as uuid[]))",
        ids=[str(each) for each in spoiled],
    )
    clock.move_to(end(days=61))
    escalating.run()
    told = store.rows("select subject from timeline where step = 'escalated'")
    assert [row["subject"] for row in told] == [str(late)]


def test_cases_that_wait_are_judged_again_when_the_directory_changed(
    judging, reader, opened, do
):
    matter = a_matter(category="sea", division_code="44")
    do(SetRule(actor=an_operator(), rule=a_rule("all", division_prefix="51")))
    waiting = [opened(matter=matter) for _ in range(7)]
    assert judging.run() == 0
    do(RecordOrganisation(unit=a_unit("c-7", STREET)))
    assert judging.run() == 7
    assert judging.run() == 0
    do(SetRule(actor=an_operator(), rule=a_rule("sea", STATION, category="sea")))
    judging.run()
    assert {reader.sheet(case).organisation_id for case in waiting} == {STATION}


def test_a_case_given_back_is_not_judged_again(judging, opened, do, reader):
    case = opened()
    returned(do, case)
    do(SetRule(actor=an_operator(), rule=a_rule("more")))
    assert judging.run() == 0
    assert reader.sheet(case).state == "unrouted"


def test_the_first_moment_of_a_line_is_older_than_any(escalating, opened, clock):
    opened(accepted_at=NOON - timedelta(days=20_000))
    clock.move_to(later(days=1))
    assert escalating.run() == 1
