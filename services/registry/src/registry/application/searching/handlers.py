"""Finding people as one types: within reach, masked, and every look written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from minqing_kernel.clock import Clock
from registry.application.charges.reach import bounds_of
from registry.application.searching.commands import IndexResidents, SearchResidents
from registry.application.searching.ports import Candidate, SearchWork
from registry.application.views import FoundCard, found
from registry.domain.access import Access, Purpose
from registry.domain.authority import READERS
from registry.domain.errors import OutOfReach
from registry.domain.household import Household
from registry.domain.resident import Resident
from registry.domain.searching.words import Query, read_query, words_of
from registry.domain.values import civil_day

MOST_SHOWN: Final = 50
MOST_TRIED: Final = 300
"""Whom the words found and who are looked at: words of a text lie apart at times."""
PAGE: Final = 60


@dataclass(frozen=True, kw_only=True, repr=False)
class Found:
    """Who was found, masked; `more` when there are others, or may be."""

    items: list[FoundCard]
    more: bool


def search_residents(
    command: SearchResidents, work: SearchWork, *, clock: Clock, wall: Clock
) -> Found:
    """Return, masked, those within reach whom a text means; every look is stored.

    The log tells when it really was (`wall`), whatever day is being rehearsed.
    """
    hits = _found(command, read_query(command.text), work, clock)
    shown = hits.meant[:MOST_SHOWN]
    looked: list[UUID | None] = [each.resident.resident_id for each in shown]
    for resident_id in looked or [None]:
        work.access_log.note(
            Access(
                actor=command.actor,
                purpose=Purpose.LOOK_UP,
                resident_id=resident_id,
                fields=("name",),
                at=wall.now(),
            )
        )
    today = civil_day(clock.now())
    role = command.actor.role
    cards = [found(each.resident, each.home, role, today) for each in shown]
    return Found(items=cards, more=hits.more)


@dataclass(frozen=True, kw_only=True, repr=False)
class _Meant:
    """Whom a text means of those who were tried."""

    tried: Sequence[UUID]
    meant: Sequence[Candidate]

    @property
    def more(self) -> bool:
        return len(self.meant) > MOST_SHOWN or len(self.tried) == MOST_TRIED


def _found(
    command: SearchResidents, query: Query, work: SearchWork, clock: Clock
) -> _Meant:
    actor = command.actor
    seat = work.organisations.seat_of(actor.organisation_id)
    if seat is None or actor.role not in READERS:
        raise OutOfReach
    within = bounds_of(actor, work.charges, civil_day(clock.now()))
    for asked in dict.fromkeys((query, query.loosened)):
        tried = work.search.find(asked, seat, within, MOST_TRIED)
        hits = _Meant(tried=tried, meant=_meant(query, tried, work))
        if hits.meant or len(tried) == MOST_TRIED:
            break
    return hits


def _meant(query: Query, tried: Sequence[UUID], work: SearchWork) -> list[Candidate]:
    """Open as many files as are shown; where few of them are meant, all the others."""
    meant: list[Candidate] = []
    for page in (tried[:PAGE], tried[PAGE:]):
        if page and len(meant) <= MOST_SHOWN:
            meant += [
                each
                for each in work.search.of(page)
                if query.fits(
                    each.resident.profile.particulars.name,
                    each.addresses,
                    work.search.readings,
                )
            ]
    return meant


def index_residents(command: IndexResidents, work: SearchWork, *, clock: Clock) -> int:
    """Make the words anew by which residents are found; return how many they are."""
    residents = work.search.of(command.resident_ids)
    for each in residents:
        _keep(each.resident, each.addresses, work)
    return len(residents)


def index_resident(resident: Resident, work: SearchWork) -> None:
    """Let a resident be found by what was just said of them."""
    profile = resident.profile
    home = profile.household_id and work.households.find(profile.household_id)
    said = [home.profile.address] if home else []
    registered = profile.particulars.registered_address
    _keep(resident, [*said, *([registered] if registered else [])], work)


def index_household(household: Household, work: SearchWork) -> None:
    """Let the people of a household be found by the address just said of it."""
    members = work.search.members(household.household_id)
    for each in work.search.of(members) if members else ():
        registered = each.resident.profile.particulars.registered_address
        addresses = [household.profile.address, *([registered] if registered else [])]
        _keep(each.resident, addresses, work)


def _keep(resident: Resident, addresses: list[str], work: SearchWork) -> None:
    name = resident.profile.particulars.name
    words = words_of(name, addresses, work.search.readings)
    work.search.keep(resident, words)
