"""Three years of an agency: petitions of sixty units, most of them closed.

One petition that really was assigned is copied; the copies differ in when they came, in
unit, category and standing, so that a page finds what it would find after three years.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from intake.domain import searching
from tests.bench import figures
from tests.bench.ground import (
    DIVISION,
    STREET,
    Ground,
    a_category,
    a_petition,
    an_organisation,
    until,
)
from tests.bench.scenes import calm
from tests.bench.seeding import TABLES, Copied, seed

UNITS: Final = figures.COMMUNITIES
CATEGORIES: Final = 14
A_UNIT: Final = f"{STREET}-7"
NUMBER: Final = "bench_number(n)"
NUMBERING: Final = """
create or replace function bench_number(n bigint) returns text
language plpgsql immutable as $$
declare said text := '2611' || lpad(n::text, 8, '0'); sum integer := 10;
begin
  for at in 1..length(said) loop
    sum := (sum + substr(said, at, 1)::integer) % 10;
    sum := (case sum when 0 then 10 else sum end) * 2 % 11;
  end loop;
  return 'S-2611-' || lpad(n::text, 8, '0') || (11 - sum) % 10;
end $$
"""
"""A number with its check digit: what is not one, no door looks for."""
OPEN: Final = "(n %% 40 = 0 or n < 10000)"
"""Some of every week, and all of the last ten days."""
CAME: Final = "now() - n * interval '94 seconds'"
DUE: Final = f"{CAME} + interval '60 days'"
UNIT: Final = f"'{STREET}-' || (1 + n %% {UNITS})"
CATEGORY: Final = f"'category-' || (n %% {CATEGORIES})"


def _standing(now: str, then: str) -> str:
    return f"case when {OPEN} then '{now}' else '{then}' end"


DIFFERENT: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("intake", "petitions"): {
        "received_at": CAME,
        "decided_at": CAME,
        "category": CATEGORY,
    },
    ("intake", "timeline"): {"at": CAME, "recorded_at": CAME},
    ("intake", "case_progress"): {"state": _standing("assigned", "closed")},
    ("routing", "cases"): {
        "received_at": CAME,
        "accepted_at": CAME,
        "opened_at": CAME,
        "category": CATEGORY,
        "organisation_id": UNIT,
        "due_at": f"case when {OPEN} then {DUE} end",
        "state": _standing("assigned", "closed"),
        "escalation_level": f"case when {OPEN} and {DUE} < now() then 1 else 0 end",
        "redo": f"{OPEN} and n %% 30 = 0",
        "silence_at": f"case when {OPEN} and n %% 10 = 0 then now() end",
    },
    ("routing", "assignments"): {
        "organisation_id": UNIT,
        "since": CAME,
        "until": f"case when {OPEN} then null else {CAME} + interval '9 days' end",
    },
    ("routing", "deadlines"): {
        "due_at": DUE,
        "watch_from": "now() + interval '1 year'",
        "met_at": f"case when {OPEN} then null else {CAME} + interval '9 days' end",
        "breached_at": f"case when {OPEN} and {DUE} < now() then {DUE} end",
    },
    ("routing", "timeline"): {"at": CAME, "recorded_at": CAME},
    ("notify", "notices"): {
        "at": CAME,
        "settled_at": CAME,
        "recorded_at": CAME,
    },
    ("portal", "heard_facts"): {
        "at": CAME,
        "received_at": CAME,
        "category": CATEGORY,
        "organisation_id": UNIT,
        "due_at": DUE,
        "stand": _standing("working", "closed"),
    },
    ("portal", "matters"): {
        "received_at": CAME,
        "category": CATEGORY,
        "organisation_id": UNIT,
        "due_at": DUE,
        "stand": _standing("working", "closed"),
    },
}
"""What differs, by service and table; a late one's breach is known, nothing sweeps.

Of the open ones every tenth had no news for long; some were answered before.
"""
ARRIVALS: Final = f"""
insert into receptions (reception_id, organisation_id, channel, people, arrived_at,
    recorded_by, state, words)
select gen_random_uuid(), {UNIT}, 'visit', 1 + n %% 3, now() - n * interval '900 s',
    'staff:bench', 'arrived', ''
from generate_series(1, %s) n
"""


BLOCKS: Final = " || ".join(
    f"({at * searching.SIGNS_OF_ONE_SIZE} + n / {size})::int"
    for at, size in enumerate(searching.BLOCKS)
)
OF_WORDS: Final = "array(select w from unnest(model.words) w where w < 0)"
WORDS: Final = Copied(
    "intake",
    "petition_words",
    fresh={"number": "n", "words": f"to_jsonb({OF_WORDS} || {BLOCKS})"},
)
"""A copy is found by the same words, in its own blocks of running numbers."""


def three_years(ground: Ground, rows: int) -> None:
    """Fill every service with `rows` petitions, and a tenth as many arrivals."""
    _know(ground)
    model = ground.door("intake").do("POST", "/v1/petitions", a_petition())
    petition = model["petition_id"]
    sql = "select count(*) = 1 from matters where petition_id = %s"
    until(lambda: ground.value("portal", sql, petition), seconds=90)
    sql = "select count(*) = 1 from petition_words where petition_id = %s"
    until(lambda: ground.value("intake", sql, petition), seconds=90)
    calm(ground)
    tables = _tables()
    for service in sorted({each.service for each in tables}):
        with ground.database(service) as cursor:
            cursor.execute(NUMBERING)
    with ground.database("intake") as cursor:
        cursor.execute(ARRIVALS, (rows // 10,))
    figures.fill(ground, rows)
    seed(ground, UUID(petition), rows, tables=tables)


def _tables() -> list[Copied]:
    """Return what is copied, and what differs in each copy."""
    heard = (Copied("portal", "heard_facts"), Copied("portal", "matters"))
    known = (*TABLES, *heard, WORDS)
    return [replace(each, fresh=_fresh(each)) for each in known]


def _fresh(table: Copied) -> dict[str, str]:
    numbered = {
        name: NUMBER if name == "receipt" else how for name, how in table.fresh.items()
    }
    if table.service == "portal":
        numbered["receipt"] = NUMBER
    return numbered | DIFFERENT.get((table.service, table.table), {})


def _know(ground: Ground) -> None:
    registry, intake = ground.door("registry", "ops"), ground.door("intake", "ops")
    for n in range(1, UNITS + 1):
        unit: dict[str, Any] = an_organisation(f"{STREET}-{n}", "section", STREET)
        registry.do("PUT", f"/v1/organisations/{STREET}-{n}", unit)
    for n in range(CATEGORIES):
        intake.do("PUT", f"/v1/categories/category-{n}", a_category())
    sql = "select count(*) > %s from organisations where division_code = %s"
    until(lambda: ground.value("routing", sql, UNITS, DIVISION))
