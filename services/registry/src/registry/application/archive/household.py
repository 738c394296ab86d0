"""A household on one page (A-02): who lives there, and what stands in their files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor, Role
from registry.application.archive.commands import ReadHousehold
from registry.application.archive.handlers import fields_of
from registry.application.archive.petitions import FiledPetition, shown_petitions
from registry.application.archive.ports import ArchiveReader, ArchiveWork
from registry.application.archive.queries import is_child
from registry.application.archive.views import (
    SectionView,
    full_section,
    masked_section,
)
from registry.application.authority import is_within_reach, must_reach
from registry.application.people import EVERYTHING
from registry.application.queries import household_card
from registry.application.views import HouseholdCard, ResidentCard, full_household
from registry.domain.access import FULL_PURPOSES, Access
from registry.domain.archive.record import Entry
from registry.domain.archive.section import SectionDefinition
from registry.domain.errors import HouseholdUnknown
from registry.domain.values import end_of

Definitions = Mapping[str, SectionDefinition]


@dataclass(frozen=True, kw_only=True, repr=False)
class MemberFile:
    """One member of a household with the sections of their file."""

    resident: ResidentCard
    sections: Sequence[SectionView]
    petitions: Sequence[FiledPetition]


@dataclass(frozen=True, kw_only=True, repr=False)
class HouseholdFile:
    """A household, its own sections, and its members with theirs."""

    household: HouseholdCard
    sections: Sequence[SectionView]
    members: Sequence[MemberFile]


def household_file(
    reader: ArchiveReader, household_id: UUID, actor: Actor, on: date | None = None
) -> HouseholdFile:
    """Return a household's file, masked, as it stood at the end of a day.

    Raises HouseholdUnknown, OutOfReach.
    """
    card = household_card(reader, household_id, actor)
    known = {each.code: each for each in reader.sections()}
    above = reader.lineage(actor.organisation_id or "")

    def sections_of(subject_id: UUID, *, child: bool) -> list[SectionView]:
        entries = reader.entries(subject_id, end_of(on))
        return [
            masked_section(entry, known[entry.section], actor.role, child=child)
            for entry in _readable(entries, known, actor.role)
        ]

    return HouseholdFile(
        household=card,
        sections=sections_of(household_id, child=False),
        members=[
            MemberFile(
                resident=member,
                sections=sections_of(
                    member.resident_id, child=is_child(reader, member.resident_id)
                ),
                petitions=shown_petitions(
                    reader.petitions(member.resident_id), known, above, actor.role
                ),
            )
            for member in card.members
        ],
    )


def read_household(
    command: ReadHousehold, work: ArchiveWork, *, wall: Clock
) -> HouseholdFile:
    """Return a household's file in full; each look is stored before anybody sees it.

    Members whose file is kept out of the actor's reach are left out.
    """
    if command.purpose not in FULL_PURPOSES:
        raise Invalid(fields={"purpose": "bad-purpose"})
    actor, places = command.actor, work.organisations
    household = work.households.find(command.household_id)
    if household is None:
        raise HouseholdUnknown
    must_reach(actor, places, household.profile.organisation_id)
    members = [
        member
        for member in work.residents.of_household(command.household_id)
        if is_within_reach(actor, places, member.profile.organisation_id)
    ]
    card = full_household(household, members)
    return HouseholdFile(
        household=card,
        sections=_full(command, command.household_id, ("address",), work, wall),
        members=[
            MemberFile(
                resident=member,
                sections=_full(command, member.resident_id, EVERYTHING, work, wall),
                petitions=_petitions(actor, member.resident_id, work),
            )
            for member in card.members
        ],
    )


def _petitions(
    actor: Actor, resident_id: UUID, work: ArchiveWork
) -> list[FiledPetition]:
    filed = work.petitions.of(resident_id)
    known = {each.code: each for each in work.sections.of({code for code, _ in filed})}
    above = work.organisations.lineage(actor.organisation_id or "")
    return shown_petitions(filed, known, above, actor.role)


def _full(
    command: ReadHousehold,
    subject_id: UUID,
    besides: Sequence[str],
    work: ArchiveWork,
    wall: Clock,
) -> list[SectionView]:
    """Return somebody's sections in full, and note the look at them and `besides`."""
    entries = work.records.newest(subject_id)
    known = {each.code: each for each in work.sections.of({e.section for e in entries})}
    seen = list(_readable(entries, known, command.actor.role))
    named = [fields_of(known[each.section], each.version) for each in seen]
    work.access_log.note(
        Access(
            actor=command.actor,
            purpose=command.purpose,
            resident_id=subject_id,
            fields=[*besides, *(code for codes in named for code in codes)],
            at=wall.now(),
        )
    )
    return [full_section(each, known[each.section]) for each in seen]


def _readable(
    entries: Iterable[Entry], known: Definitions, role: Role
) -> Iterable[Entry]:
    """Leave out what stands in sections that a role may not read."""
    return (e for e in entries if role in known[e.section].latest.spec.readers)
