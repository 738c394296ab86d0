"""Differences as rows: seen again, mended, looked at."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

from routing.domain.handover.dealing import Dealing
from routing.domain.statements.comparing import Difference, Found

NAMES: Final = UUID("0d3d7a8e-7f55-5b0d-9c35-2f6a8e0f9b11")
MOST_OPEN: Final = 20_000
"""So many of one neighbour's are written down: its statements fill no disk."""
DIFFER: Final = f"""
insert into agency_differences as differs
select said.* from jsonb_populate_recordset(null::agency_differences, :rows) said
where exists (select from agency_differences known
        where known.difference_id = said.difference_id)
    or (select count(*) from agency_differences held
        where held.agency = said.agency and held.state = 'open') < {MOST_OPEN}
on conflict on constraint agency_differences_once do update set
    times = case differs.state when 'mended' then 1 else differs.times + 1 end,
    first_at = case differs.state when 'mended' then excluded.first_at
        else differs.first_at end,
    state = case when differs.state = 'mended' or differs.number < excluded.number
        then 'open' else differs.state end,
    ended_at = case when differs.state = 'mended' then null else differs.ended_at end,
    last_at = excluded.last_at,
    receipt = excluded.receipt,
    number = greatest(differs.number, excluded.number)
"""
"""Also written with a head that went back, in the transaction that took it."""
MENDED: Final = """
update agency_differences d set state = 'mended', ended_at = said.at
from jsonb_to_recordset(:rows) as said (agency text, matter_id uuid, kinds text[],
    at timestamptz)
where d.agency = said.agency and d.matter_id = said.matter_id and d.state = 'open'
    and d.kind in ('unknown-here', 'unknown-there', 'out-of-step', 'contested')
    and d.kind <> all(said.kinds)
"""
"""What nobody lost for good ends by itself; a hole or a fork is looked at."""

Row = dict[str, Any]


def row_of(agency: str, found: Found, at: datetime) -> Row:
    """Return the row of a difference; its id follows from what it is about."""
    name = f"{agency}:{found.matter_id}:{found.kind}"
    return {
        "difference_id": uuid5(NAMES, name),
        "agency": agency,
        "matter_id": found.matter_id,
        "kind": found.kind.value,
        "receipt": found.receipt,
        "number": found.number,
        "state": "open",
        "times": 1,
        "first_at": at,
        "last_at": at,
    }


def mended_rows(
    agency: str, found: Iterable[Found], looked_at: Iterable[UUID], at: datetime
) -> Iterator[Row]:
    """Yield each matter that was looked at, with what still differs in it."""
    kinds: dict[UUID, list[str]] = {key: [] for key in looked_at}
    for each in found:
        kinds[each.matter_id].append(each.kind.value)
    for matter_id, left in kinds.items():
        yield {"agency": agency, "matter_id": matter_id, "kinds": left, "at": at}


def lapses(dealing: Dealing, at: datetime) -> Iterator[Row]:
    """Yield a row for each record of a neighbour's that went back in its restore."""
    for head in dealing.lapsed:
        found = Found(
            matter_id=dealing.matter_id,
            kind=Difference.HOLE_THERE,
            receipt=dealing.receipt,
            number=head.number,
        )
        yield row_of(head.agency, found, at)
    dealing.lapsed.clear()
