"""Coverage on a real database: each counted once, whoever is missing listed."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from registry.domain.firms.firm import FirmKind
from registry.domain.visits.coverage import Covered
from registry.domain.visits.kinds import SubjectKind
from services.registry.tests.builders import (
    COMMUNITY,
    NOON,
    STREET,
    TODAY,
    record_firm,
    record_household,
    record_resident,
    record_staff,
)
from services.registry.tests.visit_builders import (
    a_home,
    an_account,
    days_ago,
    of,
    record_visit,
)

pytestmark = pytest.mark.integration

HEAD = ("supervisor", STREET)
PLACE = f"organisation={STREET}"
LAST_HOME, LAST_UNIT = UUID(int=2219), UUID(int=37)

DAPENG = """
insert into households (household_id, organisation_id, sealed, revision)
select cast(lpad(to_hex(n), 32, '0') as uuid), :place, '', 1
from generate_series(1, 2218) n;
insert into firms
    (firm_id, kind, name, organisation_id, address, active, revision)
select cast(lpad(to_hex(n), 32, '0') as uuid),
    case when n <= 37 then 'unit' when n % 2 = 0 then 'shop' else 'small-venue' end,
    '第' || n || '家', :place, '大鹏', true, 1
from generate_series(1, 1692) n
"""
ALL_VISITED = """
insert into visit_subjects (visit_id, kind, id, household_id, held_on, covers)
select v.visit_id, 'household', h.household_id, h.household_id, :day, true
from visits v, households h on conflict do nothing;
insert into visit_subjects (visit_id, kind, id, firm_id, held_on, covers)
select v.visit_id, 'firm', f.firm_id, f.firm_id, :day, true
from visits v, firms f on conflict do nothing
"""


def covered(call, on=""):
    told = call("GET", f"/v1/visit-coverage?{PLACE}{on}", HEAD).json["items"]
    return {
        each["kind"]: (each["visited"], each["registered"], each["percent"])
        for each in told
    }


def missing(call, kind, more=""):
    asked = f"/v1/visit-coverage/missing?{PLACE}&kind={kind}{more}"
    return call("GET", asked, HEAD).json


def run(db, script, **values):
    with db.engine.begin() as connection:
        for sql in script.split(";"):
            connection.execute(text(sql), values)


def test_d11_2219_households_37_units_1655_trades_all_visited_and_one_missing(
    say, call, db
):
    say(record_staff())
    say(record_household(LAST_HOME))
    run(db, DAPENG, place=COMMUNITY)
    home, unit = a_home(LAST_HOME), of(SubjectKind.FIRM, LAST_UNIT)
    say(record_visit(an_account(kind="revisit", subjects=[unit], held_at=days_ago(9))))
    run(db, ALL_VISITED, day=TODAY - timedelta(days=9))
    whole = {
        "registered-household": (2219, 2219, "100.00"),
        "other-household": (0, 0, None),
        "unit": (37, 37, "100.00"),
        "enterprise": (0, 0, None),
        "trade": (1655, 1655, "100.00"),
    }
    assert covered(call) == whole
    run(db, "delete from visit_subjects where household_id = :id", id=home.id)
    run(db, "delete from visit_subjects where firm_id = :id", id=unit.id)
    told = covered(call)
    assert told["registered-household"] == (2218, 2219, "99.95")
    assert told["unit"] == (36, 37, "97.30")
    listed = missing(call, "registered-household")
    assert [each["id"] for each in listed["items"]] == [str(LAST_HOME)]
    [firm] = missing(call, "unit")["items"]
    assert (firm["id"], firm["name"]) == (str(LAST_UNIT), "第37家")
    say(record_visit(an_account(subjects=[home])))
    assert covered(call)["registered-household"] == (2219, 2219, "100.00")
    assert missing(call, "registered-household") == {"items": [], "next": None}


def test_d11_whoever_all_live_here_registered_elsewhere_is_counted_apart(say, call):
    elsewhere, mixed, unknown = uuid4(), uuid4(), uuid4()
    for home in (elsewhere, mixed, unknown):
        say(record_household(home))
    away = {"registered_division": "610902", "identity_number": None}
    say(record_resident(household_id=elsewhere, **away))
    say(record_resident(household_id=mixed, **away))
    say(record_resident(household_id=mixed))
    say(record_staff())
    say(record_visit(an_account(subjects=[a_home(elsewhere)])))
    told = covered(call)
    assert told["other-household"] == (1, 1, "100.00")
    assert told["registered-household"] == (0, 2, "0.00")
    first = missing(call, "registered-household", "&limit=1")
    rest = missing(call, "registered-household", f"&after={first['next']}")
    ids = {each["id"] for each in first["items"] + rest["items"]}
    assert ids == {str(mixed), str(unknown)}


def test_d11_a_cut_off_date_counts_who_was_on_file_and_visited_by_then(say, call, db):
    early, late, shop = uuid4(), uuid4(), uuid4()
    for command in (
        record_staff(),
        record_household(early),
        record_household(late),
        record_firm(shop, kind=FirmKind.SHOP),
    ):
        say(command)
    was = "update timeline set at = :at where subject = :subject"
    for subject in (f"household:{early}", f"firm:{shop}"):
        run(db, was, at=NOON - timedelta(days=30), subject=subject)
    by = f"&on={TODAY - timedelta(days=8)}"
    say(record_visit(an_account(subjects=[a_home(early)], held_at=days_ago(7))))
    assert covered(call, by)["registered-household"] == (0, 1, "0.00")
    assert covered(call, by)["trade"] == (0, 1, "0.00")
    by = f"&on={TODAY - timedelta(days=7)}"
    assert covered(call, by)["registered-household"] == (1, 1, "100.00")
    assert covered(call)["registered-household"] == (1, 2, "50.00")
    assert [each["id"] for each in missing(call, "trade", by)["items"]] == [str(shop)]


HOMES = [uuid4() for _ in range(6)]
SEEN = st.lists(st.lists(st.sampled_from(HOMES), min_size=1), min_size=1, max_size=4)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(rounds=SEEN, back=st.randoms(use_true_random=False))
def test_d11_coverage_is_distinct_under_any_repetition_and_order(
    say, parts, db, rounds, back
):
    if not db.rows("select from staff"):
        say(record_staff())
        for home in HOMES:
            say(record_household(home))
    run(db, "truncate visit_subjects")
    told = [
        record_visit(an_account(subjects=[a_home(home) for home in homes]))
        for homes in rounds
    ]
    again = [*told, *told]
    back.shuffle(again)
    for command in again:
        say(command)
    distinct = {home for homes in rounds for home in homes}
    homes, *_ = parts.visits.coverage(STREET, TODAY, TODAY)
    assert (homes.visited, homes.registered) == (len(distinct), len(HOMES))
    asked = (STREET, Covered.REGISTERED_HOUSEHOLD, TODAY, TODAY)
    left = parts.visits.unvisited(*asked, after=UUID(int=0), limit=10)
    assert {each.id for each in left} == set(HOMES) - distinct
