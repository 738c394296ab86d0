"""Statements that tell to whom something is owed on a day: sets of ids by bearer."""

from typing import Final

from registry.adapters.obligations.owing_sql import HOLDS
from registry.adapters.visits.sql import ON_FILE
from registry.domain.obligations.rules import Reach, Target

_CHARGE: Final = f"""
with recursive charge as (
    select staff_id as bearer, scope_kind, scope_id from duties
    where staff_id = any(:bearers) and (cast(:duty as text) is null or duty = :duty)
        and {HOLDS}
), cells (bearer, grid_id) as (
    select bearer, scope_id::varchar from charge where scope_kind = 'grid'
    union
    select bearer, g.grid_id from cells join grids g on g.parent_id = cells.grid_id
), ground (bearer, premises_id) as (
    select bearer, scope_id::varchar from charge where scope_kind = 'building'
    union
    select bearer, premises_id from cells join grid_claims using (grid_id)
    union
    select bearer, p.premises_id
    from ground join premises p on p.parent_id = ground.premises_id
    where p.kind <> all('{{unit,door}}')
), under (bearer, organisation_id) as (
    select bearer, scope_id::varchar from charge where scope_kind = 'organisation'
    union
    select bearer, o.organisation_id
    from under join organisations o on o.parent_id = under.organisation_id
), mine as (
    select bearer, h.household_id from charge join households h
        on h.household_id
            = case when scope_kind = 'household' then scope_id::uuid end
    union
    select bearer, household_id from ground
        join households h on h.building_id = ground.premises_id
    union
    select bearer, household_id from cells join households using (grid_id)
    union
    select bearer, household_id from under join households using (organisation_id)
)
"""
_UNIT: Final = """
with recursive under (bearer, organisation_id, step) as (
    select organisation_id, organisation_id, 0 from organisations
    where organisation_id = any(:bearers)
    union all
    select bearer, below.organisation_id, step + 1
    from under join organisations below on below.parent_id = under.organisation_id
    where step < 32
)
"""
_LIVES: Final = """
(r.state = 'living' or r.died_on > :day or r.left_on > :day)
"""
_PRESENT: Final = f"""
(exists (select from residents r where r.household_id = h.household_id and {_LIVES})
or not exists (select from residents r where r.household_id = h.household_id)
and not exists (
    select from household_moves where from_id = h.household_id and not undone
))
"""
_TAGGED: Final = f"""
(cast(:tag as text) is null or {{key}}::text in (
    select g.id from obligation_tags g
    where g.kind = :kind and g.tag = :tag and {HOLDS}
))
"""
_FLOATS: Final = """
(not :floating or (
    r.registered_division is not null
    and not starts_with(r.registered_division, o.division_code)
    and not starts_with(o.division_code, r.registered_division)
))
"""
_KINDS: Final = "(cast(:types as text[]) = '{{}}' or {column} = any(:types))"
_NAMES: Final = "select bearer, array_agg({key}::text) as ids"


def _set(key: str, source: str, *where: str) -> str:
    told = " and ".join([*where, _TAGGED.format(key=key)])
    return f"{_NAMES.format(key=key)} from {source} where {told} group by bearer"


_HOME_FILE: Final = ON_FILE.format(subject="'household:' || h.household_id")
_FILE: Final = ON_FILE.format(subject="'resident:' || r.resident_id")
_RESIDENTS: Final = """
residents r join organisations o on o.organisation_id = r.organisation_id
"""
SETS: Final = {
    (Reach.CHARGE, Target.HOUSEHOLD): _CHARGE
    + _set("h.household_id", "mine join households h using (household_id)", _PRESENT),
    (Reach.CHARGE, Target.RESIDENT): _CHARGE
    + _set(
        "r.resident_id",
        f"mine join ({_RESIDENTS}) on r.household_id = mine.household_id",
        _LIVES,
        _FLOATS,
    ),
    (Reach.CHARGE, Target.FIRM): _CHARGE
    + _set(
        "f.firm_id",
        "(select bearer, firm_id from ground join firms using (premises_id)"
        " union select bearer, firm_id from under join firms using (organisation_id)"
        ") held join firms f using (firm_id)",
        "f.active",
        _KINDS.format(column="f.kind"),
    ),
    (Reach.CHARGE, Target.PREMISES): _CHARGE
    + _set(
        "p.premises_id",
        "(select bearer, premises_id from ground"
        " union select bearer, premises_id from under"
        " join premises using (organisation_id)"
        ") held join premises p using (premises_id)",
        "p.active",
        _KINDS.format(column="p.kind"),
    ),
    (Reach.UNIT, Target.HOUSEHOLD): _UNIT
    + _set(
        "h.household_id",
        "under join households h using (organisation_id)",
        _PRESENT,
        _HOME_FILE,
    ),
    (Reach.UNIT, Target.RESIDENT): _UNIT
    + _set(
        "r.resident_id",
        f"under join ({_RESIDENTS}) on r.organisation_id = under.organisation_id",
        _LIVES,
        _FLOATS,
        _FILE,
    ),
    (Reach.UNIT, Target.FIRM): _UNIT
    + _set(
        "f.firm_id",
        "under join firms f using (organisation_id)",
        "f.active",
        _KINDS.format(column="f.kind"),
    ),
    (Reach.UNIT, Target.ORGANISATION): _UNIT
    + _set(
        "o.organisation_id",
        "under join organisations o using (organisation_id)",
        "o.active",
        _KINDS.format(column="o.kind"),
    ),
    (Reach.UNIT, Target.PREMISES): _UNIT
    + _set(
        "p.premises_id",
        "under join premises p using (organisation_id)",
        "p.active",
        _KINDS.format(column="p.kind"),
    ),
    (Reach.UNIT, Target.GRID): _UNIT
    + _set(
        "g2.grid_id",
        "under join grids g2 using (organisation_id)",
        "g2.active",
        _KINDS.format(column="g2.level::text"),
    ),
}
"""To whom something is owed, by how they are reached and what they are.

Each stands once for a bearer: what is joined is made of keys.
"""
FEW: Final = 8
OF_FEW: Final = SETS | {
    (Reach.CHARGE, Target.HOUSEHOLD): _CHARGE
    + _set(
        "h.household_id",
        "mine cross join lateral (select household_id from households"
        f" h where h.household_id = mine.household_id and {_PRESENT} offset 0) h",
        "true",
    )
}
"""The same where so few bearers are asked for that each home is looked up alone."""
FIRMS: Final = "select firm_id::text as id, organisation_id, name from firms"
NAMED: Final = {
    Target.RESIDENT: """
        select r.*, h.building_id from residents r left join households h
            using (household_id)
        where resident_id = any(cast(:ids as uuid[])) order by resident_id
    """,
    Target.HOUSEHOLD: """
        select * from households
        where household_id = any(cast(:ids as uuid[])) order by household_id
    """,
    Target.FIRM: f"{FIRMS} where firm_id = any(cast(:ids as uuid[])) order by firm_id",
    Target.ORGANISATION: "select organisation_id as id, organisation_id, name"
    " from organisations where organisation_id = any(:ids) order by 1",
    Target.PREMISES: "select premises_id as id, organisation_id, name from premises"
    " where premises_id = any(:ids) order by 1",
    Target.GRID: "select grid_id as id, organisation_id, name from grids"
    " where grid_id = any(:ids) order by 1",
}
"""How each is called."""
