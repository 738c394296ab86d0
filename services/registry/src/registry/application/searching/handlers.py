"""Finding people as one types: within reach, masked, and every look written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from minqing_kernel.clock import Clock
from registry.application.charges.reach import is_in_charge
from registry.application.searching.commands import IndexResidents, SearchResidents
from registry.application.searching.ports import Candidate, SearchWork
from registry.application.views import ResidentCard, masked
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


@dataclass(frozen=True, kw_only=True, repr=False)
class Found:
    """Who was found, masked; `more` when there are others, or may be."""

    items: list[ResidentCard]
    more: bool


def search_residents(
    command: SearchResidents, work: SearchWork, *, clock: Clock, wall: Clock
) -> Found:
    """Return, masked, those within reach whom a text means; every look is stored.

    The log tells when it really was (`wall`), whatever day is being rehearsed.
    """
    query = read_query(command.text)
    tried = _within_reach(command, query, work)
    meant = _meant(command, query, tried, work, clock)
    shown = [each.resident for each in meant[:MOST_SHOWN]]
    looked: list[UUID | None] = [each.resident_id for each in shown]
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
    cards = [masked(each, command.actor.role, today) for each in shown]
    more = len(meant) > MOST_SHOWN or len(tried) == MOST_TRIED
    return Found(items=cards, more=more)


def _within_reach(
    command: SearchResidents, query: Query, work: SearchWork
) -> Sequence[Candidate]:
    seat = work.organisations.seat_of(command.actor.organisation_id)
    if seat is None or command.actor.role not in READERS:
        raise OutOfReach
    return work.search.find(query, seat, MOST_TRIED)


def _meant(
    command: SearchResidents,
    query: Query,
    tried: Sequence[Candidate],
    work: SearchWork,
    clock: Clock,
) -> list[Candidate]:
    actor, today = command.actor, civil_day(clock.now())
    return [
        each
        for each in tried
        if query.fits(each.resident.profile.particulars.name, each.addresses)
        and is_in_charge(actor, work.charges, each.building_id, today)
    ]


def index_residents(command: IndexResidents, work: SearchWork, *, clock: Clock) -> int:
    """Make the words anew by which residents are found; return how many they are."""
    found = work.search.of(command.resident_ids)
    for each in found:
        _keep(each.resident, each.addresses, work)
    return len(found)


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
    work.search.keep(resident.resident_id, words)
